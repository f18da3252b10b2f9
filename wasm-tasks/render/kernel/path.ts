// One camera sample: a path with light sampling at every bounce, both ways weighed by the power heuristic.
import { evaluate, openSurface, pdf, sample, sampled } from './bsdf'
import {
  aimAtLight, aimAtSun, hasSun, insideSun, lightDistance, lightPdf, pdfOfLight, pdfOfSun,
  skyColour, sunColour, totalPower, towardsLight,
} from './light'
import { nextPair, u0, u1 } from './sampler'
import { radius } from './scene'
import {
  baseColour, emission, emissionFactor, geometricNormal, metallic, readSurface, roughness,
  shadingNormal,
} from './surface'
import { hitT, trace } from './trace'
import { add, dot, luminance, mul, scale, x, y, z } from './vec'

const FAR: f32 = 1e29
/** Light that reaches the eye over several bounces is cut here: fireflies cost more than they tell. */
const INDIRECT_LIMIT: f32 = 12

// @ts-ignore: decorator
@inline function heuristic(a: f32, b: f32): f32 { return (a * a) / (a * a + b * b) }

function limited(light: v128, bounce: i32): v128 {
  const l = luminance(light)
  return bounce > 0 && l > INDIRECT_LIMIT ? scale(light, INDIRECT_LIMIT / l) : light
}

/** Step off the surface, by the size of the numbers at hand. */
function leave(p: v128, n: v128): v128 {
  const size = max(abs(x(p)), max(abs(y(p)), abs(z(p)))) + radius
  return add(p, scale(n, size * 2e-5))
}

/** Linear light arriving at `from` against `along`. Never NaN, never negative. */
export function radiance(from: v128, along: v128, bounces: i32): v128 {
  let origin = from
  let direction = along
  let throughput = f32x4.splat(1)
  let light = f32x4.splat(0)
  let arrivedPdf: f32 = -1
  for (let bounce = 0; ; bounce++) {
    if (!trace(origin, direction, FAR, false)) {
      let seen = skyColour(direction)
      if (hasSun() && insideSun(direction)) {
        const share: f32 = arrivedPdf < 0 ? 1 : heuristic(arrivedPdf, pdfOfSun())
        seen = add(seen, scale(sunColour(), share))
      }
      light = add(light, limited(mul(throughput, seen), bounce))
      break
    }
    readSurface(direction)
    const n = geometricNormal
    const p = add(origin, scale(direction, hitT))
    if (luminance(emissionFactor) > 0) {
      const other = pdfOfLight(emissionFactor, hitT, -dot(n, direction))
      const share: f32 = arrivedPdf < 0 ? 1 : heuristic(arrivedPdf, other)
      light = add(light, limited(scale(mul(throughput, emission), share), bounce))
    }
    if (bounce == bounces) break
    const start = leave(p, n)
    openSurface(shadingNormal, scale(direction, -1), baseColour, metallic, roughness)
    if (totalPower > 0) {
      nextPair()
      const pick = u0
      nextPair()
      const emitted = aimAtLight(start, pick, u0, u1)
      if (lightPdf > 0 && dot(towardsLight, n) > 0) {
        const value = evaluate(towardsLight)
        if (pdf > 0 && !trace(start, towardsLight, lightDistance * 0.9995, true)) {
          const weight = heuristic(lightPdf, pdf) / lightPdf
          light = add(light, limited(scale(mul(mul(throughput, value), emitted), weight), bounce))
        }
      }
    }
    if (hasSun()) {
      nextPair()
      aimAtSun()
      if (dot(towardsLight, n) > 0) {
        const value = evaluate(towardsLight)
        if (pdf > 0 && !trace(start, towardsLight, FAR, true)) {
          const weight = heuristic(pdfOfSun(), pdf) / pdfOfSun()
          light = add(light, limited(scale(mul(mul(throughput, value), sunColour()), weight), bounce))
        }
      }
    }
    const weight = sample()
    if (!(pdf > 0) || dot(sampled, n) <= 0) break
    throughput = mul(throughput, weight)
    arrivedPdf = pdf
    if (bounce > 1) {
      const survive = min<f32>(max(x(throughput), max(y(throughput), z(throughput))), 0.95)
      nextPair()
      if (!(u0 < survive)) break
      throughput = scale(throughput, 1 / survive)
    }
    origin = start
    direction = sampled
  }
  const sum = x(light) + y(light) + z(light)
  return sum >= 0 && sum < 1e9 ? light : f32x4.splat(0)
}

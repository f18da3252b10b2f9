// Light to aim at: the sky and its sun, and every glowing triangle of the frame.
import { toWorld, transformDirection, transformPoint } from './bodies'
import { lightCount, lights, sky } from './scene'
import { diskX, diskY, toDisk } from './sampler'
import { emissionAt, emissionFactorOf } from './surface'
import { add, cross, dot, loadVec, luminance, mix, normalize, scale, sub, vec, y } from './vec'

const LIGHT_BYTES: usize = 64
let placedLights: usize = 0
/** Sum of area × luminance over all glowing triangles; 0 when there are none to aim at. */
export let totalPower: f32 = 0

export let towardsLight: v128 = f32x4.splat(0)
export let lightDistance: f32 = 0
export let lightPdf: f32 = 0

/** Places glowing triangles in the world and sums their power, to pick one by its share. */
export function placeLights(): void {
  placedLights = heap.alloc(<usize>lightCount * LIGHT_BYTES + 16)
  totalPower = 0
  for (let i: u32 = 0; i < lightCount; i++) {
    const from = lights + <usize>i * 48
    const to = placedLights + <usize>i * LIGHT_BYTES
    const m = toWorld(load<u32>(from, 36))
    const e1 = transformDirection(m, loadVec(from + 12))
    const e2 = transformDirection(m, loadVec(from + 24))
    const n = cross(e1, e2)
    const doubleArea = sqrt<f32>(dot(n, n))
    totalPower += 0.5 * doubleArea * luminance(emissionFactorOf(load<u32>(from, 40)))
    v128.store(to, transformPoint(m, loadVec(from)))
    v128.store(to, e1, 16)
    v128.store(to, e2, 32)
    store<u32>(to, load<u32>(from, 40), 48)
    store<f32>(to, totalPower, 52)
  }
}

/** Density per solid angle with which `aimAtLight` would have found this place of a glowing triangle. */
export function pdfOfLight(factor: v128, distance: f32, cosine: f32): f32 {
  return totalPower > 0 && cosine > 1e-6
    ? (luminance(factor) / totalPower) * (distance * distance) / cosine
    : 0
}

/** Picks a place on a glowing triangle seen from `p`; its emission, or black when it faces edge-on. */
export function aimAtLight(p: v128, pick: f32, a: f32, b: f32): v128 {
  const target = pick * totalPower
  let low: u32 = 0
  let high: u32 = lightCount - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if (load<f32>(placedLights + <usize>middle * LIGHT_BYTES, 52) > target) high = middle
    else low = middle + 1
  }
  const at = placedLights + <usize>low * LIGHT_BYTES
  const root = sqrt<f32>(a)
  const u = root * (1 - b)
  const v = root * b
  const e1 = v128.load(at, 16)
  const e2 = v128.load(at, 32)
  const to = sub(add(v128.load(at), add(scale(e1, u), scale(e2, v))), p)
  lightDistance = sqrt<f32>(dot(to, to))
  lightPdf = 0
  if (!(lightDistance > 1e-6)) return f32x4.splat(0)
  towardsLight = scale(to, 1 / lightDistance)
  const triangle = load<u32>(at, 48)
  const cosine = abs(dot(normalize(cross(e1, e2)), towardsLight))
  lightPdf = pdfOfLight(emissionFactorOf(triangle), lightDistance, cosine)
  return emissionAt(triangle, u, v)
}

// @ts-ignore: decorator
@inline function sunCosine(): f32 { return load<f32>(sky, 60) }
export function sunColour(): v128 { return loadVec(sky + 48) }
export function hasSun(): bool { return luminance(sunColour()) > 0 }
/** Density over the sun's disk: one over its solid angle. */
export function pdfOfSun(): f32 { return <f32>0.15915494 / (1 - sunCosine()) }

/** Picks a direction within the sun's disk into `towardsLight`, by the sampler's current pair. */
export function aimAtSun(): void {
  toDisk()
  const n = loadVec(sky + 36)
  const sine = sqrt<f32>(1 - sunCosine() * sunCosine())
  const side: v128 = abs(y(n)) < 0.9 ? vec(0, 1, 0) : vec(1, 0, 0)
  const t = normalize(cross(side, n))
  const b = cross(n, t)
  towardsLight = normalize(add(add(scale(t, diskX * sine), scale(b, diskY * sine)), n))
}

export function insideSun(d: v128): bool { return dot(d, loadVec(sky + 36)) > sunCosine() }

/** The sky without its sun: ground below, horizon to zenith above. */
export function skyColour(d: v128): v128 {
  const height = y(d)
  const horizon = loadVec(sky + 12)
  if (height <= 0) return mix(horizon, loadVec(sky + 24), min<f32>(-height * 4, 1))
  return mix(horizon, loadVec(sky), sqrt<f32>(height))
}

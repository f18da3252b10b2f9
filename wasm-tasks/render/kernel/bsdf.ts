// glTF's metallic-roughness surface: GGX over a diffuse base, in a frame whose z is the normal.
import { diskX, diskY, nextPair, toDisk, u0, u1 } from './sampler'
import { add, cross, dot, luminance, mix, normalize, scale, sub, vec, x, y, z } from './vec'

const INVERSE_PI: f32 = 0.31830987

let tangent: v128 = f32x4.splat(0)
let bitangent: v128 = f32x4.splat(0)
let normal: v128 = f32x4.splat(0)
let out: v128 = f32x4.splat(0)
let f0: v128 = f32x4.splat(0)
let diffuse: v128 = f32x4.splat(0)
let alpha: f32 = 0
let specularChance: f32 = 0
export let pdf: f32 = 0
export let sampled: v128 = f32x4.splat(0)

function toLocal(d: v128): v128 { return vec(dot(d, tangent), dot(d, bitangent), dot(d, normal)) }

// @ts-ignore: decorator
@inline function fifth(v: f32): f32 { return v * v * v * v * v }

/** Readies the surface for looking along `-towards`. */
export function openSurface(
  n: v128, towards: v128, colour: v128, metal: f32, rough: f32,
): void {
  normal = n
  // Duff et al. 2017: a frame without a branch on the direction.
  const sign: f32 = z(n) >= 0 ? 1 : -1
  const a: f32 = -1 / (sign + z(n))
  const b = x(n) * y(n) * a
  tangent = vec(1 + sign * x(n) * x(n) * a, sign * b, -sign * x(n))
  bitangent = vec(b, sign + y(n) * y(n) * a, -y(n))
  out = toLocal(towards)
  alpha = max<f32>(rough * rough, 0.0016)
  f0 = mix(f32x4.splat(0.04), colour, metal)
  const grazing = fifth(1 - min<f32>(max<f32>(z(out), 0), 1))
  diffuse = scale(colour, (1 - metal) * (1 - (0.04 + 0.96 * grazing)))
  const s = luminance(add(f0, scale(sub(f32x4.splat(1), f0), grazing)))
  const d = luminance(diffuse)
  specularChance = d > 0 ? min<f32>(max<f32>(s / (s + d), 0.1), 0.95) : 1
}

// @ts-ignore: decorator
@inline function lambda(d: v128): f32 {
  const c = z(d) * z(d)
  return 0.5 * (sqrt<f32>(1 + (alpha * alpha * max<f32>(1 - c, 0)) / c) - 1)
}

/** Reflectance × cosine towards local `d`; the chance density of sampling `d` goes to `pdf`. */
function evaluateLocal(d: v128): v128 {
  pdf = 0
  if (z(d) <= 1e-5 || z(out) <= 1e-5) return f32x4.splat(0)
  const h = normalize(add(d, out))
  const e = (x(h) * x(h) + y(h) * y(h)) / (alpha * alpha) + z(h) * z(h)
  const density = INVERSE_PI / (alpha * alpha * e * e)
  const lambdaOut = lambda(out)
  const f = add(f0, scale(sub(f32x4.splat(1), f0), fifth(1 - min<f32>(max<f32>(dot(h, d), 0), 1))))
  const specular = density / ((1 + lambdaOut + lambda(d)) * 4 * z(out))
  pdf = specularChance * density / ((1 + lambdaOut) * 4 * z(out))
    + (1 - specularChance) * z(d) * INVERSE_PI
  return add(scale(f, specular), scale(diffuse, z(d) * INVERSE_PI))
}

export function evaluate(direction: v128): v128 { return evaluateLocal(toLocal(direction)) }

/** Samples visible GGX normals (Heitz 2018). */
function sampleSpecular(): v128 {
  toDisk()
  const v = normalize(vec(alpha * x(out), alpha * y(out), z(out)))
  const flat = x(v) * x(v) + y(v) * y(v)
  const t1 = flat > 1e-12 ? scale(vec(-y(v), x(v), 0), 1 / sqrt<f32>(flat)) : vec(1, 0, 0)
  const t2 = cross(v, t1)
  const s: f32 = 0.5 * (1 + z(v))
  const q: f32 = (1 - s) * sqrt<f32>(max<f32>(1 - diskX * diskX, 0)) + s * diskY
  const r = sqrt<f32>(max<f32>(1 - diskX * diskX - q * q, 0))
  const n = add(add(scale(t1, diskX), scale(t2, q)), scale(v, r))
  const h = normalize(vec(alpha * x(n), alpha * y(n), max<f32>(z(n), 0)))
  return sub(scale(h, 2 * dot(out, h)), out)
}

/** Draws a direction into `sampled` and gives its weight, reflectance × cosine / `pdf`. */
export function sample(): v128 {
  nextPair()
  const specular = u0 < specularChance
  nextPair()
  let d: v128
  if (specular) d = sampleSpecular()
  else {
    toDisk()
    d = vec(diskX, diskY, sqrt<f32>(max<f32>(1 - diskX * diskX - diskY * diskY, 0)))
  }
  const value = evaluateLocal(d)
  if (!(pdf > 0)) return f32x4.splat(0)
  sampled = normalize(add(add(scale(tangent, x(d)), scale(bitangent, y(d))), scale(normal, z(d))))
  return scale(value, 1 / pdf)
}

// A vector is the first three lanes of a v128; the fourth lane carries nothing and is never read.

// @ts-ignore: decorator
@inline export function vec(x: f32, y: f32, z: f32): v128 {
  return f32x4.replace_lane(f32x4.replace_lane(f32x4.splat(x), 1, y), 2, z)
}
// @ts-ignore: decorator
@inline export function x(a: v128): f32 { return f32x4.extract_lane(a, 0) }
// @ts-ignore: decorator
@inline export function y(a: v128): f32 { return f32x4.extract_lane(a, 1) }
// @ts-ignore: decorator
@inline export function z(a: v128): f32 { return f32x4.extract_lane(a, 2) }
// @ts-ignore: decorator
@inline export function add(a: v128, b: v128): v128 { return f32x4.add(a, b) }
// @ts-ignore: decorator
@inline export function sub(a: v128, b: v128): v128 { return f32x4.sub(a, b) }
// @ts-ignore: decorator
@inline export function mul(a: v128, b: v128): v128 { return f32x4.mul(a, b) }
// @ts-ignore: decorator
@inline export function scale(a: v128, s: f32): v128 { return f32x4.mul(a, f32x4.splat(s)) }
// @ts-ignore: decorator
@inline export function mix(a: v128, b: v128, t: f32): v128 { return add(a, scale(sub(b, a), t)) }
// @ts-ignore: decorator
@inline export function dot(a: v128, b: v128): f32 {
  const m = f32x4.mul(a, b)
  return x(m) + y(m) + z(m)
}
export function cross(a: v128, b: v128): v128 {
  return vec(y(a) * z(b) - z(a) * y(b), z(a) * x(b) - x(a) * z(b), x(a) * y(b) - y(a) * x(b))
}
/** Unit vector; a zero vector comes back as +y so that nothing turns into NaN. */
export function normalize(a: v128): v128 {
  const square = dot(a, a)
  return square > 1e-30 ? scale(a, 1 / sqrt<f32>(square)) : vec(0, 1, 0)
}
/** Rec. 709 luminance. */
// @ts-ignore: decorator
@inline export function luminance(c: v128): f32 {
  return 0.2126 * x(c) + 0.7152 * y(c) + 0.0722 * z(c)
}
/** Reads three f32 at any alignment; the fourth lane is whatever follows. */
// @ts-ignore: decorator
@inline export function loadVec(at: usize): v128 { return v128.load(at) }

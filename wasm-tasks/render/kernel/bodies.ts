// The top level: bodies placed for this frame, and a four-wide tree over their world boxes.
import { NODE_BYTES, bodyCount, bodyMax, bodyMin, bodyRow } from './scene'
import { add, cross, dot, scale, sub, vec, x, y, z } from './vec'

/** Per body: three rows world-to-body, three rows body-to-world, then the world box. */
export const PLACED_BYTES: usize = 128
export let placed: usize = 0
export let topNodes: usize = 0
let topCount: usize = 0
let order: usize = 0

// @ts-ignore: decorator
@inline export function toBody(body: u32): usize { return placed + <usize>body * PLACED_BYTES }
// @ts-ignore: decorator
@inline export function toWorld(body: u32): usize { return placed + <usize>body * PLACED_BYTES + 48 }

/** Point through three matrix rows at `m`. */
// @ts-ignore: decorator
@inline export function transformPoint(m: usize, p: v128): v128 {
  const q = f32x4.replace_lane(p, 3, 1)
  const a = f32x4.mul(v128.load(m), q)
  const b = f32x4.mul(v128.load(m, 16), q)
  const c = f32x4.mul(v128.load(m, 32), q)
  return vec(sum4(a), sum4(b), sum4(c))
}
// @ts-ignore: decorator
@inline function sum4(a: v128): f32 { return x(a) + y(a) + z(a) + f32x4.extract_lane(a, 3) }

// @ts-ignore: decorator
@inline export function transformDirection(m: usize, d: v128): v128 {
  return vec(dot(v128.load(m), d), dot(v128.load(m, 16), d), dot(v128.load(m, 32), d))
}
/** Normal of a body into the world: by the transpose of the world-to-body rows. */
export function normalToWorld(body: u32, n: v128): v128 {
  const m = toBody(body)
  return add(
    add(scale(v128.load(m), x(n)), scale(v128.load(m, 16), y(n))),
    scale(v128.load(m, 32), z(n)),
  )
}

function placeBody(body: u32, frame: u32): void {
  const at = toBody(body)
  const r0 = bodyRow(body, frame, 0)
  const r1 = bodyRow(body, frame, 1)
  const r2 = bodyRow(body, frame, 2)
  v128.store(at, r0, 48)
  v128.store(at, r1, 64)
  v128.store(at, r2, 80)
  const origin = vec(f32x4.extract_lane(r0, 3), f32x4.extract_lane(r1, 3), f32x4.extract_lane(r2, 3))
  const c0 = cross(r1, r2)
  const c1 = cross(r2, r0)
  const c2 = cross(r0, r1)
  const det = dot(r0, c0)
  const s: f32 = abs(det) > 1e-30 ? 1 / det : 0
  const i0 = scale(vec(x(c0), x(c1), x(c2)), s)
  const i1 = scale(vec(y(c0), y(c1), y(c2)), s)
  const i2 = scale(vec(z(c0), z(c1), z(c2)), s)
  v128.store(at, f32x4.replace_lane(i0, 3, -dot(i0, origin)))
  v128.store(at, f32x4.replace_lane(i1, 3, -dot(i1, origin)), 16)
  v128.store(at, f32x4.replace_lane(i2, 3, -dot(i2, origin)), 32)
  const half = scale(sub(bodyMax(body), bodyMin(body)), 0.5)
  const middle = transformPoint(at + 48, scale(add(bodyMax(body), bodyMin(body)), 0.5))
  const reach = vec(dot(f32x4.abs(r0), half), dot(f32x4.abs(r1), half), dot(f32x4.abs(r2), half))
  v128.store(at, sub(middle, reach), 96)
  v128.store(at, add(middle, reach), 112)
}

// @ts-ignore: decorator
@inline function bodyAt(index: u32): u32 { return load<u32>(order + (<usize>index << 2)) }

function centre(body: u32, axis: usize): f32 {
  const at = toBody(body) + (axis << 2)
  return load<f32>(at, 96) + load<f32>(at, 112)
}

/** Sorts bodies [from, to) along the longest side of their centres; insertion, for few of them. */
function sortRange(from: u32, to: u32): void {
  let low = f32x4.splat(Infinity)
  let high = f32x4.splat(-Infinity)
  for (let i = from; i < to; i++) {
    const at = toBody(bodyAt(i))
    const c = add(v128.load(at, 96), v128.load(at, 112))
    low = f32x4.pmin(low, c)
    high = f32x4.pmax(high, c)
  }
  const side = sub(high, low)
  const axis: usize = x(side) >= y(side) ? (x(side) >= z(side) ? 0 : 2) : y(side) >= z(side) ? 1 : 2
  for (let i = from + 1; i < to; i++) {
    const body = bodyAt(i)
    const key = centre(body, axis)
    let j = i
    while (j > from && centre(bodyAt(j - 1), axis) > key) {
      store<u32>(order + (<usize>j << 2), bodyAt(j - 1))
      j--
    }
    store<u32>(order + (<usize>j << 2), body)
  }
}

function buildNode(from: u32, to: u32): i32 {
  const index = topCount++
  const node = topNodes + index * NODE_BYTES
  sortRange(from, to)
  const count = to - from
  for (let lane: u32 = 0; lane < 4; lane++) {
    const a = from + (count * lane) / 4
    const b = from + (count * (lane + 1)) / 4
    // An empty lane is a point no ray reaches: an inverted box would be hit by all.
    let low = f32x4.splat(1e30)
    let high = f32x4.splat(b > a ? -1e30 : 1e30)
    for (let i = a; i < b; i++) {
      low = f32x4.pmin(low, v128.load(toBody(bodyAt(i)), 96))
      high = f32x4.pmax(high, v128.load(toBody(bodyAt(i)), 112))
    }
    const at = node + (<usize>lane << 2)
    store<f32>(at, x(low))
    store<f32>(at, x(high), 16)
    store<f32>(at, y(low), 32)
    store<f32>(at, y(high), 48)
    store<f32>(at, z(low), 64)
    store<f32>(at, z(high), 80)
    if (b - a > 1) store<i32>(at, buildNode(a, b), 96)
    else store<i32>(at, b > a ? ~(<i32>bodyAt(a)) : -1, 96)
  }
  return <i32>index
}

/** Places every body for `frame` and builds the tree over them. */
export function placeBodies(frame: u32): void {
  placed = heap.alloc(<usize>bodyCount * PLACED_BYTES + 16)
  topNodes = heap.alloc((<usize>bodyCount + 1) * NODE_BYTES)
  order = heap.alloc((<usize>bodyCount + 1) << 2)
  topCount = 0
  for (let body: u32 = 0; body < bodyCount; body++) {
    placeBody(body, frame)
    store<u32>(order + (<usize>body << 2), body)
  }
  buildNode(0, bodyCount)
}

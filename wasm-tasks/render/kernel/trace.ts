// Rays against the two-level tree: four boxes, then four triangles, at a time.
import { BLOCK_BYTES, BODY_BYTES, NODE_BYTES, blocks, bodies, nodes } from './scene'
import { toBody, topNodes, transformDirection, transformPoint } from './bodies'
import { x, y, z } from './vec'

export let hitT: f32 = 0
export let hitU: f32 = 0
export let hitV: f32 = 0
export let hitTriangle: u32 = 0
export let hitBody: i32 = -1

// The builder bounds the depth of a tree at 64 levels, so at most 3 × 64 + 1 entries wait.
const STACK_BYTES: usize = 256 * 8
const topStack = memory.data(2048)
const bottomStack = memory.data(2048)
const laneScratch = memory.data(16, 16)
const hitScratch = memory.data(48, 16)

/** A zero component would divide to infinity and meet a zero in the slab test. */
// @ts-ignore: decorator
@inline function divisor(d: f32): f32 { return abs(d) > 1e-12 ? 1 / d : d < 0 ? -1e12 : 1e12 }

/** Pushes a node's children that the ray enters before `hitT`, nearest on top. */
// @ts-ignore: decorator
@inline function pushChildren(
  node: usize, stack: usize, top: usize,
  ox: v128, oy: v128, oz: v128, ix: v128, iy: v128, iz: v128,
): usize {
  const ax = f32x4.mul(f32x4.sub(v128.load(node), ox), ix)
  const bx = f32x4.mul(f32x4.sub(v128.load(node, 16), ox), ix)
  const ay = f32x4.mul(f32x4.sub(v128.load(node, 32), oy), iy)
  const by = f32x4.mul(f32x4.sub(v128.load(node, 48), oy), iy)
  const az = f32x4.mul(f32x4.sub(v128.load(node, 64), oz), iz)
  const bz = f32x4.mul(f32x4.sub(v128.load(node, 80), oz), iz)
  const near = f32x4.pmax(
    f32x4.pmax(f32x4.pmin(ax, bx), f32x4.pmin(ay, by)),
    f32x4.pmax(f32x4.pmin(az, bz), f32x4.splat(0)),
  )
  const far = f32x4.pmin(
    f32x4.pmin(f32x4.pmax(ax, bx), f32x4.pmax(ay, by)),
    f32x4.pmin(f32x4.pmax(az, bz), f32x4.splat(hitT)),
  )
  // A hair of slack keeps a ray that grazes the seam of two boxes from slipping between them.
  let mask = i32x4.bitmask(f32x4.le(near, f32x4.mul(far, f32x4.splat(1.0000004))))
  const first = top
  let end = top
  v128.store(laneScratch, near)
  while (mask) {
    const lane = ctz(mask)
    mask &= mask - 1
    const distance = load<f32>(laneScratch + (<usize>lane << 2))
    let at = end
    while (at > first && load<f32>(stack + at - 4) < distance) {
      store<u64>(stack + at, load<u64>(stack + at - 8))
      at -= 8
    }
    store<i32>(stack + at, load<i32>(node + (<usize>lane << 2), 96))
    store<f32>(stack + at, distance, 4)
    end += 8
  }
  return end
}

/** Moller and Trumbore on four triangles. True when a nearer hit was noted. */
// @ts-ignore: decorator
@inline function hitBlock(
  block: usize, ox: v128, oy: v128, oz: v128, dx: v128, dy: v128, dz: v128,
): bool {
  const ax = v128.load(block, 48)
  const ay = v128.load(block, 64)
  const az = v128.load(block, 80)
  const bx = v128.load(block, 96)
  const by = v128.load(block, 112)
  const bz = v128.load(block, 128)
  const px = f32x4.sub(f32x4.mul(dy, bz), f32x4.mul(dz, by))
  const py = f32x4.sub(f32x4.mul(dz, bx), f32x4.mul(dx, bz))
  const pz = f32x4.sub(f32x4.mul(dx, by), f32x4.mul(dy, bx))
  const det = f32x4.add(f32x4.add(f32x4.mul(ax, px), f32x4.mul(ay, py)), f32x4.mul(az, pz))
  const inverse = f32x4.div(f32x4.splat(1), det)
  const sx = f32x4.sub(ox, v128.load(block))
  const sy = f32x4.sub(oy, v128.load(block, 16))
  const sz = f32x4.sub(oz, v128.load(block, 32))
  const u = f32x4.mul(
    f32x4.add(f32x4.add(f32x4.mul(sx, px), f32x4.mul(sy, py)), f32x4.mul(sz, pz)), inverse)
  const qx = f32x4.sub(f32x4.mul(sy, az), f32x4.mul(sz, ay))
  const qy = f32x4.sub(f32x4.mul(sz, ax), f32x4.mul(sx, az))
  const qz = f32x4.sub(f32x4.mul(sx, ay), f32x4.mul(sy, ax))
  const v = f32x4.mul(
    f32x4.add(f32x4.add(f32x4.mul(dx, qx), f32x4.mul(dy, qy)), f32x4.mul(dz, qz)), inverse)
  const t = f32x4.mul(
    f32x4.add(f32x4.add(f32x4.mul(bx, qx), f32x4.mul(by, qy)), f32x4.mul(bz, qz)), inverse)
  const zero = f32x4.splat(0)
  // A flat or padding triangle has det = 0; infinities and NaN then fail these comparisons.
  let mask = i32x4.bitmask(
    v128.and(
      v128.and(f32x4.ne(det, zero), f32x4.ge(u, zero)),
      v128.and(
        v128.and(f32x4.ge(v, zero), f32x4.le(f32x4.add(u, v), f32x4.splat(1))),
        v128.and(f32x4.gt(t, zero), f32x4.lt(t, f32x4.splat(hitT))),
      ),
    ))
  if (!mask) return false
  v128.store(hitScratch, t)
  v128.store(hitScratch, u, 16)
  v128.store(hitScratch, v, 32)
  while (mask) {
    const lane = <usize>ctz(mask) << 2
    mask &= mask - 1
    const distance = load<f32>(hitScratch + lane)
    if (distance >= hitT) continue
    hitT = distance
    hitU = load<f32>(hitScratch + lane, 16)
    hitV = load<f32>(hitScratch + lane, 32)
    hitTriangle = load<u32>(block + lane, 144)
  }
  return true
}

/** Traces one body in its own space; the direction keeps its length so that `t` stays the world's. */
function traceBody(body: u32, origin: v128, direction: v128, any: bool): bool {
  const m = toBody(body)
  const o = transformPoint(m, origin)
  const d = transformDirection(m, direction)
  const ox = f32x4.splat(x(o)), oy = f32x4.splat(y(o)), oz = f32x4.splat(z(o))
  const dx = f32x4.splat(x(d)), dy = f32x4.splat(y(d)), dz = f32x4.splat(z(d))
  const ix = f32x4.splat(divisor(x(d)))
  const iy = f32x4.splat(divisor(y(d)))
  const iz = f32x4.splat(divisor(z(d)))
  const stack = bottomStack
  store<i32>(stack, load<i32>(bodies + <usize>body * BODY_BYTES))
  store<f32>(stack, 0, 4)
  let top: usize = 8
  let found = false
  while (top) {
    top -= 8
    if (load<f32>(stack + top, 4) > hitT) continue
    const child = load<i32>(stack + top)
    if (child < 0) {
      if (hitBlock(blocks + <usize>(~child) * BLOCK_BYTES, ox, oy, oz, dx, dy, dz)) {
        found = true
        if (any) return true
      }
      continue
    }
    if (top > STACK_BYTES - 32) unreachable()
    top = pushChildren(nodes + <usize>child * NODE_BYTES, stack, top, ox, oy, oz, ix, iy, iz)
  }
  return found
}

/** Nearest hit before `limit` into the `hit…` globals, or with `any` the first one met. */
export function trace(origin: v128, direction: v128, limit: f32, any: bool): bool {
  hitT = limit
  hitBody = -1
  const ox = f32x4.splat(x(origin)), oy = f32x4.splat(y(origin)), oz = f32x4.splat(z(origin))
  const ix = f32x4.splat(divisor(x(direction)))
  const iy = f32x4.splat(divisor(y(direction)))
  const iz = f32x4.splat(divisor(z(direction)))
  const stack = topStack
  store<i32>(stack, 0)
  store<f32>(stack, 0, 4)
  let top: usize = 8
  while (top) {
    top -= 8
    if (load<f32>(stack + top, 4) > hitT) continue
    const child = load<i32>(stack + top)
    if (child < 0) {
      if (traceBody(<u32>~child, origin, direction, any)) {
        hitBody = ~child
        if (any) return true
      }
      continue
    }
    if (top > STACK_BYTES - 32) unreachable()
    top = pushChildren(topNodes + <usize>child * NODE_BYTES, stack, top, ox, oy, oz, ix, iy, iz)
  }
  return hitBody >= 0
}

// Where things lie in the shared bytes. `scene-bytes.ts` on the requestor's side writes this
// layout; offsets are in bytes from the start, numbers little-endian, records 4-byte aligned.
import { loadVec } from './vec'

export const NODE_BYTES: usize = 112
export const BLOCK_BYTES: usize = 160
export const BODY_BYTES: usize = 48
export const MATERIAL_BYTES: usize = 64
export const MAGIC: u32 = 0x3153524c

export let base: usize = 0
export let bodyCount: u32 = 0
export let bodies: usize = 0
export let nodes: usize = 0
export let blocks: usize = 0
export let triangles: usize = 0
export let vertices: usize = 0
export let materials: usize = 0
export let textures: usize = 0
export let camera: usize = 0
export let lightCount: u32 = 0
export let lights: usize = 0
export let sky: usize = 0
/** Unit normal of each flat triangle, 12 bytes. */
export let faces: usize = 0
export let radius: f32 = 0

// @ts-ignore: decorator
@inline function word(index: i32): u32 { return load<u32>(base + (<usize>index << 2)) }

/** Points the module at a scene and a frame of it. False when the bytes are no scene. */
export function openScene(at: usize, length: usize, frame: u32): bool {
  base = at
  if (length < 128 || word(0) != MAGIC) return false
  bodyCount = word(1)
  bodies = at + word(2)
  nodes = at + word(3)
  blocks = at + word(4)
  triangles = at + word(5)
  vertices = at + word(6)
  materials = at + word(7)
  textures = at + word(8)
  camera = at + word(9) + word(10) * frame
  lightCount = word(11)
  lights = at + word(12)
  faces = at + word(13)
  radius = load<f32>(at, 56)
  sky = at + 64
  return true
}

/** Row `row` of a body's 3 × 4 body-to-world matrix in this frame. */
export function bodyRow(body: u32, frame: u32, row: usize): v128 {
  const record = bodies + <usize>body * BODY_BYTES
  const at = base + load<u32>(record, 4) + load<u32>(record, 8) * frame
  return v128.load(at + row * 16)
}

export function bodyMin(body: u32): v128 { return loadVec(bodies + <usize>body * BODY_BYTES + 12) }
export function bodyMax(body: u32): v128 { return loadVec(bodies + <usize>body * BODY_BYTES + 24) }

// Loam's kernel interface: no imports; `alloc`, `run`, `output_ptr`, `output_len`, `memory`.
// A fresh instance serves one subtask, so memory is taken and never given back.
import { placeBodies } from './bodies'
import { placeLights } from './light'
import { radiance } from './path'
import { diskX, diskY, nextPair, startPixel, startSample, toDisk, u0, u1 } from './sampler'
import { camera, openScene } from './scene'
import { prepareTone, toByte, toneMap } from './tone'
import { add, loadVec, normalize, scale, sub, x, y, z } from './vec'

const BAD_SCENE: i32 = 1
const BAD_INPUT: i32 = 2
/** What names a tile; a list of its pixels may follow. */
const TILE_BYTES: i32 = 36

let output: usize = 0
let outputLength: i32 = 0

export function alloc(size: i32): usize { return heap.alloc(<usize>size + 16) }
export function output_ptr(): usize { return output }
export function output_len(): i32 { return outputLength }

/** Spreads a uniform number over a tent two pixels wide, which softens edges more than a box. */
function tent(u: f32): f32 {
  return u < 0.5 ? sqrt<f32>(2 * u) - 1 : 1 - sqrt<f32>(2 - 2 * u)
}

function cameraRay(px: f32, py: f32, width: f32, height: f32, bounces: i32): v128 {
  const right = loadVec(camera + 12)
  const up = loadVec(camera + 24)
  const lens = load<f32>(camera, 48)
  const focus = load<f32>(camera, 52)
  const nx: f32 = (2 * px) / width - 1
  const ny: f32 = 1 - (2 * py) / height
  const along = add(add(scale(right, nx), scale(up, ny)), loadVec(camera + 36))
  if (lens <= 0) return radiance(loadVec(camera), normalize(along), bounces)
  nextPair()
  toDisk()
  const shift = add(
    scale(normalize(right), diskX * lens),
    scale(normalize(up), diskY * lens),
  )
  return radiance(add(loadVec(camera), shift), normalize(sub(scale(along, focus), shift)), bounces)
}

function renderPixel(
  px: u32, py: u32, width: u32, height: u32, frame: u32, samples: u32, bounces: i32,
): v128 {
  startPixel(px, py, frame)
  let sum = f32x4.splat(0)
  for (let s: u32 = 0; s < samples; s++) {
    startSample(s)
    nextPair()
    const cx = <f32>px + 0.5 + tent(u0)
    const cy = <f32>py + 0.5 + tent(u1)
    sum = add(sum, cameraRay(cx, cy, <f32>width, <f32>height, bounces))
  }
  return toneMap(scale(sum, 1 / <f32>samples))
}

/** Stores a pixel's three bytes. */
function storePixel(at: usize, colour: v128): void {
  store<u8>(at, toByte(x(colour)))
  store<u8>(at, toByte(y(colour)), 1)
  store<u8>(at, toByte(z(colour)), 2)
}

/**
 * Renders the tile the input names into RGB8 rows, or of its pixels those alone that the input
 * lists: u32 each, counted by rows. 0 on success.
 */
export function run(scenePtr: usize, sceneLength: i32, input: usize, inputLength: i32): i32 {
  if (inputLength < TILE_BYTES || inputLength & 3) return BAD_INPUT
  const frame = load<u32>(input)
  const left = load<u32>(input, 4)
  const top = load<u32>(input, 8)
  const tileWidth = load<u32>(input, 12)
  const tileHeight = load<u32>(input, 16)
  const width = load<u32>(input, 20)
  const height = load<u32>(input, 24)
  const samples = load<u32>(input, 28)
  const bounces = load<i32>(input, 32)
  if (!samples || left + tileWidth > width || top + tileHeight > height) return BAD_INPUT
  if (!openScene(scenePtr, <usize>sceneLength, frame)) return BAD_SCENE
  prepareTone()
  placeBodies(frame)
  placeLights()
  const tilePixels = tileWidth * tileHeight
  const listed = <u32>(inputLength - TILE_BYTES) >> 2
  const pixels = listed ? listed : tilePixels
  outputLength = <i32>(pixels * 3)
  output = heap.alloc(<usize>outputLength + 16)
  for (let i: u32 = 0; i < pixels; i++) {
    const pixel = listed ? load<u32>(input + TILE_BYTES + (<usize>i << 2)) : i
    if (pixel >= tilePixels) return BAD_INPUT
    const px = left + (pixel % tileWidth)
    const py = top + pixel / tileWidth
    storePixel(output + <usize>i * 3, renderPixel(px, py, width, height, frame, samples, bounces))
  }
  return 0
}

import { type RenderParams, resolveParams } from './params.ts'

/** A rectangle of one frame, in pixels from its top left. */
export interface Tile {
  readonly frame: number
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Subtasks of a job: its frames times the tiles of one. */
export function countTiles(params: RenderParams): number {
  const { frames, width, height, tile } = resolveParams(params)
  return frames * Math.ceil(width / tile) * Math.ceil(height / tile)
}

/** The tile that subtask `index` renders. Tiles run by rows within a frame, frames in order. */
export function tileOf(params: RenderParams, index: number): Tile {
  const { width, height, tile } = resolveParams(params)
  const columns = Math.ceil(width / tile)
  const perFrame = columns * Math.ceil(height / tile)
  const inFrame = index % perFrame
  const x = (inFrame % columns) * tile
  const y = Math.floor(inFrame / columns) * tile
  return {
    frame: Math.floor(index / perFrame),
    x,
    y,
    width: Math.min(tile, width - x),
    height: Math.min(tile, height - y),
  }
}

/** What the kernel reads of a whole tile: nine u32, little-endian. */
export const TILE_INPUT_BYTES = 36

/** A subtask's input: its tile and how to render it. */
export function tileInput(params: RenderParams, index: number): Uint8Array {
  const { width, height, samples, bounces } = resolveParams(params)
  const tile = tileOf(params, index)
  const view = new DataView(new ArrayBuffer(TILE_INPUT_BYTES))
  const words = [
    tile.frame,
    tile.x,
    tile.y,
    tile.width,
    tile.height,
    width,
    height,
    samples,
    bounces,
  ]
  for (const [i, word] of words.entries()) view.setUint32(i * 4, word, true)
  return new Uint8Array(view.buffer)
}

/** Pixels of a subtask's tile. */
export function countPixels(params: RenderParams, index: number): number {
  const { width, height } = tileOf(params, index)
  return width * height
}

/** The input on which the kernel renders these pixels of a subtask's tile alone, counted by rows. */
export function pixelsInput(
  params: RenderParams,
  index: number,
  pixels: readonly number[],
): Uint8Array {
  const input = new Uint8Array(TILE_INPUT_BYTES + pixels.length * 4)
  input.set(tileInput(params, index))
  const view = new DataView(input.buffer)
  for (const [at, pixel] of pixels.entries()) view.setUint32(TILE_INPUT_BYTES + at * 4, pixel, true)
  return input
}

/** Tiles tried before a price is named: enough to meet sky, ground and glass in proportion. */
const PROBES = 16
const GOLDEN = 0.618_033_988_75

/**
 * A few subtasks whose mean gas tells of the job: spread evenly over the picture, and over the
 * frames by the golden ratio, so that no regular pattern of either lines up with them.
 */
export function probeIndexes(params: RenderParams): number[] {
  const { frames } = resolveParams(params)
  const perFrame = countTiles(params) / frames
  const probes = Math.min(PROBES, perFrame * frames)
  const indexes = Array.from({ length: probes }, (_, at) => {
    const frame = Math.floor(((at * GOLDEN) % 1) * frames)
    return frame * perFrame + Math.floor(((at + 0.5) / probes) * perFrame)
  })
  return [...new Set(indexes)]
}

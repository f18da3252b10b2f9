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

/** The 36 bytes the kernel reads: nine u32, little-endian. */
export function tileInput(params: RenderParams, index: number): Uint8Array {
  const { width, height, samples, bounces } = resolveParams(params)
  const tile = tileOf(params, index)
  const view = new DataView(new ArrayBuffer(36))
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

/** A few subtasks whose gas tells of the job: spread over frames, and over the picture. */
export function probeIndexes(params: RenderParams): number[] {
  const count = countTiles(params)
  return [...new Set([1, 3, 5].map((sixth) => Math.floor((count * sixth) / 6)))]
}

/** Gas of the whole job, from what probed subtasks used: by the pixels they cover. */
export function estimateGas(
  params: RenderParams,
  probed: readonly { readonly index: number; readonly gas: bigint }[],
): bigint {
  const { frames, width, height } = resolveParams(params)
  let pixels = 0
  let gas = 0n
  for (const probe of probed) {
    const tile = tileOf(params, probe.index)
    pixels += tile.width * tile.height
    gas += probe.gas
  }
  return pixels === 0 ? 0n : (gas * BigInt(frames * width * height)) / BigInt(pixels)
}

import { type RenderParams, resolveParams } from '#wasm-tasks/render/params.ts'
import { countTiles, type Tile, tileOf } from '#wasm-tasks/render/tiles.ts'

/** Subtasks of one frame, in order. */
export function tilesOfFrame(params: RenderParams, frame: number): readonly number[] {
  const perFrame = countTiles(params) / resolveParams(params).frames
  return Array.from({ length: perFrame }, (_, at) => frame * perFrame + at)
}

export const frameOf = (params: RenderParams, index: number): number => tileOf(params, index).frame

/** Puts one verified tile (RGB, rows from the top) into the picture. */
export function paintTile(context: CanvasRenderingContext2D, tile: Tile, rgb: Uint8Array): void {
  const image = context.createImageData(tile.width, tile.height)
  for (let pixel = 0; pixel < tile.width * tile.height; pixel += 1) {
    image.data[pixel * 4] = rgb[pixel * 3] ?? 0
    image.data[pixel * 4 + 1] = rgb[pixel * 3 + 1] ?? 0
    image.data[pixel * 4 + 2] = rgb[pixel * 3 + 2] ?? 0
    image.data[pixel * 4 + 3] = 255
  }
  context.putImageData(image, tile.x, tile.y)
}

import { MalformedError } from '#protocol/errors.ts'
import { type RenderParams, resolveParams } from './params.ts'
import { countTiles, tileOf } from './tiles.ts'

/** Gives the RGB8 rows of one subtask's tile. */
export type TileSource = (index: number) => Promise<Uint8Array>

/**
 * Joins tiles to whole frames, in order, one in memory at a time; each is RGB8 rows from the top.
 * @throws {MalformedError} when a tile is not as long as its place asks.
 */
export async function* joinFrames(params: RenderParams, tile: TileSource) {
  const { frames, width, height } = resolveParams(params)
  const perFrame = countTiles(params) / frames
  for (let frame = 0; frame < frames; frame++) {
    const rgb = new Uint8Array(width * height * 3)
    for (let i = 0; i < perFrame; i++) {
      const index = frame * perFrame + i
      const place = tileOf(params, index)
      const bytes = await tile(index)
      if (bytes.length !== place.width * place.height * 3) throw new MalformedError(`tile ${index}`)
      for (let row = 0; row < place.height; row++)
        rgb.set(
          bytes.subarray(row * place.width * 3, (row + 1) * place.width * 3),
          ((place.y + row) * width + place.x) * 3,
        )
    }
    yield rgb
  }
}

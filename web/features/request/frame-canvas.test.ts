import fc from 'fast-check'
import { expect, it } from 'vitest'
import { countTiles, tileOf } from '#wasm-tasks/render/tiles.ts'
import { frameOf, paintTile, tilesOfFrame } from './frame-canvas.ts'

const params = fc.record({
  frames: fc.integer({ min: 1, max: 5 }),
  width: fc.integer({ min: 8, max: 200 }).map((half) => half * 2),
  height: fc.integer({ min: 8, max: 200 }).map((half) => half * 2),
  samples: fc.integer({ min: 1, max: 256 }),
})

it('puts every subtask into one frame, and covers each frame once', () => {
  fc.assert(
    fc.property(params, (job) => {
      const all = Array.from({ length: job.frames }, (_, frame) => tilesOfFrame(job, frame))
      expect(all.flat()).toEqual(Array.from({ length: countTiles(job) }, (_, index) => index))
      for (const [frame, indexes] of all.entries()) {
        let pixels = 0
        for (const index of indexes) {
          expect(frameOf(job, index)).toBe(frame)
          const tile = tileOf(job, index)
          pixels += tile.width * tile.height
        }
        expect(pixels).toBe(job.width * job.height)
      }
    }),
  )
})

it('paints opaque pixels at the tile’s place', () => {
  const painted: unknown[] = []
  const context = {
    createImageData: (width: number, height: number) => ({
      data: new Uint8ClampedArray(width * height * 4),
    }),
    putImageData: ({ data }: ImageData, x: number, y: number) => painted.push([[...data], x, y]),
  } as unknown as CanvasRenderingContext2D
  const tile = { frame: 0, x: 32, y: 16, width: 2, height: 1 }
  paintTile(context, tile, Uint8Array.of(1, 2, 3, 4, 5, 6))
  expect(painted).toEqual([[[1, 2, 3, 255, 4, 5, 6, 255], 32, 16]])
})

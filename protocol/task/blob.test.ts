import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Cid } from '../ids.ts'
import { cutBlob, isBlock, joinBlob, readBlockList } from './blob.ts'

const read = (root: Cid, blocks: ReadonlyMap<Cid, Uint8Array>, max = 2 ** 26) =>
  readBlockList(blocks.get(root) as Uint8Array, max)

describe('blob', () => {
  it('joins to what was cut, whatever the size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 600_000 }), fc.nat(255), (size, fill) => {
        const bytes = new Uint8Array(size).fill(fill)
        const { root, blocks } = cutBlob(bytes)
        expect(Buffer.compare(joinBlob(read(root, blocks), blocks), bytes)).toBe(0)
        for (const [cid, block] of blocks) expect(isBlock(cid, block)).toBe(true)
      }),
      { numRuns: 10 },
    )
  })

  it('refuses other bytes, a missing block and a size over the limit', () => {
    const { root, blocks } = cutBlob(new Uint8Array(300_000).fill(1))
    const first = read(root, blocks).blocks[0] as Cid
    expect(isBlock(first, new Uint8Array(3))).toBe(false)
    expect(() => read(root, blocks, 1000)).toThrow('block list')
    expect(() => joinBlob(read(root, blocks), new Map())).toThrow('other blocks')
  })
})

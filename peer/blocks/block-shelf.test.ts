import { describe, expect, it, vi } from 'vitest'
import type { Packing } from '#peer/ports/packing.ts'
import type { Cid } from '#protocol/ids.ts'
import { promptPacking } from '#test/support/prompt-packing.ts'
import { BlockShelf } from './block-shelf.ts'

const smooth = new Uint8Array(5_000).fill(7)
const noise = crypto.getRandomValues(new Uint8Array(5_000))
const small = new Uint8Array(1_000)
const names = ['smooth', 'noise', 'small'] as Cid[]

const createShelf = (packing: Packing = promptPacking) =>
  new BlockShelf(
    packing,
    [smooth, noise, small].map((bytes, at) => [names[at] as Cid, bytes]),
  )

describe('a shelf of blocks', () => {
  it('packs what becomes smaller, and leaves the rest as it is', async () => {
    const shelf = createShelf()
    const [packed, ...others] = await Promise.all(names.map((cid) => shelf.find(cid)))
    expect(packed?.size).toBe(5_000)
    expect(packed?.data.byteLength).toBeLessThan(100)
    expect(others).toEqual([
      { data: noise, size: undefined },
      { data: small, size: undefined },
    ])
  })

  it('has no other blocks', () => {
    expect(createShelf().find('another' as Cid)).toBeUndefined()
  })

  it('packs each block once, however many ask, and all of them ahead', async () => {
    const pack = vi.fn(promptPacking.pack)
    const shelf = createShelf({ ...promptPacking, pack })
    const [smoothly] = names as [Cid]
    await Promise.all([shelf.find(smoothly), shelf.packAhead(() => true), shelf.find(smoothly)])
    expect(pack).toHaveBeenCalledTimes(2)
    expect((await shelf.find(smoothly))?.size).toBe(5_000)
  })

  it('stops packing ahead when that is no longer wanted', async () => {
    const pack = vi.fn(promptPacking.pack)
    const shelf = createShelf({ ...promptPacking, pack })
    let asked = 0
    await shelf.packAhead(() => ++asked < 2)
    expect(pack).toHaveBeenCalledTimes(1)
  })
})

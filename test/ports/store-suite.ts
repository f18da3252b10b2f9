import { describe, expect, test } from 'vitest'
import type { Store } from '#peer/ports/store.ts'

const bytes = (...values: number[]) => Uint8Array.from(values)

/** What every `Store` must do. `open` gives an empty one each time. */
export function describeStore(name: string, open: () => Promise<Store>): void {
  describe(`store: ${name}`, () => {
    test('loads what was saved last, and nothing where nothing was', async () => {
      const store = await open()
      expect(await store.load(['a'])).toBeUndefined()
      await store.save(['a'], bytes(1))
      await store.save(['a'], bytes(2, 3))
      expect(await store.load(['a'])).toEqual(bytes(2, 3))
      await store.remove(['a'])
      expect(await store.load(['a'])).toBeUndefined()
    })

    test('ranges over whole parts, ordered by key', async () => {
      const store = await open()
      await store.saveAll([
        [['job', '2', 'b'], bytes(3)],
        [['job', '2'], bytes(1)],
        [['job', '2', 'a'], bytes(2)],
        [['job', '20'], bytes(9)],
        [['job', '2', 'a', 'deep'], bytes(4)],
        [['other'], bytes(8)],
      ])
      expect(await store.loadRange(['job', '2'])).toEqual([
        [['job', '2'], bytes(1)],
        [['job', '2', 'a'], bytes(2)],
        [['job', '2', 'a', 'deep'], bytes(4)],
        [['job', '2', 'b'], bytes(3)],
      ])
      expect(await store.loadKeys(['job', '2'])).toEqual([
        ['job', '2'],
        ['job', '2', 'a'],
        ['job', '2', 'a', 'deep'],
        ['job', '2', 'b'],
      ])
      expect(await store.loadRange([])).toHaveLength(6)
      await store.removeRange(['job', '2'])
      expect((await store.loadRange([])).map(([key]) => key)).toEqual([['job', '20'], ['other']])
    })

    test('replaces a range in one write, or leaves it', async () => {
      const store = await open()
      await store.saveAll([
        [['job', '1', 'a'], bytes(1)],
        [['job', '1', 'b'], bytes(2)],
        [['other'], bytes(3)],
      ])
      await store.replaceRange(['job', '1'], [[['job', '1', 'c'], bytes(4)]])
      const now = await store.loadRange([])
      expect(now).toEqual([
        [['job', '1', 'c'], bytes(4)],
        [['other'], bytes(3)],
      ])
      const broken = undefined as unknown as Uint8Array
      await expect(store.replaceRange(['job', '1'], [[['job'], broken]])).rejects.toThrow()
      expect(await store.loadRange([])).toEqual(now)
    })

    test('keeps parts that contain separators apart', async () => {
      const store = await open()
      await store.saveAll([
        [['a', 'b'], bytes(1)],
        [['a,b'], bytes(2)],
        [['a/b'], bytes(3)],
      ])
      expect(await store.loadRange(['a'])).toEqual([[['a', 'b'], bytes(1)]])
    })

    test('saves all entries or none', async () => {
      const store = await open()
      await store.save(['kept'], bytes(1))
      const broken = [['kept'], undefined] as unknown as readonly [string[], Uint8Array]
      await expect(store.saveAll([[['kept'], bytes(2)], broken])).rejects.toThrow()
      expect(await store.loadRange([])).toEqual([[['kept'], bytes(1)]])
    })

    test('shares no memory with its callers', async () => {
      const store = await open()
      const mine = new Uint8Array(64).subarray(8, 10)
      await store.save(['a'], mine)
      mine.fill(7)
      const loaded = await store.load(['a'])
      expect(loaded).toEqual(bytes(0, 0))
      expect(loaded?.buffer.byteLength).toBe(2)
      loaded?.fill(9)
      expect(await store.load(['a'])).toEqual(bytes(0, 0))
    })
  })
}

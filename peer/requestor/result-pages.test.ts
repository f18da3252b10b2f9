import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import { SavedRecords } from '#peer/saved-records.ts'
import { asJobId } from '#protocol/ids.ts'
import { ResultPages } from './result-pages.ts'

const name = asJobId(`0x${'1'.repeat(64)}`)
const other = asJobId(`0x${'2'.repeat(64)}`)

const resultArb = fc.record({
  index: fc.nat(1_000),
  output: fc
    .oneof(fc.nat(8), fc.integer({ min: 250, max: 260 }))
    .chain((length) => fc.uint8Array({ minLength: length, maxLength: length })),
})

describe('result pages', () => {
  it('give every output back, whatever was saved in between, also after a reload', async () => {
    const stepArb = fc.record({
      isReloaded: fc.boolean(),
      results: fc.uniqueArray(resultArb, { selector: ({ index }) => index, maxLength: 40 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(stepArb, { maxLength: 8 }), async (steps) => {
        const store = createMemoryStore()
        const saved = new Map<number, Uint8Array>()
        let pages = new ResultPages(store, new SavedRecords())
        for (const { isReloaded, results } of steps) {
          if (isReloaded) pages = new ResultPages(store, new SavedRecords())
          const fresh = results.filter(({ index }) => !saved.has(index))
          await store.saveAll(await pages.add(name, fresh))
          for (const { index, output } of fresh) saved.set(index, output)
        }
        for (let index = 0; index <= 1_000; index += 1) {
          expect(await pages.load(name, index)).toEqual(saved.get(index))
          expect(await new ResultPages(store, new SavedRecords()).load(name, index)).toEqual(
            saved.get(index),
          )
          expect(await pages.load(other, index)).toBeUndefined()
        }
      }),
      { numRuns: 20 },
    )
  })

  it('take one entry for neighbours that are short, and one each for those that are long', async () => {
    const pages = new ResultPages(createMemoryStore(), new SavedRecords())
    const results = (bytes: number) =>
      Array.from({ length: 256 }, (_, index) => ({ index, output: new Uint8Array(bytes) }))
    expect(await pages.add(name, results(256))).toHaveLength(1)
    expect(await pages.add(other, results(257))).toHaveLength(256)
  })

  it('give back nothing that is void, short or long, until there is another', async () => {
    const store = createMemoryStore()
    const pages = new ResultPages(store, new SavedRecords())
    const output = (index: number, byte: number) => new Uint8Array(index === 1 ? 9 : 900).fill(byte)
    const results = (byte: number) =>
      [1, 2, 3].map((index) => ({ index, output: output(index, byte) }))
    await store.saveAll(await pages.add(name, results(1)))
    await store.saveAll(await pages.add(name, [], [1, 2]))
    for (const reader of [pages, new ResultPages(store, new SavedRecords())]) {
      expect(await reader.load(name, 1)).toBeUndefined()
      expect(await reader.load(name, 2)).toBeUndefined()
      expect(await reader.list(name)).toEqual([3])
    }
    await store.saveAll(await pages.add(name, results(2).slice(0, 2), [1, 2]))
    expect(await pages.load(name, 1)).toEqual(output(1, 2))
    expect(await pages.load(name, 2)).toEqual(output(2, 2))
  })

  it('give back the latest, whether it or the one before is short or long', async () => {
    const store = createMemoryStore()
    const pages = new ResultPages(store, new SavedRecords())
    const results = (lengths: readonly number[]) =>
      lengths.map((length, index) => ({ index, output: new Uint8Array(length).fill(length) }))
    await store.saveAll(await pages.add(name, results([1, 2, 901, 902])))
    const latest = results([3, 903, 4, 904])
    await store.saveAll(await pages.add(name, latest))
    for (const reader of [pages, new ResultPages(store, new SavedRecords())])
      for (const { index, output } of latest) expect(await reader.load(name, index)).toEqual(output)
  })

  it('are gone once they are forgotten', async () => {
    const store = createMemoryStore()
    const pages = new ResultPages(store, new SavedRecords())
    const results = [
      { index: 1, output: new Uint8Array(1) },
      { index: 2, output: new Uint8Array(1_000) },
    ]
    await store.saveAll(await pages.add(name, results))
    await store.saveAll(await pages.add(other, results))
    await pages.forget(name)
    expect(await pages.load(name, 1)).toBeUndefined()
    expect(await pages.load(name, 2)).toBeUndefined()
    expect(await pages.load(other, 1)).toEqual(new Uint8Array(1))
    expect(await pages.load(other, 2)).toEqual(new Uint8Array(1_000))
  })
})

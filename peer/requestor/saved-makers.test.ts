import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import { SavedRecords } from '#peer/saved-records.ts'
import { asJobId } from '#protocol/ids.ts'
import { type Maker, Makers } from '#protocol/schedule/makers.ts'
import { peerIdOfSeed } from '#protocol/trust/seal.ts'
import { makersKey, readMakers, writeMakers } from './saved-makers.ts'

const jobId = asJobId(`0x${'1'.repeat(64)}`)
/** The last page is shorter than the others. */
const SUBTASKS = 1_300

const crowd: readonly Maker[] = Array.from({ length: 6 }, (_, at) => {
  const peer = peerIdOfSeed(new Uint8Array(32).fill(at))
  return { peer, party: at < 2 ? peer : `0x${`${at % 3}`.repeat(40)}` }
})
const noted = fc.record({
  index: fc.nat(SUBTASKS - 1),
  print: fc.nat(2 ** 32 - 1),
  makers: fc.uniqueArray(fc.constantFrom(...crowd), { minLength: 1, maxLength: 4 }),
})

const describeAll = (makers: Makers) =>
  Array.from({ length: SUBTASKS }, (_, index) => [makers.of(index), makers.printOf(index)])

it('reads what was written of who computed what, whatever changed when', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(noted, { maxLength: 20 }), { maxLength: 5 }),
      async (writes) => {
        const store = createMemoryStore()
        const makers = new Makers(SUBTASKS)
        for (const write of writes) {
          for (const { index, print, makers: group } of write) makers.note(index, print, group)
          await store.saveAll(writeMakers(jobId, makers.takeNews()))
        }
        const read = await readMakers(store, new SavedRecords(), { jobId, subtasks: SUBTASKS })
        expect(describeAll(read)).toEqual(describeAll(makers))
        expect(read.takeNews()).toEqual({ makers: [], pages: [] })
      },
    ),
    { numRuns: 50 },
  ))

it('writes only the pages that changed, and takes none that is of another job', async () => {
  const store = createMemoryStore()
  const makers = new Makers(SUBTASKS)
  makers.note(0, 1, [crowd[0] as Maker])
  makers.note(SUBTASKS - 2, 2, [crowd[1] as Maker])
  await store.saveAll(writeMakers(jobId, makers.takeNews()))
  makers.note(3, 3, [crowd[2] as Maker])
  const news = makers.takeNews()
  expect(news.makers).toEqual([[2, crowd[2]]])
  expect(news.pages.map(([page]) => page)).toEqual([0])
  expect((await store.loadKeys([...makersKey(jobId), 'page'])).map((key) => key.at(-1))).toEqual([
    '0',
    '2',
  ])
  for (const subtasks of [SUBTASKS - 1, SUBTASKS + 1]) {
    const read = await readMakers(store, new SavedRecords(), { jobId, subtasks })
    expect([0, SUBTASKS - 2].map((index) => read.of(index))).toEqual([[crowd[0]], []])
  }
})

it('gives the number of who cannot be read to nobody else', async () => {
  const store = createMemoryStore()
  const saved = new SavedRecords()
  const options = { jobId, subtasks: SUBTASKS }
  const [one, other, third] = crowd as [Maker, Maker, Maker]
  const makers = new Makers(SUBTASKS)
  makers.note(0, 1, [one, other])
  await store.saveAll(writeMakers(jobId, makers.takeNews()))
  await store.save([...makersKey(jobId), 'name', '1'], Uint8Array.of(0xa0))
  const read = await readMakers(store, saved, options)
  expect(read.of(0)).toEqual([one])
  // On another page: what names that number stays on disk as it is.
  read.note(SUBTASKS - 1, 1, [third])
  await store.saveAll(writeMakers(jobId, read.takeNews()))
  const again = await readMakers(store, saved, options)
  expect([0, SUBTASKS - 1].map((index) => again.of(index))).toEqual([[one], [third]])
})

import { expect, it } from 'vitest'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import { SavedRecords } from '#peer/saved-records.ts'
import { asJobId } from '#protocol/ids.ts'
import type { Demand } from '#protocol/market/demand.ts'
import { createFakeClock } from '#test/support/fake-clock.ts'
import { demandOf } from '#test/support/market.ts'
import { KeptResults } from './kept-results.ts'
import type { AnsweredSubtask } from './unjudged-answers.ts'

const MEBIBYTE = 2 ** 20
const jobAt = (at: number, part: Partial<Demand> = {}) =>
  demandOf({ jobId: asJobId(`0x${at.toString(16).padStart(64, '0')}`), ...part })
const resultAt = (index: number, bytes = 3): AnsweredSubtask => ({
  leaf: {
    index,
    inputHash: new Uint8Array(32).fill(index),
    outcome: { kind: 'exit', code: index },
    resultHash: new Uint8Array(32),
    gas: 7n,
  },
  output: new Uint8Array(bytes).fill(index),
  tookMs: 12.5,
})

async function open() {
  const clock = createFakeClock()
  const store = createMemoryStore()
  const deadline = clock.now() + 60_000
  const load = () => KeptResults.load({ store, clock, saved: new SavedRecords() })
  const jobs = async (kept: KeptResults, count: number) => {
    const found = []
    for (let at = 0; at < count; at += 1) {
      const { size } = await kept.find(jobAt(at, { deadline }))
      if (size > 0) found.push(at)
    }
    return found
  }
  return { clock, store, deadline, load, jobs, kept: await load() }
}

it('gives a job’s results back, over a reload too, and only those kept last', async () => {
  const { deadline, load, kept } = await open()
  const demand = jobAt(1, { deadline })
  await kept.keep(demand, [resultAt(4), resultAt(5)])
  await kept.keep(demand, [resultAt(5), resultAt(6)])
  for (const one of [kept, await load()]) {
    const found = await one.find(demand)
    expect([...found.keys()]).toEqual([5, 6])
    expect(found.get(5)).toEqual(resultAt(5))
  }
  await kept.keep(demand, [])
  expect((await (await load()).find(demand)).size).toBe(0)
})

it('gives nothing to another job, another program or other limits', async () => {
  const { deadline, kept } = await open()
  const demand = jobAt(1, { deadline })
  await kept.keep(demand, [resultAt(4)])
  const { limits } = demand
  for (const other of [
    jobAt(2, { deadline }),
    { ...demand, format: 'wasi' as const },
    { ...demand, limits: { ...limits, gas: limits.gas + 1n } },
  ])
    expect((await kept.find(other)).size).toBe(0)
  // Who asks, at what price and how many is no part of a result.
  expect((await kept.find({ ...demand, title: 'Another', answerProbability: 0.5 })).size).toBe(1)
})

it('keeps a job until its deadline', async () => {
  const { clock, deadline, store, load, kept } = await open()
  const demand = jobAt(1, { deadline })
  await kept.keep(demand, [resultAt(4)])
  await clock.advance(60_000)
  expect((await kept.find(demand)).size).toBe(0)
  await load()
  expect(await store.loadKeys(['provider'])).toEqual([])
})

it('keeps sixteen jobs and 64 MiB, the newest first', async () => {
  const { clock, deadline, store, jobs, kept } = await open()
  for (let at = 0; at < 20; at += 1) {
    await kept.keep(jobAt(at, { deadline }), [resultAt(1)])
    await clock.advance(1)
  }
  expect(await jobs(kept, 20)).toEqual(Array.from({ length: 16 }, (_, at) => 4 + at))
  await kept.keep(jobAt(20, { deadline }), [resultAt(1, 40 * MEBIBYTE), resultAt(2, 30 * MEBIBYTE)])
  await clock.advance(1)
  expect((await kept.find(jobAt(20, { deadline }))).size).toBe(1)
  await kept.keep(jobAt(21, { deadline }), [resultAt(1, 30 * MEBIBYTE)])
  expect(await jobs(kept, 22)).toEqual([21])
  expect(await store.loadKeys(['provider'])).toHaveLength(2)
})

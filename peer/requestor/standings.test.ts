import { expect, it } from 'vitest'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import { SavedRecords } from '#peer/saved-records.ts'
import { asPeerId } from '#protocol/ids.ts'
import { NEWCOMER } from '#protocol/market/standing.ts'
import { createFakeClock } from '#test/support/fake-clock.ts'
import { Standings } from './standings.ts'

const ALICE = asPeerId('alice')
const BOB = asPeerId('bob')

it('recalls in a later session what it learnt of each provider', async () => {
  const clock = createFakeClock()
  const store = createMemoryStore()
  const first = new Standings(clock, store, new SavedRecords())
  await first.recall()
  first.completed(ALICE)
  first.roundTrip(ALICE, 40)
  first.pace(ALICE, 0.25)
  first.incident(BOB, 'timeout')
  const known = [first.of(ALICE), first.of(BOB)]
  await first.close()
  const second = new Standings(clock, store, new SavedRecords())
  expect(second.of(ALICE)).toEqual(NEWCOMER)
  await second.recall()
  expect([second.of(ALICE), second.of(BOB)]).toEqual(known)
  expect(second.of(ALICE)).toMatchObject({ completed: 1, rttMs: 40, pace: 0.25 })
})

it('saves by itself, so that a crash costs seconds', async () => {
  const clock = createFakeClock()
  const store = createMemoryStore()
  new Standings(clock, store, new SavedRecords()).incident(BOB, 'failure')
  await clock.advance(5_000)
  const second = new Standings(clock, store, new SavedRecords())
  await second.recall()
  expect(second.of(BOB).incidents).toHaveLength(1)
})

it('forgets who was not heard of for longest, on disk too', async () => {
  const clock = createFakeClock()
  const store = createMemoryStore()
  const standings = new Standings(clock, store, new SavedRecords())
  standings.completed(ALICE)
  await clock.advance(5_000)
  for (let at = 0; at < 2_048; at += 1) standings.completed(asPeerId(`peer-${at}`))
  expect(standings.of(ALICE)).toEqual(NEWCOMER)
  await standings.close()
  const keys = await store.loadKeys(['requestor', 'standing'])
  expect(keys).toHaveLength(2_048)
  expect(keys.some((key) => key.includes(ALICE))).toBe(false)
})

it('goes on without what cannot be read or kept', async () => {
  const clock = createFakeClock()
  const store = createMemoryStore()
  await store.save(['requestor', 'standing', ALICE], Uint8Array.of(1, 2, 3))
  const broken = { ...store, saveAll: () => Promise.reject(new Error('the disk is full')) }
  const standings = new Standings(clock, broken, new SavedRecords())
  await standings.recall()
  expect(standings.of(ALICE)).toEqual(NEWCOMER)
  standings.completed(ALICE)
  await standings.close()
  expect(standings.of(ALICE).completed).toBe(1)
})

import { expect, it } from 'vitest'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import { Standings } from '#peer/requestor/standings.ts'
import { SavedRecords } from '#peer/saved-records.ts'
import { asPeerId } from '#protocol/ids.ts'
import { createFakeClock } from '#test/support/fake-clock.ts'
import { mergeKnown } from './merge-known.ts'

const ALICE = asPeerId('alice')
const BOB = asPeerId('bob')

it('lets nothing older take the place of what this browser knows, nor undo a conviction', async () => {
  const clock = createFakeClock()
  const open = async (store = createMemoryStore()) => {
    const standings = new Standings(clock, store, new SavedRecords())
    await standings.recall()
    return { store, standings }
  }
  const there = await open()
  there.standings.trust(ALICE, { given: 500, confirmed: 50 })
  there.standings.pace(ALICE, 0.25)
  there.standings.caught(BOB)
  await there.standings.close()
  await clock.advance(10_000)
  const here = await open()
  here.standings.caught(ALICE)
  here.standings.pace(ALICE, 0.5)
  here.standings.trust(BOB, { given: 300, confirmed: 30 })
  await here.standings.close()

  const profile = [...(await there.store.loadRange(['requestor']))]
  profile.push([['requestor', 'standing', 'carol'], Uint8Array.of(1, 2, 3)])
  await here.store.saveAll(await mergeKnown(here.store, profile))
  const { standings } = await open(here.store)
  expect(standings.of(ALICE)).toMatchObject({ given: 0, confirmed: 0, caught: 1, pace: 0.5 })
  expect(standings.of(BOB)).toMatchObject({ given: 0, confirmed: 0, caught: 1 })
  expect(await here.store.load(['requestor', 'standing', 'carol'])).toBeUndefined()
})

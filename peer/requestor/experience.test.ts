import { expect, it } from 'vitest'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import { SavedRecords } from '#peer/saved-records.ts'
import { asPeerId, type PeerId } from '#protocol/ids.ts'
import { newRecord, type TrackRecord } from '#protocol/schedule/state.ts'
import { createFakeClock } from '#test/support/fake-clock.ts'
import { Experience } from './experience.ts'
import { Standings } from './standings.ts'

const ALICE = asPeerId('alice')

/** Two jobs at once that Alice works for, who is known by 50 results. */
function startTwo() {
  const standings = new Standings(createFakeClock(), createMemoryStore(), new SavedRecords())
  standings.trust(ALICE, { given: 50, confirmed: 5 })
  const [first, second] = [1, 2].map(() => {
    const { given, confirmed } = standings.of(ALICE)
    const record: TrackRecord = newRecord('alice', { given, confirmed })
    const banned = new Map<PeerId, string>()
    const schedule = { records: new Map([[ALICE, record]]), banned }
    const experience = new Experience({ schedule, standings })
    experience.met(ALICE)
    const give = (given: number, confirmed: number) => {
      record.given += given
      record.confirmed += confirmed
      experience.tell(ALICE)
    }
    return { give, banned }
  })
  if (first === undefined || second === undefined) throw new Error('there are two')
  return { standings, first, second }
}

it('adds up what jobs at once learn of a provider', () => {
  const { standings, first, second } = startTwo()
  first.give(10, 1)
  second.give(20, 2)
  first.give(30, 0)
  expect(standings.of(ALICE)).toMatchObject({ given: 110, confirmed: 8 })
})

it('takes no conviction back that another job found', () => {
  const { standings, first, second } = startTwo()
  second.give(500, 50)
  first.banned.set(ALICE, 'a wrong result')
  standings.caught(ALICE)
  second.give(1, 1)
  first.give(1, 1)
  expect(standings.of(ALICE)).toMatchObject({ given: 1, confirmed: 1, caught: 1 })
})

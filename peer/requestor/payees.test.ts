import { expect, it } from 'vitest'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import { SavedRecords } from '#peer/saved-records.ts'
import { newParty, noteKey } from '#protocol/trust/policy.ts'
import { createFakeClock } from '#test/support/fake-clock.ts'
import { Payees } from './payees.ts'

const SITE = '0x00000000000000000000000000000000000051fe'

it('lets jobs add to one record, and recalls it in a later session', async () => {
  const clock = createFakeClock()
  const store = createMemoryStore()
  const first = new Payees(clock, store, new SavedRecords())
  await first.recall()
  const record = newParty()
  first.set(SITE, record)
  noteKey(record)
  record.given += 30
  expect(first.get(SITE)).toBe(record)
  await clock.advance(5_000)
  // Saved once: what is learnt later is saved when a job says so.
  record.caught += 1
  first.learnt(SITE)
  await first.close()
  const second = new Payees(clock, store, new SavedRecords())
  await second.recall()
  expect(second.get(SITE)).toEqual({ ...newParty(), keys: 1, given: 30, caught: 1 })
})

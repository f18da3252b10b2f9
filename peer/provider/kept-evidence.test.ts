import { expect, it } from 'vitest'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import type { Store } from '#peer/ports/store.ts'
import { SavedRecords } from '#peer/saved-records.ts'
import { Leaves } from '#protocol/trust/leaves.ts'
import { jobAt } from '#test/support/market.ts'
import { PLAIN_LEAF } from '#test/support/plain-leaf.ts'
import { KeptEvidence } from './kept-evidence.ts'

const sealed = (at: number) => ({ body: Uint8Array.of(at), signature: new Uint8Array(64) })
const batchOf = (at: number, leaves = 2) => ({
  batch: sealed(at),
  leaves: Leaves.of(Array.from({ length: leaves }, () => PLAIN_LEAF)),
})
const open = (store: Store) => KeptEvidence.load(store, new SavedRecords())

/** A batch that is judged at once. */
async function keep(store: Store, evidence: KeptEvidence, job: number, at: number, leaves = 2) {
  const { place, entry } = evidence.place(jobAt(job), batchOf(at, leaves))
  await store.saveAll([entry, ...evidence.verdict(place, sealed(200))])
  await evidence.clear()
  return place
}
const bodies = async (evidence: KeptEvidence, job: number) =>
  (await evidence.load(jobAt(job))).map(({ batch }) => batch.body[0])

it('gives back what was judged of a job with the last verdict, after a reload too', async () => {
  const store = createMemoryStore()
  const first = await open(store)
  const place = await keep(store, first, 1, 5)
  await keep(store, first, 2, 6)
  await store.saveAll(first.verdict(place, sealed(201)))
  const again = await open(store)
  await keep(store, again, 1, 7)
  expect(await bodies(again, 1)).toEqual([5, 7])
  expect(await bodies(again, 2)).toEqual([6])
  const [batch] = await again.load(jobAt(1))
  expect(batch).toEqual({ ...batchOf(5), attestation: sealed(201) })
})

it('lets the oldest go where there is too much, and says no more of them', async () => {
  const store = createMemoryStore()
  const evidence = await open(store)
  const oldest = await keep(store, evidence, 1, 0, 2_048)
  // Each takes 167 kB of 16 MiB.
  for (let at = 1; at <= 120; at += 1) await keep(store, evidence, 1, at, 2_048)
  expect(evidence.verdict(oldest, sealed(1))).toEqual([])
  const kept = await bodies(evidence, 1)
  expect(kept.length).toBeGreaterThan(85)
  expect(kept.length).toBeLessThan(102)
  expect(kept.at(-1)).toBe(120)
  expect(await bodies(await open(store), 1)).toEqual(kept)
  expect(await store.loadKeys(['provider', 'evidence'])).toHaveLength(2 * kept.length)
})

import { expect, it } from 'vitest'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import type { Store, StoreKey } from '#peer/ports/store.ts'
import type { JobId } from '#protocol/ids.ts'
import { createToyWorld, jobOf, PROVIDE, postFree, untilOver } from '#test/support/toy-world.ts'

const SUBTASKS = 10_000_000
const PAGE_BYTES = 1024
const PAGES = Math.ceil(SUBTASKS / 8 / PAGE_BYTES)

/** A store that remembers how much was written at once. */
function createWatchedStore(): { store: Store; writes: { bytes: number; entries: number }[] } {
  const store = createMemoryStore()
  const writes: { bytes: number; entries: number }[] = []
  const sizeOf = (entries: ReadonlyArray<readonly [StoreKey, Uint8Array]>) =>
    entries.reduce((sum, [, bytes]) => sum + bytes.byteLength, 0)
  const saveAll: Store['saveAll'] = (entries) => {
    writes.push({ bytes: sizeOf(entries), entries: entries.length })
    return store.saveAll(entries)
  }
  return { store: { ...store, saveAll }, writes }
}

/** Every bit set but those of `missing`, as a job leaves them that has come so far. */
async function fillPages(store: Store, jobId: JobId, missing: readonly number[]): Promise<void> {
  for (let page = 0; page < PAGES; page += 1) {
    const first = page * PAGE_BYTES * 8
    const bits = Math.min(PAGE_BYTES * 8, SUBTASKS - first)
    const bytes = new Uint8Array(Math.ceil(bits / 8)).fill(0xff)
    for (const index of missing) {
      const at = index - first
      if (at >= 0 && at < bits) bytes[at >> 3] = (bytes[at >> 3] ?? 0) & ~(1 << (at & 7))
    }
    await store.save(['job', jobId, 'kept', `${page}`], bytes)
  }
}

it('ten million subtasks take a bit each, and a write only what changed', {
  timeout: 60_000,
}, async () => {
  const world = createToyWorld()
  const { store, writes } = createWatchedStore()
  const first = await world.join({ store })
  const providers = [await world.join(), await world.join()]
  for (const { peer } of providers) await peer.startProviding(PROVIDE)
  const jobId = await postFree(world, first, SUBTASKS)
  const created = writes.splice(0)
  expect(created.map(({ entries }) => entries)).toEqual([4])
  await world.clock.advance(5_000)
  const { verified } = await jobOf(first)
  expect(verified).toBeGreaterThan(20)
  for (const { bytes, entries } of writes) {
    expect(entries).toBeLessThan(verified)
    expect(bytes).toBeLessThan(8 * PAGE_BYTES)
  }
  world.network.kill(first.mesh.self)
  await first.peer.stop()

  const missing = [0, 8_191, 8_192, 5_000_000, SUBTASKS - 1]
  await fillPages(store, jobId, missing)
  const pages = await store.loadRange(['job', jobId, 'kept'])
  expect(pages.reduce((sum, [, bytes]) => sum + bytes.byteLength, 0)).toBe(SUBTASKS / 8)
  const again = await world.join({ store })
  expect((await jobOf(again)).verified).toBe(SUBTASKS - missing.length)
  const seen: number[] = []
  again.peer.onVerified((results) => seen.push(...results.map(({ index }) => index)))
  expect(await untilOver(world, again)).toMatchObject({ phase: 'done', verified: SUBTASKS })
  expect(seen.toSorted((a, b) => a - b)).toEqual(missing)
  for (const index of missing) expect(await again.peer.result(jobId, index)).toBeDefined()
})

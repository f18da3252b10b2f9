import { expect, it, vi } from 'vitest'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import type { Store } from '#peer/ports/store.ts'
import { peerIdOfSeed } from '#protocol/trust/seal.ts'
import {
  createToyWorld,
  jobOf,
  PROVIDE,
  postFree,
  type ToyMember,
  type ToyWorld,
  untilOver,
} from '#test/support/toy-world.ts'
import { applyImport, type SlotKeys } from './staged-import.ts'

vi.setConfig({ testTimeout: 120_000 })

const PASSPHRASE = 'four words do well'

/** A browser profile with its tab slots, each with a key and a store. */
function createBrowser() {
  const store = createMemoryStore()
  const peers = new Map<number, Store>()
  return {
    store,
    keysOf: (slot: number): SlotKeys => ({ store, slot }),
    /** Opens a tab in this slot, whose key is `seed` unless it was replaced. */
    async open(world: ToyWorld, slot: number, seed: Uint8Array): Promise<ToyMember> {
      const peer = peers.get(slot) ?? createMemoryStore()
      peers.set(slot, peer)
      await applyImport({ store, slot }, async () => ({ peer, jobs: createMemoryStore() }))
      const key = ['worker-key', `${slot}`]
      const held = (await store.load(key)) ?? seed
      await store.save(key, held)
      return world.join({ store: peer, seed: held, keys: { store, slot } })
    },
  }
}

const seedOf = (at: number) => new Uint8Array(32).fill(100 + at)

/** A requestor's free job, done by whoever provides; what it sees of this worker key. */
async function workFor(world: ToyWorld, worker: Uint8Array) {
  const requestor = await world.join()
  await postFree(world, requestor, 8)
  expect(await untilOver(world, requestor)).toMatchObject({ phase: 'done' })
  await world.clock.advance(5_000)
  const { providers } = await jobOf(requestor)
  return providers.find(({ peer }) => peer === peerIdOfSeed(worker))?.reputation
}

/** A tab that worked once, has stopped, and is saved as a file. */
async function startSaved() {
  const world = createToyWorld()
  const other = await world.join()
  await other.peer.startProviding(PROVIDE)
  const browser = createBrowser()
  const tab = await browser.open(world, 0, seedOf(0))
  await tab.peer.startProviding(PROVIDE)
  expect(await tab.peer.exportProfile(PASSPHRASE)).toMatchObject({ kind: 'refused' })
  await workFor(world, seedOf(0))
  await tab.peer.stopProviding()
  const saved = await tab.peer.exportProfile(PASSPHRASE)
  if (saved.kind !== 'exported') throw new Error('not saved')
  return { world, browser, tab, file: saved.file }
}

it('takes a key with its record to another browser, and rests where it came from', async () => {
  const { world, browser, tab, file } = await startSaved()
  expect(await tab.peer.retireProfile()).toEqual({ kind: 'retired' })
  await tab.peer.stop()
  world.network.kill(tab.mesh.self)
  const fresh = await browser.open(world, 0, seedOf(0))
  expect(fresh.mesh.self).not.toBe(tab.mesh.self)
  expect((await fresh.peer.view()).provider).toMatchObject({
    verifiedTotal: 0,
    record: { signed: 0 },
  })

  const elsewhere = createBrowser()
  const before = await elsewhere.open(world, 0, seedOf(1))
  const looked = await before.peer.importProfile(file, PASSPHRASE, 'look')
  expect(looked).toMatchObject({ kind: 'readable', peer: tab.mesh.self, signed: 1, replaces: 0 })
  // Looking changes nothing.
  expect((await elsewhere.store.loadKeys(['import'])).length).toBe(0)
  expect(await before.peer.importProfile(file, PASSPHRASE, 'replace')).toMatchObject({
    kind: 'staged',
  })
  await before.peer.stop()
  const moved = await elsewhere.open(world, 0, seedOf(1))
  expect(moved.mesh.self).toBe(tab.mesh.self)
  expect((await moved.peer.view()).provider).toMatchObject({
    verifiedTotal: 8,
    record: { signed: 1, concluded: 1, right: 8 },
  })
  await moved.peer.startProviding(PROVIDE)
  expect(await workFor(world, seedOf(0))).toMatchObject({ signed: 1, concluded: 1, right: 8 })
})

it('opens for nobody without the passphrase, nor where a byte was changed', async () => {
  const { world, file } = await startSaved()
  const { peer } = await createBrowser().open(world, 0, seedOf(1))
  const tries = [
    peer.importProfile(file, `${PASSPHRASE}!`, 'look'),
    peer.importProfile(file.subarray(1), PASSPHRASE, 'look'),
    ...[20, 35, file.length - 1].map((at) => {
      const changed = file.slice()
      changed[at] = (changed[at] ?? 0) ^ 1
      return peer.importProfile(changed, PASSPHRASE, 'look')
    }),
  ]
  for (const tried of await Promise.all(tries)) expect(tried).toMatchObject({ kind: 'refused' })
  expect(await peer.exportProfile('short')).toMatchObject({ kind: 'refused' })
})

it('lets no two tabs of a browser have one key', async () => {
  const { world, browser, tab, file } = await startSaved()
  const second = await browser.open(world, 1, seedOf(1))
  const refused = await second.peer.importProfile(file, PASSPHRASE, 'replace')
  expect(refused).toMatchObject({
    kind: 'refused',
    message: 'Another tab of this browser has this key.',
  })
  // The same tab has it, too, and no less of it.
  expect(await tab.peer.importProfile(file, PASSPHRASE, 'replace')).toMatchObject({
    kind: 'refused',
  })
  expect(await browser.store.loadKeys(['import'])).toHaveLength(0)

  // Two tabs of another browser are given the file before either is opened anew.
  const elsewhere = createBrowser()
  for (const slot of [0, 1]) {
    const { peer } = await elsewhere.open(world, slot, seedOf(2 + slot))
    expect(await peer.importProfile(file, PASSPHRASE, 'replace')).toMatchObject({ kind: 'staged' })
    await peer.stop()
  }
  world.network.kill(tab.mesh.self)
  const names = []
  for (const slot of [0, 1]) names.push((await elsewhere.open(world, slot, seedOf(9))).mesh.self)
  expect(names).toEqual([tab.mesh.self, peerIdOfSeed(seedOf(3))])
})

it('puts nothing to rest that has worked since it was saved', async () => {
  const { world, tab } = await startSaved()
  await tab.peer.startProviding(PROVIDE)
  await workFor(world, seedOf(0))
  await tab.peer.stopProviding()
  expect(await tab.peer.retireProfile()).toMatchObject({
    kind: 'refused',
    advice: 'Save it once more.',
  })
})

it('takes up at the next start what a crash left half done, and passes over what it cannot read', async () => {
  const { world, file } = await startSaved()
  const { store, keysOf } = createBrowser()
  const browser = { store, seed: seedOf(5) }
  const { peer } = await world.join({ seed: browser.seed, keys: keysOf(0) })
  await peer.importProfile(file, PASSPHRASE, 'replace')
  const disk = createMemoryStore()
  const jobs = createMemoryStore()
  const dying = { ...store, save: async () => Promise.reject(new Error('The tab is closed')) }
  const opened = async () => ({ peer: disk, jobs })
  await expect(applyImport({ store: dying, slot: 0 }, opened)).rejects.toThrow('closed')
  expect(await store.load(['worker-key', '0'])).toBeUndefined()
  await applyImport(keysOf(0), async () => ({ peer: disk, jobs }))
  expect(await store.load(['worker-key', '0'])).toEqual(seedOf(0))
  expect((await disk.loadKeys(['provider', 'agreement'])).length).toBeGreaterThan(0)

  await store.save(['import', '0'], Uint8Array.of(1, 2, 3))
  await applyImport(keysOf(0), async () => ({ peer: disk, jobs }))
  expect(await store.load(['worker-key', '0'])).toEqual(seedOf(0))
  expect(await store.loadKeys(['import'])).toHaveLength(0)
})

it('takes in all or nothing, and tries a full disk once', async () => {
  const { world, file } = await startSaved()
  const { store, keysOf } = createBrowser()
  const { peer } = await world.join({ seed: seedOf(5), keys: keysOf(0) })
  await peer.importProfile(file, PASSPHRASE, 'replace')
  const disk = createMemoryStore()
  await disk.save(['provider', 'totals'], Uint8Array.of(7))
  const full = { ...disk, replaceRange: async () => Promise.reject(new Error('no space')) }
  const apply = () => applyImport(keysOf(0), async () => ({ peer: full, jobs: disk }))
  await expect(apply()).rejects.toMatchObject({ code: 'import_failed' })
  expect(await disk.loadRange(['provider'])).toEqual([[['provider', 'totals'], Uint8Array.of(7)]])
  expect(await store.load(['worker-key', '0'])).toBeUndefined()
  await apply()
  expect(await store.loadKeys(['import'])).toHaveLength(0)
})

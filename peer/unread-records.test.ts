import { expect, it } from 'vitest'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import type { Store, StoreKey } from '#peer/ports/store.ts'
import { createMortalStore } from '#test/support/mortal-store.ts'
import { createToyWorld, jobOf, PROVIDE, postPaid, richWallet } from '#test/support/toy-world.ts'
import { asideKey } from './saved-records.ts'

/** Cut short, and of another shape. */
const GARBAGE = [new Uint8Array(), Uint8Array.of(0xa0)]

/** Nothing random: its yardstick is a program of one toy run. */
const measure = { module: new Uint8Array(8), machine: 'toy' }

/** What both sides of a paid job leave on disk when the requestor's tab dies in its midst. */
async function leaveMidway() {
  const world = createToyWorld()
  const stores = { requestor: createMemoryStore(), provider: createMemoryStore() }
  const tab = createMortalStore(stores.requestor)
  const requestor = await world.join({ wallet: richWallet(world), store: tab })
  const signer = world.payee(1)
  const provider = await world.join({ signer, measure, store: stores.provider })
  const other = await world.join({ signer: world.payee(2), habits: { subtaskMs: 400 } })
  for (const [at, { peer }] of [provider, other].entries())
    await peer.startProviding({ ...PROVIDE, payee: world.payee(at + 1).address })
  await world.clock.advance(1_000)
  await postPaid(world, requestor, { subtasks: 40, budgetPercent: 200n })
  await world.clock.advance(8_000)
  expect((await jobOf(requestor)).verified).toBeGreaterThan(0)
  tab.die()
  const closing = Promise.all([requestor.peer.stop(), provider.peer.stop()])
  await world.clock.advance(3_000)
  await closing
  return { world, stores }
}

async function copyOf(store: Store): Promise<Store> {
  const copy = createMemoryStore()
  await copy.saveAll(await store.loadRange([]))
  return copy
}

/** One key of every kind there is. */
async function kindsOf(store: Store): Promise<readonly StoreKey[]> {
  const kinds = new Map<string, StoreKey>()
  for (const key of await store.loadKeys([])) {
    const kind = key.map((part) => (/^(0x|12D|\d)/.test(part) ? '…' : part)).join(' ')
    kinds.set(kind, key)
  }
  return [...kinds.values()]
}

it('opens with any record damaged, says which kind it is, and keeps what money hangs on', async () => {
  const { world, stores } = await leaveMidway()
  const said = new Set<string>()
  const kept = new Set<string>()
  for (const store of Object.values(stores))
    for (const key of await kindsOf(store))
      for (const garbage of GARBAGE) {
        const disk = await copyOf(store)
        await disk.save(key, garbage)
        const { peer } = await world.join({ store: disk, wallet: richWallet(world), measure })
        const { unread } = await peer.view()
        for (const { what, isKept } of unread) {
          said.add(what)
          if (!isKept) continue
          kept.add(what)
          // Where something else takes its place it is put aside; else it stays where it is.
          const aside = await disk.load(asideKey(key))
          expect(aside ?? (await disk.load(key))).toEqual(garbage)
        }
        await peer.stop()
      }
  expect([...said].sort()).toEqual([
    'agreements of the past',
    'answers that nobody has confirmed',
    'counts of your agreements',
    'measured speeds',
    'records of providers’ past work',
    'records of what payees are like',
    'records of what providers are like',
    'records of what requestors are like',
    'results kept for requestors that were away',
    'totals of your work',
    'vouchers',
    'vouchers handed to all tabs',
    'what of vouchers was paid',
  ])
  expect([...kept].sort()).toEqual([
    'agreements of the past',
    'counts of your agreements',
    'totals of your work',
    'vouchers',
    'vouchers handed to all tabs',
  ])
}, 60_000)

it('knows from the results themselves which there are, where the list of them is damaged', async () => {
  const { world, stores } = await leaveMidway()
  const verifiedOn = async (store: Store) => {
    const member = await world.join({ store, wallet: richWallet(world) })
    const { verified } = await jobOf(member)
    await member.peer.stop()
    return verified
  }
  const disk = await copyOf(stores.requestor)
  for (const key of await disk.loadKeys(['job']))
    if (key[2] === 'kept') await disk.save(key, Uint8Array.of(0))
  expect(await verifiedOn(disk)).toBe(await verifiedOn(stores.requestor))
})

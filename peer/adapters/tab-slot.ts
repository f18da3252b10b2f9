import type { Clock } from '#peer/ports/clock.ts'
import type { Store } from '#peer/ports/store.ts'

/** The part of `navigator.locks` that is used, so that tests can bring their own. */
export interface SlotLocks {
  request(
    name: string,
    options: { ifAvailable: true },
    run: (lock: object | null) => Promise<void>,
  ): Promise<unknown>
}

/** The place a tab has among the tabs of its browser profile, and the worker key that goes with it. */
export interface TabSlot {
  readonly slot: number
  /** 32 bytes of Ed25519, the same whenever this slot is taken. */
  readonly seed: Uint8Array
  /** Frees the slot before the tab closes. */
  release(): void
}

/** More tabs than this of one profile is a mistake, not a wish. */
const MAX_SLOTS = 1_024
const SEED_BYTES = 32

/**
 * Takes the first slot no other tab holds and keeps it until the tab closes, so that two tabs are
 * two peers and a reloaded tab is the same peer again.
 *
 * @example
 * const { seed } = await takeTabSlot({ locks: navigator.locks, store, clock: systemClock })
 */
export async function takeTabSlot(host: {
  readonly locks: SlotLocks
  readonly store: Store
  readonly clock: Pick<Clock, 'randomBytes'>
  /** Called once the slot is held, before its key is read. */
  readonly prepare?: (slot: number) => Promise<void>
}): Promise<TabSlot> {
  for (let slot = 0; slot < MAX_SLOTS; slot++) {
    const release = await tryLock(host.locks, `loam-slot-${slot}`)
    if (release === undefined) continue
    await host.prepare?.(slot)
    return { slot, seed: await loadSeed(host, slot), release }
  }
  throw new RangeError(`All ${MAX_SLOTS} slots are taken`)
}

/** The lock is held for as long as the promise given to the lock manager is pending. */
async function tryLock(locks: SlotLocks, name: string): Promise<(() => void) | undefined> {
  const answer = Promise.withResolvers<(() => void) | undefined>()
  const held = Promise.withResolvers<void>()
  const request = locks.request(name, { ifAvailable: true }, async (lock) => {
    answer.resolve(lock === null ? undefined : held.resolve)
    if (lock !== null) await held.promise
  })
  request.catch(answer.reject)
  return answer.promise
}

async function loadSeed(
  { store, clock }: { store: Store; clock: Pick<Clock, 'randomBytes'> },
  slot: number,
): Promise<Uint8Array> {
  const key = ['worker-key', String(slot)]
  const kept = await store.load(key)
  if (kept !== undefined) return kept
  const seed = clock.randomBytes(SEED_BYTES)
  await store.save(key, seed)
  return seed
}

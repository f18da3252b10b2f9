import { z } from 'zod'
import { PeerMemory } from '#peer/peer-memory.ts'
import type { Clock } from '#peer/ports/clock.ts'
import type { Store } from '#peer/ports/store.ts'
import type { SavedRecords } from '#peer/saved-records.ts'
import type { Parties } from '#protocol/schedule/state.ts'
import type { PartyRecord } from '#protocol/trust/policy.ts'
import { encode } from '#protocol/wire/codec.ts'

const MAX_SAVED_BYTES = 1_024

/** Of what is long ago halves are left. */
const countSchema = z.number().nonnegative()
/** One as it is saved. */
export const savedPayeeSchema = z.object({
  heardAt: z.int().nonnegative(),
  keys: countSchema,
  given: countSchema,
  caught: countSchema,
  givenByCaught: countSchema,
  wrong: countSchema,
})

/**
 * What this requestor knows of those who are paid for others' work, over all its jobs and sessions:
 * a site's next visitor begins with what its visitors before did. Jobs share the records themselves
 * and add to them, so that no job undoes what another found.
 */
export class Payees implements Parties {
  readonly #saved: SavedRecords
  readonly #memory: PeerMemory<PartyRecord, string>

  constructor(clock: Clock, store: Store, saved: SavedRecords) {
    this.#saved = saved
    this.#memory = new PeerMemory({
      clock,
      store,
      room: ['requestor', 'payee'],
      read: (bytes) => this.#read(bytes),
      write: (record, heardAt) => encode(savedPayeeSchema, { heardAt, ...record }),
    })
  }

  /** Recalls what was saved. What cannot be read is left out. */
  recall(): Promise<void> {
    return this.#memory.recall()
  }

  get(payee: string): PartyRecord | undefined {
    return this.#memory.of(payee)
  }

  set(payee: string, record: PartyRecord): void {
    this.#memory.set(payee, record)
  }

  /** A job added to what is known of a payee: it is saved soon. */
  learnt(payee: string): void {
    const record = this.#memory.of(payee)
    if (record !== undefined) this.#memory.set(payee, record)
  }

  /** Saves what is not saved yet. */
  close(): Promise<void> {
    return this.#memory.close()
  }

  #read(bytes: Uint8Array): { readonly heardAt: number; readonly known: PartyRecord } | undefined {
    const what = 'records of what payees are like'
    const entry = this.#saved.read(savedPayeeSchema, bytes, what, MAX_SAVED_BYTES)
    if (entry === undefined) return undefined
    const { heardAt, ...known } = entry
    return { heardAt, known }
  }
}

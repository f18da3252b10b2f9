import { z } from 'zod'
import { PeerMemory } from '#peer/peer-memory.ts'
import type { Clock } from '#peer/ports/clock.ts'
import type { Store } from '#peer/ports/store.ts'
import type { SavedRecords } from '#peer/saved-records.ts'
import type { PeerId } from '#protocol/ids.ts'
import {
  type Incident,
  MAX_INCIDENTS,
  NEWCOMER,
  noteCaught,
  noteCompleted,
  noteIncident,
  notePace,
  noteRoundTrip,
  noteTrust,
  type Standing,
} from '#protocol/market/standing.ts'
import { countSchema, encode } from '#protocol/wire/codec.ts'

const MAX_SAVED_BYTES = 4_096

/** One as it is saved. */
export const savedStandingSchema = z.object({
  heardAt: z.int().nonnegative(),
  completed: countSchema,
  incidents: z
    .array(z.object({ at: z.int(), kind: z.enum(['timeout', 'failure', 'departure']) }))
    .max(MAX_INCIDENTS),
  rttMs: z.number().nonnegative().nullable(),
  pace: z.number().min(0).max(1).nullable(),
  given: z.number().nonnegative().default(0),
  confirmed: countSchema.default(0),
  caught: z.number().nonnegative().default(0),
  caughtAt: z.int().nonnegative().nullable().default(null),
})

/** What this requestor knows of the providers it met, over all its jobs and sessions. */
export class Standings {
  readonly #clock: Clock
  readonly #saved: SavedRecords
  readonly #memory: PeerMemory<Standing>

  constructor(clock: Clock, store: Store, saved: SavedRecords) {
    this.#clock = clock
    this.#saved = saved
    this.#memory = new PeerMemory({
      clock,
      store,
      room: ['requestor', 'standing'],
      read: (bytes) => this.#read(bytes),
      write,
    })
  }

  /** Recalls what was saved. What cannot be read is left out. */
  recall(): Promise<void> {
    return this.#memory.recall()
  }

  of(peer: PeerId): Standing {
    return this.#memory.of(peer) ?? NEWCOMER
  }

  completed(peer: PeerId): void {
    this.#memory.set(peer, noteCompleted(this.of(peer)))
  }

  /** So many more results of its than were known, or fewer. */
  trust(peer: PeerId, counted: Pick<Standing, 'given' | 'confirmed'>): void {
    this.#memory.set(peer, noteTrust(this.of(peer), counted))
  }

  /** It gave a wrong result. */
  caught(peer: PeerId): void {
    this.#memory.set(peer, noteCaught(this.of(peer), this.#clock.now()))
  }

  incident(peer: PeerId, kind: Incident): void {
    this.#memory.set(peer, noteIncident(this.of(peer), kind, this.#clock.now()))
  }

  roundTrip(peer: PeerId, rttMs: number): void {
    this.#memory.set(peer, noteRoundTrip(this.of(peer), rttMs))
  }

  pace(peer: PeerId, pace: number): void {
    this.#memory.set(peer, notePace(this.of(peer), pace))
  }

  /** Saves what is not saved yet. */
  close(): Promise<void> {
    return this.#memory.close()
  }

  #read(bytes: Uint8Array): { readonly heardAt: number; readonly known: Standing } | undefined {
    const what = 'records of what providers are like'
    const entry = this.#saved.read(savedStandingSchema, bytes, what, MAX_SAVED_BYTES)
    if (entry === undefined) return undefined
    const { heardAt, rttMs, pace, caughtAt, ...rest } = entry
    const known = {
      ...rest,
      rttMs: rttMs ?? undefined,
      pace: pace ?? undefined,
      caughtAt: caughtAt ?? undefined,
    }
    return { heardAt, known }
  }
}

const write = (
  { completed, incidents, rttMs, pace, given, confirmed, caught, caughtAt }: Standing,
  heardAt: number,
): Uint8Array =>
  encode(savedStandingSchema, {
    ...{ heardAt, completed, given, confirmed, caught },
    incidents: [...incidents],
    rttMs: rttMs ?? null,
    pace: pace ?? null,
    caughtAt: caughtAt ?? null,
  })

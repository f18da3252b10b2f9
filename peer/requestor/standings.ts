import { z } from 'zod'
import type { Clock } from '#peer/ports/clock.ts'
import type { Store, StoreKey } from '#peer/ports/store.ts'
import type { SavedRecords } from '#peer/saved-records.ts'
import { asPeerId, type PeerId } from '#protocol/ids.ts'
import {
  type Incident,
  MAX_INCIDENTS,
  NEWCOMER,
  noteCompleted,
  noteIncident,
  notePace,
  noteRoundTrip,
  type Standing,
} from '#protocol/market/standing.ts'
import { countSchema, encode } from '#protocol/wire/codec.ts'

/** Keys remembered; who was not heard of for longest is forgotten first. */
const MAX_KEYS = 2_048
/** How long what was learnt may be lost to a crash. */
const SAVE_EVERY_MS = 5_000
const MAX_SAVED_BYTES = 4_096
const ROOM = ['requestor', 'standing']
const keyOf = (peer: PeerId): StoreKey => [...ROOM, peer]

const savedSchema = z.object({
  heardAt: z.int().nonnegative(),
  completed: countSchema,
  incidents: z
    .array(z.object({ at: z.int(), kind: z.enum(['timeout', 'failure', 'departure']) }))
    .max(MAX_INCIDENTS),
  rttMs: z.number().nonnegative().nullable(),
  pace: z.number().min(0).max(1).nullable(),
})

/**
 * What this requestor knows of the providers it met, over all its jobs and sessions. It is saved
 * within `SAVE_EVERY_MS`; a store that fails costs memory of others and nothing else.
 */
export class Standings {
  readonly #clock: Clock
  readonly #store: Store
  readonly #saved: SavedRecords
  readonly #standings = new Map<PeerId, Standing>()
  /** Changed or forgotten since they were saved. */
  readonly #unsaved = new Set<PeerId>()
  #cancelSave: (() => void) | undefined

  constructor(clock: Clock, store: Store, saved: SavedRecords) {
    this.#clock = clock
    this.#store = store
    this.#saved = saved
  }

  /** Recalls what was saved. What cannot be read is left out. */
  async recall(): Promise<void> {
    const entries = await this.#store.loadRange(ROOM)
    const saved = entries.flatMap(([key, bytes]) => {
      const peer = key[ROOM.length]
      const entry = peer === undefined ? undefined : this.#read(bytes)
      return peer === undefined || entry === undefined ? [] : [{ peer: asPeerId(peer), ...entry }]
    })
    saved.sort((a, b) => a.heardAt - b.heardAt)
    for (const { peer, standing } of saved) this.#standings.set(peer, standing)
  }

  of(peer: PeerId): Standing {
    return this.#standings.get(peer) ?? NEWCOMER
  }

  completed(peer: PeerId): void {
    this.#set(peer, noteCompleted(this.of(peer)))
  }

  incident(peer: PeerId, kind: Incident): void {
    this.#set(peer, noteIncident(this.of(peer), kind, this.#clock.now()))
  }

  roundTrip(peer: PeerId, rttMs: number): void {
    this.#set(peer, noteRoundTrip(this.of(peer), rttMs))
  }

  pace(peer: PeerId, pace: number): void {
    this.#set(peer, notePace(this.of(peer), pace))
  }

  /** Saves what is not saved yet. */
  async close(): Promise<void> {
    this.#cancelSave?.()
    this.#cancelSave = undefined
    await this.#save()
  }

  #set(peer: PeerId, standing: Standing): void {
    this.#standings.delete(peer)
    this.#standings.set(peer, standing)
    this.#unsaved.add(peer)
    const oldest = this.#standings.keys().next().value
    if (this.#standings.size > MAX_KEYS && oldest !== undefined) {
      this.#standings.delete(oldest)
      this.#unsaved.add(oldest)
    }
    this.#cancelSave ??= this.#clock.after(SAVE_EVERY_MS, () => {
      this.#cancelSave = undefined
      void this.#save()
    })
  }

  #read(bytes: Uint8Array): { readonly heardAt: number; readonly standing: Standing } | undefined {
    const what = 'records of what providers are like'
    const entry = this.#saved.read(savedSchema, bytes, what, MAX_SAVED_BYTES)
    if (entry === undefined) return undefined
    const { heardAt, rttMs, pace, ...rest } = entry
    const standing = { ...rest, rttMs: rttMs ?? undefined, pace: pace ?? undefined }
    return { heardAt, standing }
  }

  async #save(): Promise<void> {
    const peers = [...this.#unsaved]
    this.#unsaved.clear()
    const heardAt = this.#clock.now()
    const kept = peers.flatMap((peer) => {
      const standing = this.#standings.get(peer)
      return standing === undefined ? [] : [[keyOf(peer), write(standing, heardAt)] as const]
    })
    const gone = peers.filter((peer) => !this.#standings.has(peer))
    try {
      await this.#store.saveAll(kept)
      await Promise.all(gone.map((peer) => this.#store.remove(keyOf(peer))))
    } catch {
      // A full disk loses what others are like; they show it again.
    }
  }
}

const write = ({ completed, incidents, rttMs, pace }: Standing, heardAt: number): Uint8Array =>
  encode(savedSchema, {
    heardAt,
    completed,
    incidents: [...incidents],
    rttMs: rttMs ?? null,
    pace: pace ?? null,
  })

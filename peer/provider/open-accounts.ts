import { z } from 'zod'
import type { Store } from '#peer/ports/store.ts'
import type { SavedRecords } from '#peer/saved-records.ts'
import type { JobId, PeerId } from '#protocol/ids.ts'
import type { OpenAccount } from '#protocol/market/open-account.ts'
import {
  addressSchema,
  countSchema,
  encode,
  jobIdSchema,
  peerIdSchema,
  weiSchema,
} from '#protocol/wire/codec.ts'

/** Jobs whose accounts are held open; beyond them the oldest are due at once. */
const MAX_OPEN = 256
const MAX_SAVED_BYTES = 4_096
const ROOM = ['provider', 'openAccount']

const savedSchema = z.object({
  jobId: jobIdSchema,
  requestor: peerIdSchema,
  partedAt: z.int().positive(),
  dueAt: z.int().positive().nullable(),
  unjudged: countSchema,
  accepted: countSchema,
  money: z
    .object({ payee: addressSchema, owed: weiSchema, promised: weiSchema, pieceWei: weiSchema })
    .nullable(),
})

/** A requestor that parted, and what is open with it over one job. */
interface Held {
  readonly requestor: PeerId
  readonly account: OpenAccount
}

/**
 * The accounts that are open, by job: after a reload another key may run it. They are on disk, where
 * that can be; what is lost there is held against nobody.
 */
export class OpenAccounts {
  readonly #store: Store
  readonly #saved: SavedRecords
  /** The oldest first. */
  readonly #held = new Map<JobId, Held>()

  constructor(store: Store, saved: SavedRecords) {
    this.#store = store
    this.#saved = saved
  }

  /** Recalls what was saved. Where this tab died at work on a job nobody is to blame. */
  async recall(): Promise<void> {
    const what = 'what requestors still owe verdicts for'
    const entries = (await this.#store.loadRange(ROOM)).flatMap(([, bytes]) => {
      const entry = this.#saved.read(savedSchema, bytes, what, MAX_SAVED_BYTES)
      return entry === undefined ? [] : [entry]
    })
    entries.sort((a, b) => a.partedAt - b.partedAt)
    for (const { jobId, requestor, dueAt, money, ...rest } of entries) {
      if (dueAt === null) continue
      this.#held.set(jobId, { requestor, account: { ...rest, dueAt, money: money ?? undefined } })
    }
  }

  of(jobId: JobId): OpenAccount | undefined {
    return this.#held.get(jobId)?.account
  }

  /** What is due now, and what there is no room for. */
  due(now: number): ReadonlyArray<Held & { readonly jobId: JobId }> {
    let excess = this.#held.size - MAX_OPEN
    const due: Array<Held & { readonly jobId: JobId }> = []
    for (const [jobId, held] of this.#held) {
      const { dueAt } = held.account
      if (dueAt === undefined || (dueAt > now && excess <= 0)) continue
      excess -= 1
      due.push({ jobId, ...held })
    }
    return due
  }

  set(jobId: JobId, held: Held): void {
    this.#held.delete(jobId)
    this.#held.set(jobId, held)
    const { requestor, account } = held
    const { partedAt, dueAt, unjudged, accepted, money } = account
    const entry = { jobId, requestor, partedAt, unjudged, accepted }
    const saved = { ...entry, dueAt: dueAt ?? null, money: money ?? null }
    void this.#store.save([...ROOM, jobId], encode(savedSchema, saved)).catch(() => {})
  }

  remove(jobId: JobId): void {
    if (this.#held.delete(jobId)) void this.#store.remove([...ROOM, jobId]).catch(() => {})
  }
}

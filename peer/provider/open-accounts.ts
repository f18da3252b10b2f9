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

/** Accounts that are held open; beyond them the oldest are forgotten. */
const MAX_OPEN = 256
const MAX_SAVED_BYTES = 4_096
const ROOM = ['provider', 'openAccount']

const savedSchema = z.object({
  jobId: jobIdSchema,
  requestor: peerIdSchema,
  partedAt: z.int().positive(),
  dueAt: z.int().positive(),
  unjudged: countSchema,
  accepted: countSchema,
  isOverdrawn: z.boolean(),
  money: z
    .object({ payee: addressSchema, owed: weiSchema, promised: weiSchema, subtaskWei: weiSchema })
    .nullable(),
})

/** A requestor's key that parted, and what is open with it over one job. */
interface Held {
  readonly jobId: JobId
  readonly requestor: PeerId
  readonly account: OpenAccount
}

/**
 * The accounts that are open, by job and key. They are on disk, where that can be, unless their job
 * is worked on: what this tab loses by its own death is held against nobody.
 */
export class OpenAccounts {
  readonly #store: Store
  readonly #saved: SavedRecords
  /** The oldest first. */
  readonly #held = new Map<string, Held>()
  /** Jobs that are worked on: their accounts wait. */
  readonly #atWork = new Set<JobId>()

  constructor(store: Store, saved: SavedRecords) {
    this.#store = store
    this.#saved = saved
  }

  /** Recalls what was saved. */
  async recall(): Promise<void> {
    const what = 'what requestors still owe verdicts for'
    const entries = (await this.#store.loadRange(ROOM)).flatMap(([, bytes]) => {
      const entry = this.#saved.read(savedSchema, bytes, what, MAX_SAVED_BYTES)
      return entry === undefined ? [] : [entry]
    })
    entries.sort((a, b) => a.partedAt - b.partedAt)
    for (const { jobId, requestor, money, ...rest } of entries) {
      const account = { ...rest, money: money ?? undefined }
      this.#held.set(keyOf(jobId, requestor), { jobId, requestor, account })
    }
  }

  of(jobId: JobId, requestor: PeerId): OpenAccount | undefined {
    return this.#held.get(keyOf(jobId, requestor))?.account
  }

  /** All that are open over a job. */
  over(jobId: JobId): readonly Held[] {
    return [...this.#held.values()].filter((held) => held.jobId === jobId)
  }

  /** The latest that is due of a requestor's accounts under which it took more than its credit. */
  overdrawnUntil(requestor: PeerId): number | undefined {
    let until: number | undefined
    for (const held of this.#held.values())
      if (held.requestor === requestor && held.account.isOverdrawn)
        until = Math.max(until ?? 0, held.account.dueAt)
    return until
  }

  /** What is due now, of jobs that nobody works on. */
  due(now: number): readonly Held[] {
    return [...this.#held.values()].filter(
      ({ jobId, account }) => account.dueAt <= now && !this.#atWork.has(jobId),
    )
  }

  /** Work on a job begins: its accounts wait until `release`. */
  suspend(jobId: JobId): void {
    this.#atWork.add(jobId)
    for (const { requestor } of this.over(jobId)) this.#forget(jobId, requestor)
  }

  /** Work on a job has ended. */
  release(jobId: JobId): void {
    this.#atWork.delete(jobId)
    for (const held of this.over(jobId)) void this.#save(held)
  }

  /** Holds an account as it is now; undefined removes it. */
  set(jobId: JobId, requestor: PeerId, account: OpenAccount | undefined): void {
    const key = keyOf(jobId, requestor)
    const wasHeld = this.#held.delete(key)
    if (account === undefined) {
      if (wasHeld) this.#forget(jobId, requestor)
      return
    }
    const held = { jobId, requestor, account }
    this.#held.set(key, held)
    void this.#save(held)
    const [oldest] = this.#held.values()
    if (this.#held.size > MAX_OPEN && oldest !== undefined)
      this.set(oldest.jobId, oldest.requestor, undefined)
  }

  async #save({ jobId, requestor, account }: Held): Promise<void> {
    try {
      const entry = { jobId, requestor, ...account, money: account.money ?? null }
      await this.#store.save([...ROOM, jobId, requestor], encode(savedSchema, entry))
    } catch {
      // What is not on disk is held against nobody in a later session.
    }
  }

  #forget(jobId: JobId, requestor: PeerId): void {
    void this.#store.remove([...ROOM, jobId, requestor]).catch(() => {})
  }
}

const keyOf = (jobId: JobId, requestor: PeerId) => `${jobId} ${requestor}`

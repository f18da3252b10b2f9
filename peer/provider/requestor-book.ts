import { z } from 'zod'
import { PeerMemory } from '#peer/peer-memory.ts'
import type { Clock } from '#peer/ports/clock.ts'
import type { Ledger } from '#peer/ports/ledger.ts'
import type { Store } from '#peer/ports/store.ts'
import type { SavedRecords } from '#peer/saved-records.ts'
import type { JobId, PeerId } from '#protocol/ids.ts'
import type { Demand } from '#protocol/market/demand.ts'
import {
  closeAccount,
  isBroken,
  makeGood,
  type OpenAccount,
  openAccount,
  type Parting,
} from '#protocol/market/open-account.ts'
import {
  NEW_REQUESTOR,
  noteBreak,
  noteLoss,
  noteVerdict,
  type RequestorRecord,
} from '#protocol/market/requestor-record.ts'
import { encode } from '#protocol/wire/codec.ts'
import type { Earnings } from './earnings.ts'
import { OpenAccounts } from './open-accounts.ts'
import { UnpaidDebts } from './unpaid-debts.ts'

const MAX_SAVED_BYTES = 4_096
/** Accounts that are closed at once, at most: each may ask the chain. */
const MAX_CLOSING = 4
/** When a chain that could not be asked, or knows of no end of the job yet, is asked again. */
const ASK_AGAIN_MS = 3_600_000

const weightSchema = z.number().nonnegative()
const savedSchema = z.object({
  heardAt: z.int().nonnegative(),
  accepted: weightSchema,
  charged: weightSchema,
  unpaid: weightSchema,
  rejected: weightSchema,
  unjudged: weightSchema,
  breaks: weightSchema,
  brokeAt: z.int().nonnegative(),
  asOf: z.int().nonnegative(),
})

export interface RequestorBookDeps {
  readonly clock: Clock
  readonly store: Store
  readonly saved: SavedRecords
  readonly earnings: Earnings
  readonly ledger: Ledger | undefined
}

/**
 * What this provider itself saw of the requestors it worked for, over sessions. A verdict counts as
 * it comes. What is missing when an agreement ends counts once its requestor had time to come back,
 * and did not.
 */
export class RequestorBook {
  readonly #deps: RequestorBookDeps
  readonly #memory: PeerMemory<RequestorRecord>
  readonly #accounts: OpenAccounts
  readonly #debts: UnpaidDebts
  /** Accounts that are being closed: the chain is asked meanwhile. */
  readonly #closing = new Set<OpenAccount>()

  private constructor(deps: RequestorBookDeps) {
    const { clock, store, saved } = deps
    this.#deps = deps
    this.#accounts = new OpenAccounts(store, saved)
    this.#debts = new UnpaidDebts(deps)
    this.#memory = new PeerMemory({
      clock,
      store,
      room: ['provider', 'requestor'],
      read: (bytes) => {
        const what = 'records of what requestors are like'
        const entry = saved.read(savedSchema, bytes, what, MAX_SAVED_BYTES)
        if (entry === undefined) return undefined
        const { heardAt, ...known } = entry
        return { heardAt, known }
      },
      write: (known, heardAt) => encode(savedSchema, { heardAt, ...known }),
    })
  }

  /** The book as the store remembers it; what cannot be read is left out. */
  static async load(deps: RequestorBookDeps): Promise<RequestorBook> {
    const book = new RequestorBook(deps)
    await Promise.all([book.#memory.recall(), book.#accounts.recall(), book.#debts.recall()])
    return book
  }

  /**
   * What is known of a requestor now. Accounts that have become due, anybody's, begin to be closed:
   * what they come to counts from a later look on.
   */
  of(requestor: PeerId): RequestorRecord {
    const now = this.#deps.clock.now()
    for (const due of this.#accounts.due(now)) {
      if (this.#closing.size >= MAX_CLOSING) break
      if (!this.#closing.has(due.account)) void this.#close(due.requestor, due.jobId, due.account)
    }
    return this.#memory.of(requestor) ?? NEW_REQUESTOR
  }

  /**
   * Until when, at the least, a requestor is let alone that took more than its credit: an hour, and
   * until its account is closed. Undefined for all others.
   */
  letAloneUntil(requestor: PeerId): number | undefined {
    return this.#accounts.overdrawnUntil(requestor)
  }

  /**
   * Wei that a demand's key, or the wallet that pays for it, left unpaid under agreements that ended,
   * over all jobs: it is taken off what is lent to it. Nothing while the chain cannot be asked.
   */
  async owedBefore({ jobId, requestor, terms }: Demand): Promise<bigint> {
    return terms.kind === 'free' ? 0n : this.#debts.owedBefore({ jobId, requestor })
  }

  /** A verdict came on so many subtasks of a demand's. */
  judged(
    { requestor, terms }: Demand,
    verdict: { readonly accepted: number; readonly rejected: number },
  ): void {
    const isPaid = terms.kind === 'paid'
    this.#note(requestor, (record, now) => noteVerdict(record, { ...verdict, isPaid }, now))
  }

  /** Work on a job begins, with whichever key: what was open is waited for until that ends. */
  resumed({ jobId }: Demand): void {
    this.#accounts.suspend(jobId)
  }

  /** An agreement ended. What other keys left of its job it may make good, and no more. Never throws. */
  parted({ jobId, requestor }: Demand, parting: Parting): void {
    if (parting.money !== undefined && parting.how !== 'ours')
      void this.#debts.note({ jobId, requestor }, parting.money)
    const accounts = this.#accounts
    const others = accounts.over(jobId).filter((held) => held.requestor !== requestor)
    for (const other of others)
      accounts.set(jobId, other.requestor, makeGood(other.account, parting))
    const before = accounts.of(jobId, requestor)
    accounts.set(jobId, requestor, openAccount(before, parting, this.#deps.clock.now()))
    accounts.release(jobId)
  }

  /** Saves what is not saved yet. */
  async close(): Promise<void> {
    await this.#memory.close()
  }

  async #close(requestor: PeerId, jobId: JobId, account: OpenAccount): Promise<void> {
    this.#closing.add(account)
    // Whatever is wrong with the chain here accuses nobody.
    const promised = await this.#promised(jobId, account).catch(() => undefined)
    this.#closing.delete(account)
    const now = this.#deps.clock.now()
    // Work on it may have begun, or ended, anew meanwhile.
    if (!this.#accounts.due(now).some((due) => due.account === account)) return
    if (promised === undefined)
      return this.#accounts.set(jobId, requestor, { ...account, dueAt: now + ASK_AGAIN_MS })
    this.#accounts.set(jobId, requestor, undefined)
    const loss = closeAccount(account, promised)
    if (loss.unjudged + loss.unpaid === 0) return
    this.#note(requestor, (record) => noteLoss(record, loss, now))
    if (isBroken(account, loss))
      this.#note(requestor, (record) => noteBreak(record, account.partedAt, now))
  }

  /**
   * Wei that the escrow paid, and while it is not closed those that vouchers can still claim of it: of
   * a closed one they claim nothing. Undefined until the chain says that the job has ended: till then
   * its requestor may pay.
   */
  async #promised(jobId: JobId, { money }: OpenAccount): Promise<bigint | undefined> {
    const { earnings, ledger, clock } = this.#deps
    if (money === undefined) return 0n
    const job = await ledger?.readJob(jobId)
    if (ledger === undefined || job === undefined) return undefined
    const endsAt = (job.deadline + job.graceSeconds) * 1_000
    if (!job.closed && clock.now() < endsAt) return undefined
    const { paid } = await ledger.readChannel(jobId, money.payee)
    const vouchered = earnings.vouchered(jobId, money.payee)
    return job.closed || paid > vouchered ? paid : vouchered
  }

  #note(requestor: PeerId, note: (record: RequestorRecord, now: number) => RequestorRecord): void {
    const record = this.#memory.of(requestor) ?? NEW_REQUESTOR
    this.#memory.set(requestor, note(record, this.#deps.clock.now()))
  }
}

import { z } from 'zod'
import { PeerMemory } from '#peer/peer-memory.ts'
import type { Clock } from '#peer/ports/clock.ts'
import { LedgerError } from '#peer/ports/errors.ts'
import type { Ledger } from '#peer/ports/ledger.ts'
import type { Store } from '#peer/ports/store.ts'
import type { SavedRecords } from '#peer/saved-records.ts'
import type { JobId, PeerId } from '#protocol/ids.ts'
import type { Demand } from '#protocol/market/demand.ts'
import {
  closeAccount,
  isBroken,
  type OpenAccount,
  openAccount,
  type Parting,
} from '#protocol/market/open-account.ts'
import {
  BREAKS_OF_OVERDRAFT,
  NEW_REQUESTOR,
  noteBreak,
  noteLoss,
  noteVerdict,
  type RequestorRecord,
} from '#protocol/market/requestor-record.ts'
import { encode } from '#protocol/wire/codec.ts'
import type { Earnings } from './earnings.ts'
import { OpenAccounts } from './open-accounts.ts'

const MAX_SAVED_BYTES = 4_096
/** Accounts that are closed at once, at most: each may ask the chain. */
const MAX_CLOSING = 4
/** When a chain that could not be asked is asked again. */
const ASK_AGAIN_MS = 60_000

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
  /** Jobs whose accounts are being closed: the chain is asked meanwhile. */
  readonly #closing = new Set<JobId>()

  private constructor(deps: RequestorBookDeps) {
    const { clock, store, saved } = deps
    this.#deps = deps
    this.#accounts = new OpenAccounts(store, saved)
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
    await Promise.all([book.#memory.recall(), book.#accounts.recall()])
    return book
  }

  /** What is known of a requestor now. */
  of(requestor: PeerId): RequestorRecord {
    const now = this.#deps.clock.now()
    for (const due of this.#accounts.due(now)) {
      if (this.#closing.size >= MAX_CLOSING) break
      if (!this.#closing.has(due.jobId)) void this.#close(due.requestor, due.jobId, due.account)
    }
    return this.#memory.of(requestor) ?? NEW_REQUESTOR
  }

  /** A verdict came on so many pieces of a demand's. */
  judged(
    { requestor, terms }: Demand,
    verdict: { readonly accepted: number; readonly rejected: number },
  ): void {
    const isPaid = terms.kind === 'paid'
    this.#note(requestor, (record, now) => noteVerdict(record, { ...verdict, isPaid }, now))
  }

  /** Work on a job begins, by whichever key: what was open is waited for until that ends. */
  resumed({ jobId, requestor }: Demand): void {
    const account = this.#accounts.of(jobId)
    if (account === undefined) return
    this.#accounts.set(jobId, { requestor, account: { ...account, dueAt: undefined } })
  }

  /** An agreement ended. */
  parted({ jobId, requestor }: Demand, parting: Parting): void {
    const now = this.#deps.clock.now()
    if (parting.rejected > parting.accepted)
      this.#note(requestor, (record) => noteBreak(record, now, now))
    const account = openAccount(this.#accounts.of(jobId), parting, now)
    if (account === undefined) this.#accounts.remove(jobId)
    else if (parting.how !== 'overdraft') this.#accounts.set(jobId, { requestor, account })
    else {
      // It was here, and took more: there is nothing to wait for.
      this.#accounts.remove(jobId)
      this.#lose(requestor, account, parting.money?.promised ?? 0n)
      this.#note(requestor, (record) => noteBreak(record, now, now, BREAKS_OF_OVERDRAFT))
    }
  }

  /** Saves what is not saved yet. */
  async close(): Promise<void> {
    await this.#memory.close()
  }

  async #close(requestor: PeerId, jobId: JobId, account: OpenAccount): Promise<void> {
    this.#closing.add(jobId)
    const promised = await this.#promised(jobId, account)
    this.#closing.delete(jobId)
    // Work on it may have begun anew meanwhile.
    if (this.#accounts.of(jobId) !== account) return
    if (promised === undefined) {
      const dueAt = this.#deps.clock.now() + ASK_AGAIN_MS
      return this.#accounts.set(jobId, { requestor, account: { ...account, dueAt } })
    }
    this.#accounts.remove(jobId)
    if (!this.#lose(requestor, account, promised)) return
    this.#note(requestor, (record, now) => noteBreak(record, account.partedAt, now))
  }

  /** Books what remains lost. @returns whether that is more than was made good. */
  #lose(requestor: PeerId, account: OpenAccount, promised: bigint): boolean {
    const loss = closeAccount(account, promised)
    if (loss.unjudged + loss.unpaid === 0) return false
    this.#note(requestor, (record, now) => noteLoss(record, loss, now))
    return isBroken(account, loss)
  }

  /** Wei that vouchers promise, or that the escrow paid without any; undefined where it cannot be asked. */
  async #promised(jobId: JobId, { money }: OpenAccount): Promise<bigint | undefined> {
    const { earnings, ledger } = this.#deps
    if (money === undefined) return 0n
    const vouchered = earnings.vouchered(jobId, money.payee)
    try {
      const paid = (await ledger?.readChannel(jobId, money.payee))?.paid ?? 0n
      return paid > vouchered ? paid : vouchered
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error
      return undefined
    }
  }

  #note(requestor: PeerId, note: (record: RequestorRecord, now: number) => RequestorRecord): void {
    const record = this.#memory.of(requestor) ?? NEW_REQUESTOR
    this.#memory.set(requestor, note(record, this.#deps.clock.now()))
  }
}

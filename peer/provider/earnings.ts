import { Listeners } from '#peer/listeners.ts'
import type { Clock } from '#peer/ports/clock.ts'
import { LedgerError } from '#peer/ports/errors.ts'
import type { Ledger } from '#peer/ports/ledger.ts'
import type { Store, StoreKey } from '#peer/ports/store.ts'
import type { SavedRecords } from '#peer/saved-records.ts'
import { MalformedError } from '#protocol/errors.ts'
import type { Address, JobId } from '#protocol/ids.ts'
import type { Agreement } from '#protocol/market/demand.ts'
import { payeePart } from '#protocol/payment/author-share.ts'
import type { Rate } from '#protocol/payment/rate.ts'
import { isLater } from '#protocol/payment/voucher.ts'
import {
  type HeldVoucher,
  NOTHING_DONE,
  ProviderStore,
  type ProviderTotals,
} from './provider-store.ts'

/** A voucher as a requestor shows it: the agreement says for which job and payee it is. */
type ShownVoucher = Pick<HeldVoucher, 'epoch' | 'cumulative' | 'signature'>

/** How soon, and how often, the chain is asked again whether a channel can pay what is promised. */
const RETRY_MS = 5_000
const TRIES = 12

/**
 * What a provider has earned and can prove. A voucher is saved before it counts, and counts only
 * when the named session key signed it and the channel on the chain can pay it.
 */
export class Earnings {
  readonly #store: ProviderStore
  readonly #ledger: Ledger | undefined
  readonly #clock: Clock
  readonly #vouchers = new Map<string, HeldVoucher>()
  /** What is being done about the vouchers of a job and payee: one after another. */
  readonly #turns = new Map<string, Promise<void>>()
  /** The latest that was shown for each of them, whether or not it counts. */
  readonly #shown = new Map<string, HeldVoucher>()
  readonly #onVoucher = new Listeners<[voucher: HeldVoucher]>()
  #totals = NOTHING_DONE
  #rate: Rate | undefined

  private constructor(deps: {
    store: Store
    ledger: Ledger | undefined
    clock: Clock
    saved: SavedRecords
  }) {
    this.#store = new ProviderStore(deps.store, deps.saved)
    this.#ledger = deps.ledger
    this.#clock = deps.clock
  }

  /** Earnings as the store remembers them. */
  static async load(deps: {
    store: Store
    ledger: Ledger | undefined
    clock: Clock
    saved: SavedRecords
  }): Promise<Earnings> {
    const earnings = new Earnings(deps)
    earnings.#totals = await earnings.#store.loadTotals()
    for (const voucher of await earnings.#store.loadVouchers())
      earnings.#vouchers.set(keyOf(voucher.jobId, voucher.payee), voucher)
    return earnings
  }

  get totals(): ProviderTotals {
    return this.#totals
  }

  /** Wei that vouchers promise, without what of it is authors'. */
  get earnedTotal(): bigint {
    return partOf(this.#vouchers.values())
  }

  /** The same of one job. */
  earnedOf(jobId: JobId): bigint {
    return partOf(this.vouchers(jobId))
  }

  /** The latest of every job and payee. */
  get held(): Iterable<HeldVoucher> {
    return this.#vouchers.values()
  }

  /** Has what is promised from now on, for jobs that promised nothing before, keep this rate with it. */
  valueAt(rate: Rate | undefined): void {
    this.#rate = rate
  }

  /** Hears of every voucher that counts, once it is on disk. */
  onVoucher(run: (voucher: HeldVoucher) => void): void {
    this.#onVoucher.add(run)
  }

  /** What payees were promised last for a job, by payee. */
  vouchers(jobId: JobId): readonly HeldVoucher[] {
    const ours = [...this.#vouchers.values()].filter((voucher) => voucher.jobId === jobId)
    return ours.sort((a, b) => (a.payee < b.payee ? -1 : 1))
  }

  vouchered(jobId: JobId, payee: Address | undefined): bigint {
    return payee === undefined ? 0n : (this.#vouchers.get(keyOf(jobId, payee))?.cumulative ?? 0n)
  }

  async takeVerdict(verdict: {
    /** Saved with the totals: what was judged, as its requestor attests to it. */
    readonly evidence: ReadonlyArray<readonly [StoreKey, Uint8Array]>
    readonly accepted: number
    readonly rejected: number
    readonly free: boolean
    readonly gas: bigint
  }): Promise<void> {
    const { verified, rejected, credit, gas } = this.#totals
    this.#totals = {
      verified: verified + verdict.accepted,
      rejected: rejected + verdict.rejected,
      credit: credit + (verdict.free ? verdict.accepted : 0),
      gas: gas + verdict.gas,
    }
    await this.#store.saveTotals(this.#totals, verdict.evidence)
  }

  /**
   * Passes over a voucher that the channel cannot pay, as far as the chain is known here: it is asked
   * again for a minute, unless a later one is shown meanwhile, for it may be the last.
   *
   * @throws {MalformedError} when it is not the session key's: the requestor broke the agreement.
   */
  async takeVoucher(agreement: Agreement, shown: ShownVoucher): Promise<void> {
    const { terms, jobId } = agreement.demand
    const { payee } = agreement.offer
    const ledger = this.#ledger
    if (terms.kind !== 'paid' || payee === null || ledger === undefined)
      throw new MalformedError('voucher for unpaid work')
    const { epoch, cumulative, signature } = shown
    const { chainId, escrow } = ledger.chain
    const { authorShare } = terms
    const share = authorShare && { authorShare }
    const voucher = { chainId, escrow, jobId, payee, epoch, cumulative, signature, ...share }
    await this.#inTurn(voucher, () => this.#take(ledger, voucher, terms.session, TRIES))
  }

  /** Asking the chain and the disk takes time: one that overtook another would be overwritten by it. */
  async #inTurn({ jobId, payee }: HeldVoucher, run: () => Promise<void>): Promise<void> {
    const name = keyOf(jobId, payee)
    const turn = (this.#turns.get(name) ?? Promise.resolve()).then(run)
    const settled = turn.catch(() => {})
    this.#turns.set(name, settled)
    await turn.finally(() => {
      if (this.#turns.get(name) === settled) this.#turns.delete(name)
    })
  }

  async #take(
    ledger: Ledger,
    held: HeldVoucher,
    session: Address,
    triesLeft: number,
  ): Promise<void> {
    const { jobId, payee, epoch, cumulative, signature } = held
    const name = keyOf(jobId, payee)
    const before = this.#vouchers.get(name)
    // Totals are absolute and go on over epochs: one that arrives late changes nothing.
    if (before !== undefined && !isLater(held, before)) return
    const voucher = { jobId, payee, epoch, cumulative }
    if (!(await ledger.verifyVoucher(voucher, signature, session)))
      throw new MalformedError('voucher signature')
    const shown = this.#shown.get(name)
    if (shown === undefined || isLater(held, shown)) this.#shown.set(name, held)
    const reads = [ledger.readChannel(jobId, payee), ledger.readJob(jobId)] as const
    const [channel, job] = await Promise.all(reads).catch((error: unknown) => {
      if (!(error instanceof LedgerError)) throw error
      return []
    })
    // A chain that cannot be asked now, or has not heard of the reservation yet, accuses nobody.
    if (channel === undefined || cumulative > channel.cap || epoch !== channel.epoch) {
      if (triesLeft === 0) return
      this.#clock.after(RETRY_MS, () => {
        if (this.#shown.get(name) !== held) return
        const again = () => this.#take(ledger, held, session, triesLeft - 1)
        void this.#inTurn(held, again).catch(() => {})
      })
      return
    }
    // Channels of a closed job hold nothing, whatever their caps say.
    if (job === undefined || job.closed) return
    const known = this.#vouchers.get(name)
    const valued = { ...held, ...this.#takenAfter(known), ...this.#rateFor(known) }
    await this.#store.saveVoucher(valued)
    this.#vouchers.set(name, valued)
    this.#onVoucher.tell(valued)
  }

  /** When vouchers of a job and payee were taken; of those that were held before it was noted, nothing. */
  #takenAfter(before: HeldVoucher | undefined): Pick<HeldVoucher, 'taken'> {
    const now = this.#clock.now()
    if (before === undefined) return { taken: { first: now, last: now } }
    return before.taken ? { taken: { first: before.taken.first, last: now } } : {}
  }

  /** Fixed by the first voucher of a job and payee: those after it carry it on. */
  #rateFor(before: HeldVoucher | undefined): Pick<HeldVoucher, 'rate'> {
    if (before !== undefined) return before.rate ? { rate: before.rate } : {}
    return this.#rate ? { rate: { ...this.#rate, at: this.#clock.now() } } : {}
  }
}

const keyOf = (jobId: JobId, payee: Address) => `${jobId} ${payee}`

/** What of these is left to those who computed. */
function partOf(vouchers: Iterable<HeldVoucher>): bigint {
  let sum = 0n
  for (const { cumulative, authorShare } of vouchers) sum += payeePart(cumulative, authorShare)
  return sum
}

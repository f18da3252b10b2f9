import { createTurns } from '#peer/adapters/ledger-viem/turns.ts'
import type { Clock } from '#peer/ports/clock.ts'
import { LedgerError } from '#peer/ports/errors.ts'
import type { Ledger } from '#peer/ports/ledger.ts'
import type { HandedVouchers } from '#peer/provider/handed-vouchers.ts'
import type { HeldVoucher } from '#peer/provider/provider-store.ts'
import type { Redeemer } from '#peer/provider/redeemer.ts'
import type { Address } from '#protocol/ids.ts'
import { payeePart } from '#protocol/payment/author-share.ts'
import { entitledBy, isRipe, isWorthItsGas } from '#protocol/payment/collection.ts'
import { leastTimes } from '#protocol/payment/escrow-times.ts'
import {
  type HandedVoucher,
  type HandoverAnswer,
  handoverSchema,
  MAX_HANDOVER_BYTES,
} from '#protocol/payment/handover.ts'
import { isLater } from '#protocol/payment/voucher.ts'
import { decode } from '#protocol/wire/codec.ts'

/** Jobs and payees that a voucher is kept of: some 20 MB on disk. */
export const MAX_KEPT = 10_000
/** How long a place is held by what is only worth collecting at its job's end: 30 days. */
const LONGEST_WAIT_MS = 30 * 86_400_000

export interface VoucherIntakeDeps {
  readonly ledger: Ledger
  readonly clock: Pick<Clock, 'now'>
  readonly handed: HandedVouchers
  readonly redeemer: Pick<Redeemer, 'hear' | 'forgetSpent'>
  /** Whom it collects for, and nobody else. */
  readonly payees: ReadonlySet<Address>
  /** Wei of GLM that one chain coin is taken to be worth. */
  readonly glmPerCoin: bigint
  readonly maxKept?: number
}

/**
 * Takes vouchers from strangers: of each job and payee it keeps the latest that the chain bears out,
 * on disk before it says so.
 */
export class VoucherIntake {
  readonly #deps: VoucherIntakeDeps
  readonly #maxKept: number
  readonly #kept = new Map<string, HeldVoucher>()
  /** Vouchers are put on disk one after another: the last to come need not be the latest. */
  readonly #inTurn = createTurns()

  private constructor(deps: VoucherIntakeDeps) {
    this.#deps = deps
    this.#maxKept = deps.maxKept ?? MAX_KEPT
  }

  /** Recalls what is on disk. */
  static async load(deps: VoucherIntakeDeps): Promise<VoucherIntake> {
    const intake = new VoucherIntake(deps)
    for (const voucher of await deps.handed.load()) intake.#kept.set(nameOf(voucher), voucher)
    return intake
  }

  /**
   * What becomes of each voucher in a stranger's bytes.
   * @throws {MalformedError} for bytes that are no handover; nothing of them is looked at then.
   */
  async take(bytes: Uint8Array): Promise<readonly HandoverAnswer[]> {
    const vouchers = decode(handoverSchema, bytes, 'a handover', MAX_HANDOVER_BYTES)
    return Promise.all(vouchers.map((voucher) => this.#take(voucher)))
  }

  async #take(voucher: HandedVoucher): Promise<HandoverAnswer> {
    const { ledger, payees } = this.#deps
    const { chainId, escrow } = ledger.chain
    if (voucher.chainId !== chainId || voucher.escrow !== escrow) return 'otherEscrow'
    if (!payees.has(voucher.payee)) return 'otherPayee'
    if (!this.#isNews(voucher)) return 'kept'
    try {
      const held = await this.#ask(voucher)
      return typeof held === 'string' ? held : await this.#keep(held)
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error
      return 'later'
    }
  }

  /** What the chain says of it: the voucher as it is kept, or why it is not. */
  async #ask(voucher: HandedVoucher): Promise<HeldVoucher | HandoverAnswer> {
    const { ledger, clock, glmPerCoin } = this.#deps
    const { jobId, payee, epoch, cumulative, signature } = voucher
    const job = await ledger.readJob(jobId)
    if (job === undefined) return 'later'
    if (!(await ledger.verifyVoucher(voucher, signature, job.session))) return 'badSignature'
    const [channel, feePerGas] = await Promise.all([
      ledger.readChannel(jobId, payee),
      ledger.readFeePerGas(),
    ])
    if (job.closed || epoch < channel.epoch || cumulative <= channel.paid) return 'spent'
    const { authorShare, noticeSeconds, graceSeconds } = job
    const least = leastTimes(ledger.chain)
    // No tab works under such: its channel would be looked at without end.
    if (noticeSeconds < least.noticeSeconds || graceSeconds < least.graceSeconds) return 'later'
    const entitled = entitledBy(voucher, { ...channel, isJobClosed: job.closed })
    const amount = payeePart(entitled, authorShare) - payeePart(channel.paid, authorShare)
    const rate = { feePerGas, glmPerCoin }
    // This node may be behind the tab's, and what is little grows.
    if (!isWorthItsGas(amount, rate)) return 'later'
    // What is not ripe takes up its place until its job's deadline.
    const isFar = job.deadline * 1000 - clock.now() > LONGEST_WAIT_MS
    if (isFar && !isRipe(amount, rate)) return 'later'
    return { ...voucher, ...(authorShare && { authorShare }) }
  }

  #keep(voucher: HeldVoucher): Promise<HandoverAnswer> {
    const { handed, redeemer } = this.#deps
    return this.#inTurn('disk', async () => {
      if (!this.#isNews(voucher)) return 'kept'
      if (!this.#kept.has(nameOf(voucher)) && !(await this.#hasRoom())) return 'later'
      await handed.hand(voucher)
      this.#kept.set(nameOf(voucher), voucher)
      redeemer.hear(voucher)
      return 'kept'
    })
  }

  /** What brings nothing more gives way once there is no room: whoever shows it again hears so. */
  async #hasRoom(): Promise<boolean> {
    if (this.#kept.size < this.#maxKept) return true
    const { handed, redeemer } = this.#deps
    for (const spent of await redeemer.forgetSpent()) {
      await handed.forget(spent)
      this.#kept.delete(nameOf(spent))
    }
    return this.#kept.size < this.#maxKept
  }

  #isNews(voucher: HandedVoucher): boolean {
    const before = this.#kept.get(nameOf(voucher))
    return before === undefined || isLater(voucher, before)
  }
}

const nameOf = ({ jobId, payee }: HandedVoucher) => `${jobId} ${payee}`

import type { Explanation } from '#protocol/explanation.ts'
import type { Agreement } from '#protocol/market/demand.ts'
import type { Parting } from '#protocol/market/open-account.ts'
import { costOf } from '#protocol/payment/amount.ts'
import { creditWindow, smooth } from '#protocol/schedule/window.ts'
import { arrearsOf, provenBy } from '#protocol/trust/policy.ts'
import type { Earnings } from './earnings.ts'

/** How many times our own credit window a requestor may owe us before we leave. */
export const CREDIT_SLACK = 4

/** Results a key may have to give until one of them is confirmed, on average. */
const UNPROVEN = 5

const NO_MORE =
  'No more is lost than this: it is let alone for an hour. Name it under “Never these people” to be rid of it.'
const CONFIRMS_NONE: Explanation = {
  reason: 'the requestor takes results and confirms none',
  advice: NO_MORE,
}
const PAYS_NONE: Explanation = {
  reason: 'the requestor confirms results and does not pay for them',
  advice: NO_MORE,
}

/**
 * How far a requestor is trusted under one agreement: it may owe verdicts and vouchers for a few
 * credit windows of work, and no more. What it owes from before counts as well.
 */
export class CreditLimit {
  readonly #agreement: Agreement
  readonly #earnings: Earnings
  /** Wei that were vouchered for this job under earlier agreements. */
  readonly #voucheredBefore: bigint
  #confirmedGas = 0n
  #confirmed = 0n
  /** The most cores lent so far: leases that were right for them may still be on the way. */
  #cores: number
  /** What a subtask takes by our answers, as a requestor's schedule sees it and lends by it. */
  #subtaskMs: number | undefined
  /** The least of it so far: leases that were right for that may still be on the way. */
  #leastMs: number | undefined
  #isOverdrawn = false
  /** Wei that it owes from before. */
  #debt = 0n

  constructor(agreement: Agreement, earnings: Earnings) {
    this.#agreement = agreement
    this.#cores = agreement.offer.cores
    this.#earnings = earnings
    this.#voucheredBefore = this.vouchered
  }

  /** Wei vouchered to our payee for this job in all. */
  get vouchered(): bigint {
    const { demand, offer } = this.#agreement
    return this.#earnings.vouchered(demand.jobId, offer.payee ?? undefined)
  }

  /** Notes what the requestor, or who pays for it, left unpaid under agreements before this one, in wei. */
  charge(debt: bigint): void {
    this.#debt = debt
  }

  /** Notes that so many cores are lent: with more, more may be owed. */
  lend(cores: number): void {
    this.#cores = Math.max(this.#cores, cores)
  }

  /** Notes a lease that was answered: after quick ones as many more may be owed. */
  answered(subtasks: number, computeMs: number): void {
    this.#subtaskMs = smooth(this.#subtaskMs, computeMs / subtasks)
    this.#leastMs = Math.min(this.#leastMs ?? Number.POSITIVE_INFINITY, this.#subtaskMs)
  }

  /** Notes subtasks that the requestor has confirmed, and owes a voucher for, and their gas. */
  confirm(gas: bigint, subtasks: number): void {
    this.#confirmedGas += gas
    this.#confirmed += BigInt(subtasks)
  }

  /**
   * Why no more work should be taken from this requestor; undefined while it keeps up.
   *
   * @param unconfirmed subtasks it has leased or been answered, and not found right.
   */
  objection(unconfirmed: number): Explanation | undefined {
    const objection = this.#judge(unconfirmed)
    this.#isOverdrawn ||= objection !== undefined
    return objection
  }

  /** Whether there ever was an objection. */
  get isOverdrawn(): boolean {
    return this.#isOverdrawn
  }

  /** Whether a voucher covers all that the requestor has confirmed, but for what is paid in arrears. */
  get isPaid(): boolean {
    return this.#owed() <= this.#arrears()
  }

  #judge(unconfirmed: number): Explanation | undefined {
    const window = CREDIT_SLACK * creditWindow(this.#cores, this.#leastMs)
    if (unconfirmed > window) return CONFIRMS_NONE
    if (
      this.#debt + this.#owed() - this.#arrears() >
      BigInt(window) * this.#costOfGas(this.#usualGas())
    )
      return PAYS_NONE
    return undefined
  }

  /**
   * What a subtask takes: what its requestor says, and half as much again as those confirmed did at
   * most, or whoever says too much would be lent on it.
   */
  #usualGas(): bigint {
    const { gasPerSubtask } = this.#agreement.demand
    if (this.#confirmed === 0n) return gasPerSubtask
    const seen = (3n * this.#confirmedGas) / (2n * this.#confirmed)
    return seen < gasPerSubtask ? seen : gasPerSubtask
  }

  /** Wei of confirmed work under this agreement that no voucher covers. */
  #owed(): bigint {
    return this.#costOfGas(this.#confirmedGas) - (this.vouchered - this.#voucheredBefore)
  }

  /** Wei of the latest subtasks that the agreement lets the requestor pay when its job ends. */
  #arrears(): bigint {
    const { policy } = this.#agreement.demand
    // Before a key is proven nothing is paid, and not all that it gives is checked by others.
    const held = BigInt(arrearsOf(policy) + UNPROVEN * provenBy(policy))
    if (held === 0n || this.#confirmed === 0n) return 0n
    if (this.#confirmed <= held) return this.#costOfGas(this.#confirmedGas)
    // Subtasks differ: the latest may be half as long again as all were.
    return this.#costOfGas((3n * held * this.#confirmedGas) / (2n * this.#confirmed))
  }

  /** What came of the agreement in wei, with so much gas left unjudged; undefined for unpaid work. */
  account(unjudgedGas: bigint): Parting['money'] {
    const { payee } = this.#agreement.offer
    if (this.#agreement.demand.terms.kind === 'free' || payee === null) return undefined
    return {
      payee,
      earned: atLeast0(this.#costOfGas(this.#confirmedGas) - this.#arrears()),
      hoped: this.#costOfGas(unjudgedGas),
      promisedBefore: this.#voucheredBefore,
      promised: this.vouchered,
    }
  }

  #costOfGas(gas: bigint): bigint {
    return costOf(gas, this.#agreement.offer.pricePerGigaGas)
  }
}

const atLeast0 = (wei: bigint): bigint => (wei > 0n ? wei : 0n)

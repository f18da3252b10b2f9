import type { Clock } from '#peer/ports/clock.ts'
import type { Carrier, Ledger } from '#peer/ports/ledger.ts'
import type { TillView } from '#peer/provider-view.ts'
import { LoamError } from '#protocol/errors.ts'
import type { Address, JobId } from '#protocol/ids.ts'
import {
  type Collection,
  creditPatience,
  decideCollection,
  type GasRate,
} from '#protocol/payment/collection.ts'
import { shortestLookSeconds } from '#protocol/payment/escrow-times.ts'
import type { Voucher } from '#protocol/payment/voucher.ts'
import type { Claims, Places } from './claims.ts'
import type { HeldVoucher } from './provider-store.ts'
import { redeemAll } from './redeem-all.ts'

/** How often a payee's credit is looked at while there is any, or work is done for it. */
const CREDIT_LOOK_MS = 60_000
/** How soon it is tried again when the chain did not do its part, at the latest. */
const RETRY_MS = 5_000

/** What one payee has at the escrow, as of the last look. */
interface Till {
  credit: bigint
  /** Unix milliseconds of its last change; 0 for what was there when this tab was opened. */
  creditSince: number
  creditLookAt: number
  coinMissing: bigint
  isOurs: boolean
}

export interface RedeemerDeps {
  readonly ledger: Ledger
  /** Who collects for a payee; undefined where nobody here can. */
  readonly carrierFor: (payee: Address) => Promise<Carrier | undefined>
  readonly clock: Clock
  readonly claims: Claims
  /** Wei of GLM that one chain coin is taken to be worth. */
  readonly glmPerCoin: bigint
  readonly onChange: () => void
}

/**
 * Collects what vouchers hold, by itself, once it leads, for payees that have a carrier here: when it
 * is worth its chain gas, and before a notice or a deadline takes it. Whatever it sends may be sent
 * twice: the escrow pays a total once. Requestors that settle leave it nothing to do.
 */
export class Redeemer {
  readonly #deps: RedeemerDeps
  readonly #payees = new Set<Address>()
  readonly #tills = new Map<Address, Till>()
  /** What was sent for and is not known to be mined, by name: looks go on and leave it alone. */
  readonly #redeeming = new Set<string>()
  readonly #withdrawing = new Set<Address>()
  #cancel: (() => void) | undefined
  #wakesAt = Number.POSITIVE_INFINITY
  /** When it is looked again whatever the claims say, in Unix milliseconds. */
  #wantedAt = Number.POSITIVE_INFINITY
  #isLooking = false
  #leads = false
  #isStopped = false

  constructor(deps: RedeemerDeps) {
    this.#deps = deps
    this.#wakeAt(deps.clock.now())
  }

  /** A voucher was taken, and is on disk. */
  hear(voucher: HeldVoucher): void {
    this.#deps.claims.hear(voucher)
    this.#plan()
  }

  /** Looks after what the escrow owes a payee, though no voucher of its was taken yet. */
  watch(payee: Address): void {
    this.#payees.add(payee)
    this.#wantAt(this.#deps.clock.now())
  }

  /** From now on this tab collects: of all that know the same vouchers, one at most may. */
  lead(): void {
    this.#leads = true
    this.#wakeAt(this.#deps.clock.now())
  }

  /** The latest voucher of every job and payee, spent or not. */
  get vouchers(): Iterable<HeldVoucher> {
    return this.#deps.claims.vouchers
  }

  /** Whether a requestor is closing the channel that work for this payee is paid from. */
  isNoticed(jobId: JobId, payee: Address): Promise<boolean> {
    return this.#deps.claims.isNoticed(jobId, payee)
  }

  /** Where what a voucher promises is, as of the last look. */
  placesOf(voucher: HeldVoucher): Places {
    return this.#deps.claims.placesOf(voucher)
  }

  /** Asks the chain no more. */
  stop(): void {
    this.#isStopped = true
    this.#cancel?.()
  }

  /** What a payee's vouchers still bring, as the chain has it now; first what ends first. */
  async redeemable(payee: Address): Promise<readonly HeldVoucher[]> {
    const { claims } = this.#deps
    await claims.look('all')
    const open = [...claims.of(payee)].sort((a, b) => a.until - b.until)
    return open.map(({ voucher }) => voucher)
  }

  /** Asks the chain about everything anew: somebody may have been paid. */
  async lookAgain(): Promise<void> {
    for (const till of this.#tills.values()) till.creditLookAt = 0
    await this.#deps.claims.look('all')
    this.#wantAt(this.#deps.clock.now())
  }

  /** Gives up the vouchers that bring nothing more for good, and tells which. */
  forgetSpent(): Promise<readonly HeldVoucher[]> {
    return this.#deps.claims.forgetSpent()
  }

  view(): readonly TillView[] {
    const { claims } = this.#deps
    return Array.from(this.#tills, ([payee, { credit, coinMissing, isOurs }]) => ({
      ...{ payee, credit, coinMissing, isOurs },
      outOfReach: claims.outOfReach(payee),
      claims: claims.of(payee).map(({ voucher: _, ...claim }) => claim),
    }))
  }

  #wakeAt(time: number): void {
    if (this.#isStopped || this.#isLooking || time >= this.#wakesAt) return
    const { clock } = this.#deps
    this.#cancel?.()
    this.#wakesAt = time
    this.#cancel = clock.after(time - clock.now(), () => void this.#look())
  }

  #wantAt(time: number): void {
    this.#wantedAt = Math.min(this.#wantedAt, time)
    this.#wakeAt(this.#wantedAt)
  }

  async #look(): Promise<void> {
    const { claims, onChange } = this.#deps
    this.#wakesAt = Number.POSITIVE_INFINITY
    this.#wantedAt = Number.POSITIVE_INFINITY
    this.#isLooking = true
    try {
      await this.#unlessFailed(claims.look())
      // What keeps one payee from its money keeps no other from its own.
      for (const payee of new Set([...claims.payees, ...this.#payees]))
        if (!this.#isStopped) await this.#unlessFailed(this.#collect(payee))
    } finally {
      this.#isLooking = false
    }
    onChange()
    this.#plan()
  }

  /** What the chain did not do is tried again soon. */
  async #unlessFailed(doing: Promise<void>): Promise<void> {
    const { clock, ledger } = this.#deps
    await doing.catch((error: unknown) => {
      if (!(error instanceof LoamError)) throw error
      const wait = Math.min(RETRY_MS, shortestLookSeconds(ledger.chain) * 1000)
      this.#wantAt(clock.now() + wait)
    })
  }

  /** Looks again when the chain may have moved on; never where nothing is open. */
  #plan(): void {
    const { claims, clock } = this.#deps
    const next = claims.nextLookAt
    if (next !== undefined) this.#wakeAt(next)
    this.#wakeAt(this.#wantedAt)
    const mayBeOwed = [...this.#tills].some(
      ([payee, { credit }]) => credit > 0n || this.#payees.has(payee),
    )
    if (mayBeOwed) this.#wakeAt(clock.now() + CREDIT_LOOK_MS)
  }

  async #collect(payee: Address): Promise<void> {
    const { clock, ledger, carrierFor, glmPerCoin } = this.#deps
    if (!this.#isDue(payee)) return
    const carrier = await carrierFor(payee)
    const [credit, { coin }, feePerGas] = await Promise.all([
      ledger.readCredit(payee),
      ledger.readBalance(carrier?.address ?? payee),
      ledger.readFeePerGas(),
    ])
    const till = this.#noteTill(payee, credit, carrier !== undefined)
    if (carrier === undefined || !this.#leads) return
    const rate: GasRate = { feePerGas, glmPerCoin }
    const decision = decideCollection(
      {
        claims: this.#claimsOf(payee),
        credit: this.#withdrawing.has(payee) ? 0n : credit,
        creditPatientUntil: creditPatience(Math.floor(till.creditSince / 1000)),
        coin,
      },
      rate,
      Math.floor(clock.now() / 1000),
    )
    till.coinMissing = decision.coinMissing
    this.#perform(payee, carrier, decision)
  }

  /** What nothing is done about yet. */
  #claimsOf(payee: Address) {
    return this.#deps.claims
      .of(payee)
      .filter(({ voucher }) => !this.#redeeming.has(nameOf(voucher)))
  }

  /** Whether anything may be decided: most looks only find that a requestor is still at work. */
  #isDue(payee: Address): boolean {
    const { clock } = this.#deps
    const till = this.#tills.get(payee)
    if (till === undefined || till.creditLookAt <= clock.now()) return true
    const now = clock.now() / 1000
    return this.#claimsOf(payee).some(
      ({ urgentAt, patientUntil }) => urgentAt <= now || patientUntil <= now,
    )
  }

  #noteTill(payee: Address, credit: bigint, isOurs: boolean): Till {
    const { clock } = this.#deps
    const now = clock.now()
    const before = this.#tills.get(payee)
    const since = before?.credit === credit ? before.creditSince : now
    const till = {
      credit,
      creditSince: before === undefined ? 0 : since,
      creditLookAt: now + CREDIT_LOOK_MS,
      coinMissing: 0n,
      isOurs,
    }
    this.#tills.set(payee, till)
    return till
  }

  /** A transaction may take as long as a notice: no look waits for it. */
  #perform(payee: Address, carrier: Carrier, { redeem, withdraw }: Collection): void {
    const wanted = new Set(redeem.map(({ jobId }) => jobId))
    const vouchers = this.#claimsOf(payee)
      .filter(({ jobId }) => wanted.has(jobId))
      .map(({ voucher }) => voucher)
    const withdrawing = withdraw ? [payee] : []
    if (vouchers.length > 0) void this.#redeem(carrier, vouchers, withdrawing)
    else if (withdraw) void this.#withdraw(payee, carrier)
  }

  async #redeem(
    carrier: Carrier,
    vouchers: readonly HeldVoucher[],
    withdrawing: readonly Address[],
  ): Promise<void> {
    const names = vouchers.map(nameOf)
    for (const name of names) this.#redeeming.add(name)
    for (const payee of withdrawing) this.#withdrawing.add(payee)
    try {
      await this.#unlessFailed(redeemAll(carrier, vouchers, withdrawing))
      // What was sent and not heard of may have been mined.
      await this.#unlessFailed(this.#deps.claims.look('all'))
    } finally {
      for (const name of names) this.#redeeming.delete(name)
      for (const payee of withdrawing) this.#withdrawing.delete(payee)
    }
    this.#plan()
    this.#deps.onChange()
  }

  async #withdraw(payee: Address, carrier: Carrier): Promise<void> {
    this.#withdrawing.add(payee)
    try {
      await this.#unlessFailed(carrier.withdraw().then(() => {}))
    } finally {
      this.#withdrawing.delete(payee)
    }
  }
}

const nameOf = ({ jobId, payee }: Voucher) => `${jobId} ${payee}`

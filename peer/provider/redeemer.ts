import type { Clock } from '#peer/ports/clock.ts'
import type { Ledger, PayeeSigner, WalletDesk } from '#peer/ports/ledger.ts'
import type { TillView } from '#peer/provider-view.ts'
import { LoamError } from '#protocol/errors.ts'
import type { Address, JobId } from '#protocol/ids.ts'
import {
  type Collection,
  creditPatience,
  decideCollection,
  type GasRate,
} from '#protocol/payment/collection.ts'
import { isEscrowRefusal } from '#protocol/payment/escrow-refusal.ts'
import type { Voucher } from '#protocol/payment/voucher.ts'
import type { Claims } from './claims.ts'
import type { HeldVoucher } from './provider-store.ts'

/** How often a payee's credit is looked at while there is any, or work is done for it. */
const CREDIT_LOOK_MS = 60_000
/** How soon it is tried again when the chain did not do its part. */
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
  readonly desk: WalletDesk
  readonly clock: Clock
  readonly claims: Claims
  /** Wei of GLM that one chain coin is taken to be worth. */
  readonly glmPerCoin: bigint
  readonly onChange: () => void
}

/**
 * Collects what vouchers hold, by itself, for payees whose key this browser has: when it is worth
 * its chain gas, and before a notice or a deadline takes it. Whatever it sends may be sent twice:
 * the escrow pays a total once. Requestors that settle leave it nothing to do.
 */
export class Redeemer {
  readonly #deps: RedeemerDeps
  readonly #payees = new Set<Address>()
  readonly #tills = new Map<Address, Till>()
  /** For whom a transaction is under way: nobody else's money waits for it. */
  readonly #collecting = new Set<Address>()
  #cancel: (() => void) | undefined
  #wakesAt = Number.POSITIVE_INFINITY
  /** When what failed is tried again. */
  #retryAt = Number.POSITIVE_INFINITY
  #isLooking = false
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
    this.#wakeAt(this.#deps.clock.now())
  }

  /** Whether a requestor is closing the channel that work for this payee is paid from. */
  isNoticed(jobId: JobId, payee: Address): Promise<boolean> {
    return this.#deps.claims.isNoticed(jobId, payee)
  }

  /** Wei of a voucher that the escrow had paid when it was last asked. */
  paidFor(voucher: Voucher): bigint {
    return this.#deps.claims.paidFor(voucher)
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
    this.#wakeAt(this.#deps.clock.now())
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
    this.#cancel = clock.after(Math.max(0, time - clock.now()), () => void this.#look())
  }

  async #look(): Promise<void> {
    const { claims, onChange } = this.#deps
    this.#wakesAt = Number.POSITIVE_INFINITY
    this.#retryAt = Number.POSITIVE_INFINITY
    this.#isLooking = true
    const noteFailure = (error: unknown) => this.#noteFailure(error)
    try {
      await claims.look().catch(noteFailure)
      // What keeps one payee from its money keeps no other from its own.
      for (const payee of new Set([...claims.payees, ...this.#payees]))
        if (!this.#isStopped) await this.#collect(payee).catch(noteFailure)
    } finally {
      this.#isLooking = false
    }
    onChange()
    this.#plan()
  }

  #noteFailure(error: unknown): void {
    if (!(error instanceof LoamError)) throw error
    this.#retryAt = this.#deps.clock.now() + RETRY_MS
  }

  /** Looks again when the chain may have moved on; never where nothing is open. */
  #plan(): void {
    const { claims, clock } = this.#deps
    const next = claims.nextLookAt
    if (next !== undefined) this.#wakeAt(next)
    this.#wakeAt(this.#retryAt)
    const mayBeOwed = [...this.#tills].some(
      ([payee, { credit }]) => credit > 0n || this.#payees.has(payee),
    )
    if (mayBeOwed) this.#wakeAt(clock.now() + CREDIT_LOOK_MS)
  }

  async #collect(payee: Address): Promise<void> {
    const { claims, clock, ledger, desk, glmPerCoin } = this.#deps
    if (this.#collecting.has(payee) || !this.#isDue(payee)) return
    const signer = await desk.payeeSigner(payee)
    const [credit, { coin }, feePerGas] = await Promise.all([
      ledger.readCredit(payee),
      ledger.readBalance(payee),
      ledger.readFeePerGas(),
    ])
    const till = this.#noteTill(payee, credit, signer !== undefined)
    if (signer === undefined) return
    const rate: GasRate = { feePerGas, glmPerCoin }
    const decision = decideCollection(
      {
        claims: claims.of(payee),
        credit,
        creditPatientUntil: creditPatience(Math.floor(till.creditSince / 1000)),
        coin,
      },
      rate,
      Math.floor(clock.now() / 1000),
    )
    till.coinMissing = decision.coinMissing
    void this.#perform(signer, decision)
  }

  /** Whether anything may be decided: most looks only find that a requestor is still at work. */
  #isDue(payee: Address): boolean {
    const { claims, clock } = this.#deps
    const till = this.#tills.get(payee)
    if (till === undefined || till.creditLookAt <= clock.now()) return true
    const now = clock.now() / 1000
    return claims
      .of(payee)
      .some(({ urgentAt, patientUntil }) => urgentAt <= now || patientUntil <= now)
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

  async #perform(signer: PayeeSigner, { redeem, withdraw }: Collection): Promise<void> {
    const { claims, onChange } = this.#deps
    if (redeem.length === 0 && !withdraw) return
    this.#collecting.add(signer.address)
    try {
      if (redeem.length > 0) {
        const wanted = new Set(redeem.map(({ jobId }) => jobId))
        const vouchers = claims
          .of(signer.address)
          .flatMap(({ jobId, voucher }) => (wanted.has(jobId) ? [voucher] : []))
        // What was sent and not heard of may have been mined.
        await redeemAll(signer, vouchers).finally(() => claims.look('all'))
      }
      if (withdraw) await signer.withdraw()
    } catch (error) {
      this.#noteFailure(error)
    } finally {
      this.#collecting.delete(signer.address)
    }
    onChange()
    this.#plan()
  }
}

/** All in one transaction; one by one where that is refused, so that no bad one keeps the others back. */
async function redeemAll(signer: PayeeSigner, vouchers: readonly HeldVoucher[]): Promise<void> {
  try {
    await signer.redeemMany(vouchers)
  } catch (error) {
    if (!(error instanceof LoamError && isEscrowRefusal(error.code)) || vouchers.length === 1)
      throw error
    for (const voucher of vouchers)
      await signer.redeemMany([voucher]).catch((alone: unknown) => {
        if (!(alone instanceof LoamError)) throw alone
      })
  }
}

import type { Clock } from '#peer/ports/clock.ts'
import { LoamError } from '#protocol/errors.ts'
import { type Address, asAddress, type PeerId } from '#protocol/ids.ts'
import type { OfferRefusal } from '#protocol/market/judgement.ts'
import { countHeld, type ScheduleState } from '#protocol/schedule/state.ts'
import { expectOf } from '#protocol/trust/expect.ts'
import type { Abandoned } from './accounts.ts'
import type { Cashier } from './cashier.ts'
import type { Crew } from './crew.ts'
import type { Journal } from './journal.ts'

/** Payees a job pays at most: each costs a reservation. */
const MAX_PAYEES = 64
/** How long a payee may be away before its channel may be given notice. Reloading a page is quicker. */
const GONE_MS = 10_000
/** How soon a chain that did not do its part is asked again. */
const RETRY_MS = 5_000

const FULL: OfferRefusal = {
  reason: `enough payees (${MAX_PAYEES})`,
  advice: 'A provider for a wallet that works here already would be taken.',
  toProvider: 'Offer to other jobs: this one pays no further wallet.',
}

const NO_COIN: OfferRefusal = {
  reason: 'its coin pays for the chain gas of no further payee',
  advice: 'A provider for a wallet that works here already would be taken.',
  toProvider: 'Offer to other jobs: this one pays no further wallet.',
}

export interface PayrollOptions {
  readonly cashier: Cashier
  readonly clock: Clock
  readonly crew: Crew
  readonly schedule: ScheduleState
  readonly journal: Journal
  /** Settles once every debt booked so far is on disk. */
  readonly written: () => Promise<void>
}

/** Which payees a paid job sets money aside for, how much each may work for, and whose it takes back. */
export class Payroll {
  readonly #options: PayrollOptions
  readonly #lastSeen = new Map<Address, number>()
  #takingBack = false
  #nextTryAt = 0

  constructor(options: PayrollOptions) {
    this.#options = options
  }

  isKnown(payee: Address | null): boolean {
    return this.#payees().some((known) => known === payee)
  }

  /** Wei that can still be set aside for one more payee; 0 when it would not pay for a subtask at this price. */
  spareAt(pricePerGigaGas: bigint): bigint {
    return this.#options.cashier.spareAt(pricePerGigaGas)
  }

  /** Why no further payee is taken on; undefined where there is room for one. */
  get whyFull(): OfferRefusal | undefined {
    if (this.#payees().length >= MAX_PAYEES) return FULL
    return this.#options.cashier.affordsPayee ? undefined : NO_COIN
  }

  /**
   * Money is set aside only for who has proved to be there, and noted on disk before.
   * @throws {LoamError} when the chain or the disk does not do its part.
   */
  async admit(payee: Address): Promise<void> {
    const { cashier } = this.#options
    if (cashier.register(payee)) await this.#options.journal.save()
    await cashier.admit(payee)
  }

  /** A tab of an admitted payee begins to work; its price holds for leases granted from now on. */
  agree(payee: Address, peer: PeerId, pricePerGigaGas: bigint): void {
    const { cashier, schedule } = this.#options
    cashier.agree(payee, { peer, pricePerGigaGas, fromLeaseId: schedule.nextLeaseId })
  }

  /** Subtasks a payee may be given now. */
  allowance(payee: Address): number {
    const { cashier } = this.#options
    return cashier.allowance(payee, this.#outstanding(payee), this.#left())
  }

  /** Whether those at work wait for money, and whether some is on its way back to them. */
  get pinch(): 'none' | 'waiting' | 'usedUp' {
    const { cashier, schedule } = this.#options
    const isStuck = [...schedule.workers.values()].every(
      ({ allowance, party }) => allowance <= 0 && cashier.spareFor(asAddress(party)) === 0n,
    )
    if (!isStuck) return 'none'
    const held = this.#absent().some((payee) => cashier.idle(this.#describe(payee)) !== 'nothing')
    return held ? 'waiting' : 'usedUp'
  }

  /** Takes back what abandoned channels hold, where the job needs it. Called at every tick. */
  look(): void {
    const { cashier, clock } = this.#options
    const now = clock.now()
    const absent = new Set(this.#absent())
    for (const payee of this.#payees())
      if (!absent.has(payee) || !this.#lastSeen.has(payee)) this.#lastSeen.set(payee, now)
    if (this.#takingBack || now < this.#nextTryAt) return
    const idle = this.#abandoned().map((abandoned) => cashier.idle(abandoned))
    if (!idle.includes('untold') && !idle.includes('due')) return
    const atWork = this.#payees().filter((payee) => !absent.has(payee))
    const outstanding = new Map(atWork.map((payee) => [payee, this.#outstanding(payee)]))
    if (cashier.isShort(this.#left(), outstanding)) void this.#takeBack()
  }

  async #takeBack(): Promise<void> {
    const { cashier, clock, written } = this.#options
    this.#takingBack = true
    try {
      await cashier.takeBack(() => this.#abandoned(), written)
      // The chain knows how far it got, should the disk not.
      await this.#options.journal.save().catch(() => undefined)
    } catch (error) {
      if (!(error instanceof LoamError)) throw error
      this.#nextTryAt = clock.now() + RETRY_MS
    } finally {
      this.#takingBack = false
    }
  }

  #payees(): readonly Address[] {
    return this.#options.cashier.owed().map(({ payee }) => payee)
  }

  /** Known payees none of whose peers is at work. */
  #absent(): readonly Address[] {
    const { crew } = this.#options
    const present = new Set<Address | null>()
    for (const { offer, state } of crew.members.values())
      if (state === 'working') present.add(offer.payee)
    return this.#payees().filter((payee) => !present.has(payee))
  }

  #abandoned(): readonly Abandoned[] {
    const now = this.#options.clock.now()
    return this.#absent()
      .filter((payee) => {
        const lastSeen = this.#lastSeen.get(payee) ?? now
        return now - lastSeen >= GONE_MS || this.#isBanned(payee)
      })
      .map((payee) => this.#describe(payee))
  }

  /** Whether every key that worked for this payee is banned. */
  #isBanned(payee: Address): boolean {
    const { records, banned } = this.#options.schedule
    const keys = [...records].filter(([, { party }]) => party === payee)
    return keys.length > 0 && keys.every(([peer]) => banned.has(peer))
  }

  #describe(payee: Address): Abandoned {
    let pending = 0
    for (const { votes } of this.#options.schedule.open.values())
      for (const { party } of votes) if (party === payee) pending += 1
    return { payee, pending }
  }

  /** Subtasks leased to a payee or waiting for their verdict. */
  #outstanding(payee: Address): number {
    const { schedule } = this.#options
    let outstanding = 0
    for (const worker of schedule.workers.values())
      if (worker.party === payee) outstanding += countHeld(worker)
    return outstanding
  }

  #left() {
    const { subtasks, verified, policy, judged } = this.#options.schedule
    const left = subtasks - verified.count
    const each = judged ? 1 : expectOf(policy, left).executions
    return { subtasks: left, executions: Math.ceil(each * left) }
  }
}

import type { Clock } from '#peer/ports/clock.ts'
import { LoamError } from '#protocol/errors.ts'
import { type Address, asAddress, type PeerId } from '#protocol/ids.ts'
import type { OfferRefusal } from '#protocol/market/judgement.ts'
import { countPlaces } from '#protocol/market/pool.ts'
import { MAX_PAYEES } from '#protocol/payment/chain-gas.ts'
import { partOf } from '#protocol/payment/channel-size.ts'
import { paceOf, type ScheduleState, type Worker } from '#protocol/schedule/state.ts'
import { expectOf } from '#protocol/trust/expect.ts'
import type { Abandoned } from './accounts.ts'
import type { Cashier } from './cashier.ts'
import type { PayeeOutlook } from './channels.ts'
import { countPool } from './count-pool.ts'
import type { Crew } from './crew.ts'
import type { Journal } from './journal.ts'

/** How long a payee may be away before its channel may be given notice. Reloading a page is quicker. */
const GONE_MS = 10_000
/** How soon a chain that did not do its part is asked again. */
const RETRY_MS = 5_000
/** How long notice is not given again, unless nobody can go on: whoever leaves meanwhile is told with others. */
const GATHER_MS = 10_000

/** Who is likely to have less to do than this is not kept waiting, so that others may share its transaction. */
const SHORT_WORK_MS = 5_000

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

/** What a tab that is about to begin computes with. */
type Joining = Pick<Worker, 'cores' | 'format'>

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
  #nextNoticeAt = 0

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
   *
   * @param joining what it is going to work with.
   * @throws {LoamError} when the chain or the disk does not do its part.
   */
  async admit(payee: Address, joining: Joining): Promise<void> {
    const { cashier, schedule, crew } = this.#options
    if (cashier.register(payee)) await this.#options.journal.save()
    const outlook = this.#outlook(payee, joining)
    const parties = new Set(Array.from(schedule.workers.values(), ({ party }) => party))
    const isShort =
      outlook.part < SHORT_WORK_MS * paceOf(schedule, { ...joining, subtaskMs: undefined })
    const isPressing = isShort || parties.size < schedule.quorum || this.#isStuck
    const { free } = countPlaces(countPool(crew, schedule))
    await cashier.admit(outlook, free, isPressing)
  }

  /** A tab of an admitted payee begins to work; its price holds for leases granted from now on. */
  agree(payee: Address, peer: PeerId, pricePerGigaGas: bigint): void {
    const { cashier, schedule } = this.#options
    cashier.agree(payee, { peer, pricePerGigaGas, fromLeaseId: schedule.nextLeaseId })
  }

  /** Subtasks a payee may be given now. */
  allowance(payee: Address): number {
    return this.#options.cashier.allowance(payee, this.#outstanding(payee))
  }

  /** Whether those at work wait for money, and whether some is on its way back to them. */
  get pinch(): 'none' | 'waiting' | 'usedUp' {
    const { cashier, schedule } = this.#options
    const isPenniless = [...schedule.workers.values()].every(
      ({ party }) => cashier.spareFor(asAddress(party)) === 0n,
    )
    if (!this.#isStuck || !isPenniless) return 'none'
    const held = this.#absent().some((payee) => cashier.idle(this.#describe(payee)) !== 'nothing')
    return held ? 'waiting' : 'usedUp'
  }

  /** Whether nobody at work may be lent anything, or only who has nothing left to do. */
  get #isStuck(): boolean {
    if (this.#isStalled) return true
    return [...this.#options.schedule.workers.values()].every(({ allowance }) => allowance <= 0)
  }

  /**
   * Sees to it that those at work can go on: raises their channels, and takes back what abandoned ones
   * hold where the job needs it. Called at every tick.
   */
  look(): void {
    const { cashier, clock } = this.#options
    const now = clock.now()
    const absent = new Set(this.#absent())
    for (const payee of this.#payees())
      if (!absent.has(payee) || !this.#lastSeen.has(payee)) this.#lastSeen.set(payee, now)
    const atWork = this.#payees().filter((payee) => !absent.has(payee))
    cashier.topUp(atWork.map((payee) => this.#outlook(payee)))
    if (this.#takingBack || now < this.#nextTryAt) return
    const idle = this.#abandoned().map((abandoned) => cashier.idle(abandoned))
    const isDue = idle.includes('due')
    const mayTell = now >= this.#nextNoticeAt || this.#isStuck
    if (!isDue && !(mayTell && idle.includes('untold'))) return
    const outstanding = new Map(atWork.map((payee) => [payee, this.#outstanding(payee)]))
    if (cashier.isShort(this.#left(), outstanding)) void this.#takeBack()
  }

  async #takeBack(): Promise<void> {
    const { cashier, clock, written } = this.#options
    this.#takingBack = true
    this.#nextNoticeAt = clock.now() + GATHER_MS
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

  /** Known payees none of whose peers is at work, or has anything left to do where others wait for money. */
  #absent(): readonly Address[] {
    const { crew, schedule } = this.#options
    const present = new Set<Address | null>()
    for (const { offer, state } of crew.members.values())
      if (state === 'working') present.add(offer.payee)
    if (this.#isStalled)
      for (const { party, allowance } of schedule.workers.values())
        if (allowance > 0) present.delete(asAddress(party))
    return this.#payees().filter((payee) => !present.has(payee))
  }

  /** Whether somebody at work waits for money, and nobody else computes meanwhile. */
  get #isStalled(): boolean {
    const { schedule } = this.#options
    const workers = [...schedule.workers.values()]
    return (
      !schedule.paused &&
      workers.some(({ allowance }) => allowance <= 0) &&
      workers.every(({ leases }) => leases.size === 0)
    )
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
    const { unsettled, leased } = this.#held(payee)
    return unsettled + leased
  }

  #held(payee: Address): Pick<Worker, 'unsettled' | 'leased'> {
    const held = { unsettled: 0, leased: 0 }
    for (const worker of this.#options.schedule.workers.values())
      if (worker.party === payee) {
        held.unsettled += worker.unsettled
        held.leased += worker.leased
      }
    return held
  }

  /**
   * What a payee is likely to do yet, by its pace among those at work.
   * @param joining a tab of its that is about to begin.
   */
  #outlook(payee: Address, joining?: Joining): PayeeOutlook {
    const { schedule } = this.#options
    const newcomer =
      joining === undefined ? 0 : paceOf(schedule, { ...joining, subtaskMs: undefined })
    let ofAll = newcomer
    let own = newcomer
    for (const worker of schedule.workers.values()) {
      if (worker.suspect) continue
      const pace = paceOf(schedule, worker)
      ofAll += pace
      if (worker.party === payee) own += pace
    }
    const left = this.#left()
    const held = this.#held(payee)
    const doable = Math.max(0, left.subtasks - held.unsettled - held.leased)
    return { payee, ...held, doable, part: ofAll === 0 ? 0 : partOf(left, own, ofAll) }
  }

  #left() {
    const { subtasks, verified, policy, judged } = this.#options.schedule
    const left = subtasks - verified.count
    const each = judged ? 1 : expectOf(policy, left).executions
    return { subtasks: left, executions: Math.ceil(each * left) }
  }
}

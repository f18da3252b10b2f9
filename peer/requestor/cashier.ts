import type { JobMoneyView } from '#peer/peer.ts'
import type { Clock } from '#peer/ports/clock.ts'
import { LedgerError } from '#peer/ports/errors.ts'
import type { EscrowJob, Ledger, SessionKey, Signature } from '#peer/ports/ledger.ts'
import { sleep } from '#peer/time-limit.ts'
import type { Address, JobId, PeerId } from '#protocol/ids.ts'
import { authorPart } from '#protocol/payment/author-share.ts'
import { CHANNEL_GAS, DELIVERY_GAS } from '#protocol/payment/chain-gas.ts'
import { spareOf, type WorkLeft } from '#protocol/payment/channel-size.ts'
import {
  type Abandoned,
  Accounts,
  type Earned,
  type Idle,
  type PaidWork,
  type SavedAccount,
  type Tab,
} from './accounts.ts'
import type { Arrears, HeldPay } from './arrears.ts'
import { ChainPurse } from './chain-purse.ts'
import { Channels, type PayeeOutlook } from './channels.ts'
import { payTotals } from './pay-totals.ts'
import { reclaim } from './reclaim.ts'

/** How often closing is tried again while the chain's clock has not passed the notice. */
const CLOSE_RETRY_MS = 1_000
const CLOSE_TRIES = 60

/** The code of the error that says that the escrow does not know the job. */
export const JOB_NOT_FOUND = 'job_not_found'

export interface CashierOptions {
  readonly ledger: Ledger
  readonly clock: Clock
  readonly jobId: JobId
  readonly sessionKey: SessionKey
  readonly ceilingPerGigaGas: bigint
  readonly gasPerSubtask: bigint
  /** Subtasks of a key that are paid later than the others. */
  readonly arrears: number
  readonly owed: readonly SavedAccount[]
  /** What was held back in earlier runs. */
  readonly held: readonly HeldPay[]
  readonly onChange: () => void
}

/**
 * A job's purse: has channels opened, signs vouchers, takes back what lies idle, settles.
 * Never promises a payee more than its channel holds, so the job can never cost more than was locked.
 */
export class Cashier {
  readonly #options: CashierOptions
  readonly #accounts: Accounts
  readonly #purse: ChainPurse
  readonly #channels: Channels
  readonly #session: Address
  #escrow: EscrowJob | undefined
  /** Whether the chain has answered in this session, and maybe that it knows no such job. */
  #wasAsked = false
  /** Whether the chain did not do its part when what it owes was to be delivered. */
  #isDeliveryDue = false
  /** What moves the deposit goes one after another: each needs to know what the last left free. */
  #turn: Promise<void> = Promise.resolve()

  constructor(options: CashierOptions) {
    this.#options = options
    this.#accounts = new Accounts(options)
    const { ledger, sessionKey } = options
    this.#session = ledger.addressOf(sessionKey)
    this.#purse = new ChainPurse(ledger, sessionKey)
    this.#channels = new Channels({
      ...options,
      accounts: this.#accounts,
      purse: this.#purse,
      inTurn: (run) => this.#inTurn(run),
      refresh: () => this.refresh(),
    })
  }

  /** Reads the escrow; must be done once before anything else. */
  async refresh(): Promise<EscrowJob> {
    const escrow = await this.#options.ledger.readJob(this.#options.jobId)
    this.#wasAsked = true
    // What a reorganisation took back is not there, whatever was read before.
    this.#escrow = escrow
    if (escrow === undefined)
      throw new LedgerError(
        JOB_NOT_FOUND,
        'The escrow does not know this job.',
        'Check that the same chain is running as when the job was posted.',
      )
    await this.#purse.look()
    this.#options.onChange()
    return escrow
  }

  /**
   * Whether a wallet may still open the job: the escrow lets it until the chain's own time has passed
   * the deadline.
   * @param deadline in Unix milliseconds, as it was asked for.
   */
  async mayOpen(deadline: number): Promise<boolean> {
    const { ledger, jobId } = this.#options
    // The time first: what is not there after it can never be.
    if ((await ledger.readTime()) < Math.floor(deadline / 1000)) return true
    return (await ledger.readJob(jobId)) !== undefined
  }

  /** Until when the escrow holds the money, in Unix milliseconds; undefined before it was read. */
  get deadline(): number | undefined {
    return this.#escrow && this.#escrow.deadline * 1000
  }

  /** Whether the session key's coin pays for one more payee, from its channel to its end. */
  get affordsPayee(): boolean {
    return this.#purse.affords(CHANNEL_GAS, this.#accounts.payees.length + 1)
  }

  /** What can still be set aside for a payee; 0 when it would not pay for one of its subtasks. */
  spareFor(payee: Address): bigint {
    return this.spareAt(this.#accounts.highestAsk(payee))
  }

  /** The same for a payee at this price. */
  spareAt(pricePerGigaGas: bigint): bigint {
    return spareOf(this.#escrow?.free ?? 0n, 1, this.#accounts.subtaskCostAt(pricePerGigaGas))
  }

  owed(): readonly SavedAccount[] {
    return this.#accounts.save()
  }

  /** What is held back of pay: to be saved in the same write as what is owed. */
  get arrears(): Pick<Arrears, 'takeChanged' | 'putBack'> {
    return this.#accounts.arrears
  }

  /** Reads the escrow and every channel: the chain is right where the disk fell behind. */
  async restore(): Promise<void> {
    await this.refresh()
    await Promise.all(this.#accounts.payees.map((payee) => this.#match(payee)))
  }

  /** Opens the books for a payee; true when that is news, to be saved before money is reserved. */
  register(payee: Address): boolean {
    return this.#accounts.open(payee)
  }

  /** Sets money aside for a registered payee that has none left; see `Channels`. */
  admit(outlook: PayeeOutlook, others: number, isPressing: boolean): Promise<void> {
    return this.#channels.admit(outlook, others, isPressing)
  }

  /** Raises the channels of those at work that will soon be used up; see `Channels`. */
  topUp(atWork: readonly PayeeOutlook[]): void {
    this.#channels.topUp(atWork, this.#escrow?.free ?? 0n)
  }

  /** Subtasks that may still be leased to a payee when `outstanding` are leased or unsettled. */
  allowance(payee: Address, outstanding: number): number {
    const accounts = this.#accounts
    return Number(accounts.room(payee, outstanding) / accounts.subtaskCost(payee))
  }

  /** A tab that the payee was admitted for begins to work, at its own price. */
  agree(payee: Address, tab: Tab): void {
    this.#accounts.agree(payee, tab)
  }

  /** What a payee's work of one lease costs, in wei for 10⁹ gas. */
  priceOf(payee: Address, work: Omit<PaidWork, 'gas'>): bigint {
    return this.#accounts.priceOf(payee, work)
  }

  /** Work was settled: its pay is spoken for, and is owed once it is on disk and `earn` was told. */
  expect(payee: Address, work: PaidWork): void {
    this.#accounts.expect(payee, work)
  }

  earn(payee: Address, work: Earned): void {
    this.#accounts.earn(payee, work)
  }

  /** A key was caught: what is held back of its is never paid. */
  forfeit(peer: PeerId): void {
    this.#accounts.forfeit(peer)
  }

  /** Wei a payee is owed in all, never above its channel. */
  total(payee: Address): bigint {
    return this.#accounts.total(payee)
  }

  async sign(payee: Address): Promise<{ epoch: number; cumulative: bigint; signature: Signature }> {
    const { ledger, sessionKey, jobId } = this.#options
    const { epoch } = this.#accounts.channel(payee)
    const cumulative = this.total(payee)
    const signature = await ledger.signVoucher(sessionKey, { jobId, payee, epoch, cumulative })
    return { epoch, cumulative, signature }
  }

  /** Has a requestor's key speak for the job. */
  endorse(requestor: PeerId): Promise<Signature> {
    const { ledger, sessionKey, jobId } = this.#options
    return ledger.endorse(sessionKey, { jobId, requestor })
  }

  /**
   * Whether the job needs money that lies in abandoned channels: what is free, and what those at
   * work can still use, does not cover the executions left.
   * @param outstanding subtasks leased or unsettled, by payee at work.
   */
  isShort(left: WorkLeft, outstanding: ReadonlyMap<Address, number>): boolean {
    let covered = (this.#escrow?.free ?? 0n) / this.#accounts.subtaskCostAt()
    for (const [payee, count] of outstanding) {
      const room = this.#accounts.room(payee, count) / this.#accounts.subtaskCost(payee)
      // A payee does a subtask once, so it can use no more than its part of what is left.
      const part = BigInt(left.subtasks)
      covered += room < part ? room : part
    }
    return covered < BigInt(left.executions)
  }

  /** What the channel of a payee who is not at work holds idle. */
  idle(abandoned: Abandoned): Idle {
    return this.#accounts.idle(abandoned, this.#options.clock.now())
  }

  /**
   * Goes one step towards taking back what abandoned channels hold; see `reclaim`. Call it again
   * until the money is back.
   * @param abandoned asked when its turn has come, because payees come back.
   * @param written settles once every debt booked so far is on disk.
   */
  takeBack(abandoned: () => readonly Abandoned[], written: () => Promise<void>): Promise<void> {
    return this.#inTurn(async () => {
      try {
        await reclaim({ ...this.#options, accounts: this.#accounts, written }, abandoned())
      } finally {
        await this.refresh()
      }
    })
  }

  /** Pays everybody on the chain, what was held back too, and gives notice to every channel. Safe to repeat. */
  async settle(): Promise<void> {
    const { ledger, sessionKey, jobId } = this.#options
    // What is set aside after it has begun would keep the job from being closed.
    this.#channels.close()
    await this.#turn
    if ((await this.refresh()).closed) return
    const { payees } = this.#accounts
    this.#accounts.release()
    await Promise.all(payees.map((payee) => this.#match(payee)))
    await this.#coverDebts()
    const totals = payees
      .map((payee) => ({ payee, cumulative: this.total(payee) }))
      .filter(({ payee, cumulative }) => cumulative > this.#accounts.channel(payee).paid)
    if (totals.length > 0)
      await payTotals({ ledger, sessionKey, jobId, accounts: this.#accounts }, totals)
    await Promise.all(payees.map((payee) => this.#match(payee)))
    const open = payees.filter((payee) => {
      const { cap, paid, closesAt } = this.#accounts.channel(payee)
      return cap > paid && closesAt === 0
    })
    if (open.length > 0) await ledger.noticeClose(sessionKey, jobId, open)
    await this.refresh()
  }

  /**
   * Moves what the escrow owes payees and author to their wallets, in one transaction, as far as this
   * job's chain gas goes beyond what ends it. Safe to repeat. A chain that does not do its part holds
   * nothing up: it is asked again before the job is closed, and payees can fetch what is left.
   */
  async deliver(): Promise<void> {
    try {
      await this.#deliver()
      this.#isDeliveryDue = false
    } catch (error) {
      if (!(error instanceof LedgerError)) throw error
      this.#isDeliveryDue = true
    }
  }

  async #deliver(): Promise<void> {
    const { ledger, sessionKey } = this.#options
    const { payees } = this.#accounts
    const author = this.#escrow?.authorShare?.payee
    const paid = payees.filter((payee) => this.#accounts.channel(payee).paid > 0n)
    const all = author === undefined ? paid : [...paid, author]
    await this.#purse.look()
    const affordable = this.#purse.countAffordable(DELIVERY_GAS, payees.length)
    const owed = await findOwed(ledger, all)
    const delivered = owed.slice(0, affordable)
    if (delivered.length > 0) await ledger.withdrawMany(sessionKey, delivered)
  }

  /** Has coin that came to the session key of a closed job go where the rest of it went. */
  async sweep(): Promise<void> {
    const { ledger, sessionKey, jobId } = this.#options
    await ledger.close(sessionKey, jobId, [])
  }

  /** Waits for the notice to pass, takes back what is left, closes. Safe to repeat. */
  async close(): Promise<void> {
    const { ledger, sessionKey, jobId, clock } = this.#options
    const { payees } = this.#accounts
    for (let tries = 1; !(await this.refresh()).closed; tries += 1) {
      try {
        const channels = await Promise.all(payees.map((who) => ledger.readChannel(jobId, who)))
        const opensAt = Math.max(0, ...channels.map(({ closesAt }) => closesAt * 1000))
        await sleep(clock, Math.max(0, opensAt - clock.now()))
        // Closing takes the coin along that would pay for it.
        if (this.#isDeliveryDue) await this.deliver()
        const held = payees.filter((_, at) => (channels[at]?.closesAt ?? 0) > 0)
        await ledger.close(sessionKey, jobId, held)
      } catch (error) {
        if (!(error instanceof LedgerError) || tries >= CLOSE_TRIES) throw error
        await sleep(clock, CLOSE_RETRY_MS)
      }
    }
    await this.sweep()
  }

  view(): Omit<JobMoneyView, 'budget' | 'rate'> {
    const escrow = this.#escrow
    let vouchered = 0n
    for (const payee of this.#accounts.payees) vouchered += this.total(payee)
    return {
      deposited: escrow?.deposited ?? 0n,
      free: escrow?.free ?? 0n,
      reserved: escrow?.reserved ?? 0n,
      paid: escrow?.paid ?? 0n,
      refunded: escrow?.refunded ?? 0n,
      toAuthor: authorPart(escrow?.paid ?? 0n, escrow?.authorShare),
      vouchered,
      ceilingPerGigaGas: this.#options.ceilingPerGigaGas,
      session: this.#session,
      standing: escrow !== undefined ? 'known' : this.#wasAsked ? 'absent' : 'unasked',
    }
  }

  async #match(payee: Address): Promise<void> {
    const { ledger, jobId } = this.#options
    this.#accounts.match(payee, await ledger.readChannel(jobId, payee))
  }

  /** Settled work that outgrew its channel, as one freed too early does, is paid out of what is free. */
  async #coverDebts(): Promise<void> {
    const { ledger, sessionKey, jobId } = this.#options
    let free = this.#escrow?.free ?? 0n
    const caps: { payee: Address; cap: bigint }[] = []
    for (const payee of this.#accounts.payees) {
      const { cap } = this.#accounts.channel(payee)
      const missing = this.#accounts.earned(payee) - cap
      const more = missing < free ? missing : free
      if (more <= 0n) continue
      free -= more
      caps.push({ payee, cap: cap + more })
    }
    if (caps.length === 0) return
    await ledger.reserve(sessionKey, jobId, caps)
    for (const { payee } of caps) await this.#match(payee)
  }

  #inTurn(run: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(run)
    this.#turn = turn.catch(() => {})
    return turn
  }
}

/** Whom the escrow owes anything, the most first. */
async function findOwed(ledger: Ledger, payees: readonly Address[]): Promise<readonly Address[]> {
  const owed = await Promise.all(
    payees.map(async (payee) => ({ payee, credit: await ledger.readCredit(payee) })),
  )
  return owed
    .filter(({ credit }) => credit > 0n)
    .sort((a, b) => (a.credit < b.credit ? 1 : -1))
    .map(({ payee }) => payee)
}

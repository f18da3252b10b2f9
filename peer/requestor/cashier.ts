import type { JobMoneyView } from '#peer/peer.ts'
import type { Clock } from '#peer/ports/clock.ts'
import { LedgerError } from '#peer/ports/errors.ts'
import type { EscrowJob, Ledger, SessionKey, Signature } from '#peer/ports/ledger.ts'
import type { Address, JobId } from '#protocol/ids.ts'
import { costOf } from '#protocol/payment/amount.ts'
import type { Withdrawal } from '#protocol/payment/voucher.ts'

/** A payee's channel is opened with this share of the deposit, and raised by as much. */
const SHARES = 16n
/** No raise takes more than this part of what is free, so that the last payee gets some too. */
const FREE_SHARES = 2n
/** Subtasks after which what they really cost replaces the estimate. */
const ENOUGH_SEEN = 16n
/** A channel is raised once it covers fewer subtasks than this, or than its part of what is left. */
const LOW_WATER = 16
/** Room left above the estimate, because subtasks differ: 5/4. */
const MARGIN = { up: 5n, down: 4n }
/** How often closing is tried again while the chain's clock has not passed the notice. */
const CLOSE_RETRY_MS = 1_000
const CLOSE_TRIES = 60

interface Account {
  gas: bigint
  cap: bigint
  raising: boolean
}

export interface CashierOptions {
  readonly ledger: Ledger
  readonly clock: Clock
  readonly jobId: JobId
  readonly sessionKey: SessionKey
  readonly pricePerGigaGas: bigint
  readonly gasPerSubtask: bigint
  readonly owed: ReadonlyArray<{
    readonly payee: Address
    readonly gas: bigint
    readonly cap: bigint
  }>
  readonly onChange: () => void
}

/**
 * A job's purse: reserves channels, knows what each payee is owed, signs vouchers, settles.
 * Never promises a payee more than its channel holds, so the job can never cost more than was locked.
 */
export class Cashier {
  readonly #options: CashierOptions
  readonly #accounts = new Map<Address, Account>()
  #escrow: EscrowJob | undefined
  /** Paid executions of this run and their gas, to correct the estimate by. */
  #seen = { count: 0n, gas: 0n }
  /** Reservations go one after another: each needs to know what the last left free. */
  #reservations: Promise<void> = Promise.resolve()

  constructor(options: CashierOptions) {
    this.#options = options
    for (const { payee, gas, cap } of options.owed)
      this.#accounts.set(payee, { gas, cap, raising: false })
  }

  /** Reads the escrow; must be done once before anything else. */
  async refresh(): Promise<EscrowJob> {
    const escrow = await this.#options.ledger.readJob(this.#options.jobId)
    if (escrow === undefined)
      throw new LedgerError(
        'job_not_found',
        'The escrow does not know this job',
        'Check that the same chain is running as when the job was posted.',
      )
    this.#escrow = escrow
    this.#options.onChange()
    return escrow
  }

  /** What can still be set aside for a payee; 0 when it would not pay for one subtask. */
  get spare(): bigint {
    const free = this.#escrow?.free ?? 0n
    const cost = this.#subtaskCost()
    if (free / FREE_SHARES >= cost) return free / FREE_SHARES
    return free >= cost ? free : 0n
  }

  owed(): ReadonlyArray<{ payee: Address; gas: bigint; cap: bigint }> {
    return [...this.#accounts].map(([payee, { gas, cap }]) => ({ payee, gas, cap }))
  }

  /** Reads the escrow and every channel: the chain is right where the disk fell behind. */
  async restore(): Promise<void> {
    const { ledger, jobId } = this.#options
    await this.refresh()
    for (const [payee, account] of this.#accounts)
      account.cap = (await ledger.readChannel(jobId, payee)).cap
  }

  /** Opens the books for a payee; true when that is news, to be saved before money is reserved. */
  register(payee: Address): boolean {
    if (this.#accounts.has(payee)) return false
    this.#accounts.set(payee, { gas: 0n, cap: 0n, raising: false })
    return true
  }

  /** Opens a registered payee's channel, when it has none yet. */
  async admit(payee: Address): Promise<void> {
    if (this.#accounts.get(payee)?.cap === 0n) await this.#raise(payee)
  }

  /**
   * Subtasks that may still be leased to a payee when `outstanding` are leased or unsettled.
   * Raises the channel in the background when that becomes few for the `executionsLeft` of the job:
   * a small job must not end with its money in the channels of those who left.
   */
  allowance(payee: Address, outstanding: number, executionsLeft: number): number {
    const account = this.#accounts.get(payee)
    if (account === undefined) return 0
    const left = account.cap - this.total(payee) - BigInt(outstanding) * this.#subtaskCost()
    const allowed = left <= 0n ? 0 : Number(left / this.#subtaskCost())
    const part = Math.ceil(executionsLeft / (2 * this.#accounts.size))
    if (allowed < Math.min(LOW_WATER, part) && !account.raising && this.spare > 0n)
      void this.#raise(payee).catch(() => this.#options.onChange())
    return allowed
  }

  earn(payee: Address, gas: bigint): void {
    const account = this.#accounts.get(payee)
    if (account === undefined) return
    account.gas += gas
    this.#seen = { count: this.#seen.count + 1n, gas: this.#seen.gas + gas }
  }

  /** Wei a payee is owed in all, never above its channel. */
  total(payee: Address): bigint {
    const account = this.#accounts.get(payee)
    if (account === undefined) return 0n
    const cost = costOf(account.gas, this.#options.pricePerGigaGas)
    if (cost > account.cap) return account.cap
    return cost
  }

  async sign(payee: Address): Promise<{ cumulative: bigint; signature: Signature }> {
    const { ledger, sessionKey, jobId } = this.#options
    const cumulative = this.total(payee)
    const signature = await ledger.signVoucher(sessionKey, { jobId, payee, cumulative })
    return { cumulative, signature }
  }

  /** Pays everybody on the chain and gives notice to every channel. Safe to repeat. */
  async settle(): Promise<void> {
    const { ledger, sessionKey, jobId } = this.#options
    await this.#reservations
    if ((await this.refresh()).closed) return
    const payees = [...this.#accounts.keys()]
    const totals = payees
      .map((payee) => ({ payee, cumulative: this.total(payee) }))
      .filter(({ cumulative }) => cumulative > 0n)
    if (totals.length > 0) await ledger.settle(sessionKey, jobId, totals)
    const open: Address[] = []
    for (const payee of payees) {
      const channel = await ledger.readChannel(jobId, payee)
      if (channel.cap > channel.paid && channel.closesAt === 0) open.push(payee)
    }
    if (open.length > 0) await ledger.noticeClose(sessionKey, jobId, open)
    await this.refresh()
  }

  /** Moves payees' credit to their wallets at this job's chain gas; one that fails harms no other. */
  async deliver(
    orders: ReadonlyArray<{ readonly order: Withdrawal; readonly signature: Signature }>,
  ): Promise<void> {
    const { ledger, sessionKey } = this.#options
    for (const { order, signature } of orders) {
      await ledger.withdrawBySig(sessionKey, order, signature).catch((error: unknown) => {
        if (!(error instanceof LedgerError)) throw error
      })
    }
  }

  /** Waits for the notice to pass, takes back what is left, closes. Safe to repeat. */
  async close(): Promise<void> {
    const { ledger, sessionKey, jobId, clock } = this.#options
    const payees = [...this.#accounts.keys()]
    for (let tries = 1; !(await this.refresh()).closed; tries += 1) {
      try {
        const channels = await Promise.all(payees.map((who) => ledger.readChannel(jobId, who)))
        const opensAt = Math.max(0, ...channels.map(({ closesAt }) => closesAt * 1000))
        await sleep(clock, Math.max(0, opensAt - clock.now()))
        const held = payees.filter((_, at) => (channels[at]?.closesAt ?? 0) > 0)
        await ledger.close(sessionKey, jobId, held)
      } catch (error) {
        if (!(error instanceof LedgerError) || tries >= CLOSE_TRIES) throw error
        await sleep(clock, CLOSE_RETRY_MS)
      }
    }
  }

  view(): JobMoneyView {
    const escrow = this.#escrow
    let vouchered = 0n
    for (const payee of this.#accounts.keys()) vouchered += this.total(payee)
    return {
      deposited: escrow?.deposited ?? 0n,
      free: escrow?.free ?? 0n,
      reserved: escrow?.reserved ?? 0n,
      paid: escrow?.paid ?? 0n,
      refunded: escrow?.refunded ?? 0n,
      vouchered,
      pricePerGigaGas: this.#options.pricePerGigaGas,
    }
  }

  #subtaskCost(): bigint {
    const { count, gas: seen } = this.#seen
    const each = count >= ENOUGH_SEEN ? seen / count : this.#options.gasPerSubtask
    const gas = (each * MARGIN.up) / MARGIN.down
    const cost = costOf(gas, this.#options.pricePerGigaGas)
    return cost > 0n ? cost : 1n
  }

  async #raise(payee: Address): Promise<void> {
    const account = this.#accounts.get(payee)
    if (account === undefined) return
    account.raising = true
    const turn = this.#reservations.then(async () => {
      const { ledger, sessionKey, jobId } = this.#options
      const { deposited } = await this.refresh()
      const share = deposited / SHARES
      const more = share < this.spare ? share : this.spare
      if (more === 0n) return
      const cap = account.cap + more
      await ledger.reserve(sessionKey, jobId, [{ payee, cap }])
      account.cap = cap
      await this.refresh()
    })
    this.#reservations = turn.catch(() => {})
    try {
      await turn
    } finally {
      account.raising = false
    }
  }
}

const sleep = (clock: Clock, ms: number) =>
  new Promise<void>((resolve) => {
    clock.after(ms, resolve)
  })

import type { EscrowChannel } from '#peer/ports/ledger.ts'
import type { Address, PeerId } from '#protocol/ids.ts'
import { costOf, roundUpToWei } from '#protocol/payment/amount.ts'
import { Arrears, type HeldPay } from './arrears.ts'

/** Subtasks after which what they really cost replaces the estimate. */
const ENOUGH_SEEN = 16n
/** Room left above the estimate, because subtasks differ: 5/4. */
const MARGIN = { up: 5n, down: 4n }

/**
 * A payee's account as it is kept on disk: what it is owed over all runs and is not held back, in
 * thousand-millionths of a wei (gas × price for 10⁹ gas, summed without rounding), and its channel
 * as it was seen last.
 */
export interface SavedAccount {
  readonly payee: Address
  readonly nanoWei: bigint
  readonly cap: bigint
  /** The last epoch seen of its channel. */
  readonly epoch: number
}

/** A payee that is banned, or for long has been gone or without anything to do. */
export interface Abandoned {
  readonly payee: Address
  /** Results it signed that may still be agreed on, and are owed then. */
  readonly pending: number
}

/** Beyond what it owes, a channel holds nothing worth its chain gas, or money that may be freed. */
export type Idle = 'nothing' | 'untold' | 'noticed' | 'due'

/** What a tab that works for a payee agreed on: its price holds for leases from this one on. */
export interface Tab {
  readonly peer: PeerId
  readonly fromLeaseId: number
  readonly pricePerGigaGas: bigint
}

/** One settled execution. */
export interface PaidWork {
  readonly peer: PeerId
  readonly leaseId: number
  readonly gas: bigint
}

/** The same, and whether its key has shown so much that its earlier work may be paid. */
export interface Earned extends PaidWork {
  readonly isProven: boolean
}

interface Account {
  /** What may be promised. */
  nanoWei: bigint
  /** Of work that is settled and not booked yet. */
  expected: bigint
  cap: bigint
  paid: bigint
  closesAt: number
  epoch: number
  /** Of this run, oldest first. */
  readonly tabs: Tab[]
}

const freshAccount = ({
  nanoWei = 0n,
  cap = 0n,
  epoch = 0,
}: Partial<SavedAccount> = {}): Account => ({
  nanoWei,
  expected: 0n,
  cap,
  paid: 0n,
  closesAt: 0,
  epoch,
  tabs: [],
})

/** Who is owed what in a job, and what its channels hold. Amounts are wei. It moves no money. */
export class Accounts {
  readonly #ceilingPerGigaGas: bigint
  readonly #gasPerSubtask: bigint
  readonly #arrears: Arrears
  readonly #accounts = new Map<Address, Account>()
  /** Paid executions of this run and their gas, to correct the estimate by. */
  #seen = { count: 0n, gas: 0n }

  constructor(options: {
    readonly ceilingPerGigaGas: bigint
    readonly gasPerSubtask: bigint
    /** None unless said. */
    readonly arrears?: number
    readonly owed: readonly SavedAccount[]
    /** What was held back before; nothing unless said. */
    readonly held?: readonly HeldPay[]
  }) {
    this.#ceilingPerGigaGas = options.ceilingPerGigaGas
    this.#gasPerSubtask = options.gasPerSubtask
    this.#arrears = new Arrears({
      subtasks: options.arrears ?? 0,
      held: options.held ?? [],
      pay: (payee, nanoWei) => {
        const account = this.#accounts.get(payee)
        if (account !== undefined) account.nanoWei += nanoWei
      },
    })
    for (const saved of options.owed) this.#accounts.set(saved.payee, freshAccount(saved))
  }

  get payees(): readonly Address[] {
    return [...this.#accounts.keys()]
  }

  save(): readonly SavedAccount[] {
    return Array.from(this.#accounts, ([payee, { nanoWei, cap, epoch }]) => ({
      payee,
      nanoWei,
      cap,
      epoch,
    }))
  }

  /** What is held back of pay: to be saved in the same write as the accounts. */
  get arrears(): Pick<Arrears, 'takeChanged' | 'putBack'> {
    return this.#arrears
  }

  /** True when the payee is news. */
  open(payee: Address): boolean {
    if (this.#accounts.has(payee)) return false
    this.#accounts.set(payee, freshAccount())
    return true
  }

  /** A tab begins to work for a payee, at the price of its agreement. */
  agree(payee: Address, tab: Tab): void {
    const tabs = this.#accounts.get(payee)?.tabs
    const before = tabs?.findLast(({ peer }) => peer === tab.peer)
    if (before?.pricePerGigaGas !== tab.pricePerGigaGas) tabs?.push(tab)
  }

  /** What a lease was granted at, in wei for 10⁹ gas; the ceiling where nothing was agreed on. */
  priceOf(payee: Address, { peer, leaseId }: Omit<PaidWork, 'gas'>): bigint {
    const tabs = this.#accounts.get(payee)?.tabs
    const tab = tabs?.findLast((one) => one.peer === peer && one.fromLeaseId <= leaseId)
    return tab?.pricePerGigaGas ?? this.#ceilingPerGigaGas
  }

  /**
   * Work was settled, and is booked once it is written down: until then no other work is taken on for
   * what it costs.
   */
  expect(payee: Address, work: PaidWork): void {
    const account = this.#accounts.get(payee)
    if (account !== undefined) account.expected += work.gas * this.priceOf(payee, work)
  }

  /**
   * Books settled work at the price that its lease was granted under. It may be promised once its
   * key is proven, and has done as many more subtasks as are paid in arrears.
   */
  earn(payee: Address, { peer, leaseId, gas, isProven }: Earned): void {
    const account = this.#accounts.get(payee)
    if (account === undefined) return
    const pay = gas * this.priceOf(payee, { peer, leaseId })
    account.expected = pay < account.expected ? account.expected - pay : 0n
    this.#arrears.hold(payee, peer, pay, isProven)
    this.#seen = { count: this.#seen.count + 1n, gas: this.#seen.gas + gas }
  }

  /** A key was caught: what is held back of its is never paid. */
  forfeit(peer: PeerId): void {
    this.#arrears.forfeit(peer)
  }

  /** The job is over: nothing is held back any more. */
  release(): void {
    this.#arrears.release()
  }

  /** Takes over what the chain says of a channel: it is right where we fell behind. */
  match(payee: Address, { cap, paid, closesAt, epoch }: EscrowChannel): void {
    const account = this.#accounts.get(payee)
    if (account !== undefined) Object.assign(account, { cap, paid, closesAt, epoch })
  }

  /** From now on nothing above today's total is promised, whatever the channel holds. */
  freeze(payee: Address): void {
    const account = this.#accounts.get(payee)
    if (account !== undefined) account.cap = this.total(payee)
  }

  channel(payee: Address): EscrowChannel {
    return this.#accounts.get(payee) ?? { cap: 0n, paid: 0n, closesAt: 0, epoch: 0 }
  }

  /** What a payee's settled work costs, held back or not, and whether or not its channel holds as much. */
  earned(payee: Address): bigint {
    const account = this.#accounts.get(payee)
    if (account === undefined) return 0n
    return roundUpToWei(account.nanoWei + this.#arrears.sum(payee))
  }

  /** The same, and what is settled and not booked yet. */
  claimed(payee: Address): bigint {
    const account = this.#accounts.get(payee)
    if (account === undefined) return 0n
    return roundUpToWei(account.nanoWei + account.expected + this.#arrears.sum(payee))
  }

  /** What a payee may be promised in all: what it earned and is not held back, never above its channel. */
  total(payee: Address): bigint {
    const { cap } = this.channel(payee)
    const due = roundUpToWei(this.#accounts.get(payee)?.nanoWei ?? 0n)
    if (due > cap) return cap
    return due
  }

  /** What a payee will be promised when the job ends, as far as its channel goes. */
  #spoken(payee: Address): bigint {
    const { cap } = this.channel(payee)
    const claimed = this.claimed(payee)
    if (claimed > cap) return cap
    return claimed
  }

  /** What a payee's channel holds for subtasks beyond the `outstanding` ones; 0 when short. */
  room(payee: Address, outstanding: number): bigint {
    const taken = this.#spoken(payee) + BigInt(outstanding) * this.subtaskCost(payee)
    const { cap } = this.channel(payee)
    return cap > taken ? cap - taken : 0n
  }

  /** What becomes of the money in a channel whose payee cannot use it. Time is in milliseconds. */
  idle({ payee, pending }: Abandoned, now: number): Idle {
    if (this.room(payee, pending) < this.subtaskCost(payee)) return 'nothing'
    const { closesAt } = this.channel(payee)
    if (closesAt === 0) return 'untold'
    return closesAt * 1000 <= now ? 'due' : 'noticed'
  }

  /** The most that any tab of a payee asks; the ceiling of a payee that agreed on nothing yet. */
  highestAsk(payee: Address): bigint {
    const [first, ...others] = this.#accounts.get(payee)?.tabs ?? []
    let most = first?.pricePerGigaGas ?? this.#ceilingPerGigaGas
    for (const { pricePerGigaGas } of others) if (pricePerGigaGas > most) most = pricePerGigaGas
    return most
  }

  /** What one subtask of a payee's is likely to cost, with a margin; at least 1 wei. */
  subtaskCost(payee: Address): bigint {
    return this.subtaskCostAt(this.highestAsk(payee))
  }

  /** The same at a price; the ceiling's unless said. */
  subtaskCostAt(pricePerGigaGas = this.#ceilingPerGigaGas): bigint {
    const { count, gas: seen } = this.#seen
    const each = count >= ENOUGH_SEEN ? seen / count : this.#gasPerSubtask
    const cost = costOf((each * MARGIN.up) / MARGIN.down, pricePerGigaGas)
    return cost > 0n ? cost : 1n
  }
}

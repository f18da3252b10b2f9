import type { EscrowChannel } from '#peer/ports/ledger.ts'
import type { Address } from '#protocol/ids.ts'
import { costOf } from '#protocol/payment/amount.ts'

/** Subtasks after which what they really cost replaces the estimate. */
const ENOUGH_SEEN = 16n
/** Room left above the estimate, because subtasks differ: 5/4. */
const MARGIN = { up: 5n, down: 4n }

/** A payee's account as it is kept on disk: gas owed over all runs, and the last cap seen. */
export interface SavedAccount {
  readonly payee: Address
  readonly gas: bigint
  readonly cap: bigint
}

/** A payee that is banned, or has been gone for long. */
export interface Abandoned {
  readonly payee: Address
  /** Results it signed that may still be agreed on, and are owed then. */
  readonly pending: number
}

/** Beyond what it owes, a channel holds nothing worth its chain gas, or money that may be freed. */
export type Idle = 'nothing' | 'untold' | 'noticed' | 'due'

interface Account {
  gas: bigint
  cap: bigint
  paid: bigint
  closesAt: number
}

/** Who is owed what in a job, and what its channels hold. Amounts are wei. It moves no money. */
export class Accounts {
  readonly #pricePerGigaGas: bigint
  readonly #gasPerSubtask: bigint
  readonly #accounts = new Map<Address, Account>()
  /** Paid executions of this run and their gas, to correct the estimate by. */
  #seen = { count: 0n, gas: 0n }

  constructor(options: {
    readonly pricePerGigaGas: bigint
    readonly gasPerSubtask: bigint
    readonly owed: readonly SavedAccount[]
  }) {
    this.#pricePerGigaGas = options.pricePerGigaGas
    this.#gasPerSubtask = options.gasPerSubtask
    for (const { payee, gas, cap } of options.owed)
      this.#accounts.set(payee, { gas, cap, paid: 0n, closesAt: 0 })
  }

  get payees(): readonly Address[] {
    return [...this.#accounts.keys()]
  }

  save(): readonly SavedAccount[] {
    return [...this.#accounts].map(([payee, { gas, cap }]) => ({ payee, gas, cap }))
  }

  /** True when the payee is news. */
  open(payee: Address): boolean {
    if (this.#accounts.has(payee)) return false
    this.#accounts.set(payee, { gas: 0n, cap: 0n, paid: 0n, closesAt: 0 })
    return true
  }

  earn(payee: Address, gas: bigint): void {
    const account = this.#accounts.get(payee)
    if (account === undefined) return
    account.gas += gas
    this.#seen = { count: this.#seen.count + 1n, gas: this.#seen.gas + gas }
  }

  /** Takes over what the chain says of a channel: it is right where we fell behind. */
  match(payee: Address, { cap, paid, closesAt }: EscrowChannel): void {
    const account = this.#accounts.get(payee)
    if (account !== undefined) Object.assign(account, { cap, paid, closesAt })
  }

  /** From now on nothing above today's total is promised, whatever the channel holds. */
  freeze(payee: Address): void {
    const account = this.#accounts.get(payee)
    if (account !== undefined) account.cap = this.total(payee)
  }

  channel(payee: Address): {
    readonly cap: bigint
    readonly paid: bigint
    readonly closesAt: number
  } {
    return this.#accounts.get(payee) ?? { cap: 0n, paid: 0n, closesAt: 0 }
  }

  /** What a payee's settled work costs, whether or not its channel holds as much. */
  earned(payee: Address): bigint {
    return costOf(this.#accounts.get(payee)?.gas ?? 0n, this.#pricePerGigaGas)
  }

  /** What a payee may be promised in all: what it earned, never above its channel. */
  total(payee: Address): bigint {
    const { cap } = this.channel(payee)
    const earned = this.earned(payee)
    if (earned > cap) return cap
    return earned
  }

  /** What a payee's channel holds for subtasks beyond the `outstanding` ones; 0 when short. */
  room(payee: Address, outstanding: number): bigint {
    const taken = this.total(payee) + BigInt(outstanding) * this.subtaskCost
    const { cap } = this.channel(payee)
    return cap > taken ? cap - taken : 0n
  }

  /** What becomes of the money in a channel whose payee is gone. Time is in milliseconds. */
  idle({ payee, pending }: Abandoned, now: number): Idle {
    if (this.room(payee, pending) < this.subtaskCost) return 'nothing'
    const { closesAt } = this.channel(payee)
    if (closesAt === 0) return 'untold'
    return closesAt * 1000 <= now ? 'due' : 'noticed'
  }

  /** What one subtask is likely to cost, with a margin; at least 1 wei. */
  get subtaskCost(): bigint {
    const { count, gas: seen } = this.#seen
    const each = count >= ENOUGH_SEEN ? seen / count : this.#gasPerSubtask
    const cost = costOf((each * MARGIN.up) / MARGIN.down, this.#pricePerGigaGas)
    return cost > 0n ? cost : 1n
  }
}

import type { Address, PeerId } from '#protocol/ids.ts'

/**
 * Keys whose pay is held back at once, at most: visitors of a site come and go for as long as a job
 * runs. Beyond, whoever earned longest ago is paid early, as it is at the job's end.
 */
const MAX_KEYS = 1_024

/** What is held back of what one key earned for a payee, in thousand-millionths of a wei. */
export interface HeldPay {
  readonly payee: Address
  readonly peer: PeerId
  /** Of so many subtasks; none where nothing is held back any more. */
  readonly subtasks: number
  readonly nanoWei: bigint
}

interface Held {
  readonly payee: Address
  readonly peer: PeerId
  /** By subtask, oldest first. */
  readonly amounts: bigint[]
}

export interface ArrearsOptions {
  /** Subtasks of a key that are paid later than the others. */
  readonly subtasks: number
  readonly held: readonly HeldPay[]
  /** Takes what is held back no more. */
  readonly pay: (payee: Address, nanoWei: bigint) => void
}

/** Pay that is held back: of each key its latest subtasks, and all while it has shown too little. */
export class Arrears {
  readonly #options: ArrearsOptions
  /** By payee and key; whoever earned last is the last. */
  readonly #held = new Map<string, Held>()
  readonly #sums = new Map<Address, bigint>()
  /** Keys of whom more or less is held back than was taken to be saved. */
  readonly #changed = new Map<string, Pick<HeldPay, 'payee' | 'peer'>>()

  constructor(options: ArrearsOptions) {
    this.#options = options
    for (const { payee, peer, subtasks, nanoWei } of options.held) {
      if (subtasks === 0) continue
      const each = nanoWei / BigInt(subtasks)
      const amounts = Array<bigint>(subtasks).fill(each)
      amounts[0] = nanoWei - each * BigInt(subtasks - 1)
      this.#held.set(nameOf(payee, peer), { payee, peer, amounts })
      this.#add(payee, nanoWei)
    }
  }

  /** Holds back what a subtask earned, and pays what is older than is held back of a proven key. */
  hold(payee: Address, peer: PeerId, nanoWei: bigint, isProven: boolean): void {
    const { subtasks, pay } = this.#options
    const name = nameOf(payee, peer)
    const held = this.#held.get(name) ?? { payee, peer, amounts: [] }
    if (isProven && subtasks === 0 && held.amounts.length === 0) {
      pay(payee, nanoWei)
      return
    }
    this.#held.delete(name)
    this.#held.set(name, held)
    held.amounts.push(nanoWei)
    this.#add(payee, nanoWei)
    this.#changed.set(name, held)
    if (isProven) this.#pay(held, Math.max(0, held.amounts.length - subtasks))
    const [oldest] = this.#held.values()
    if (this.#held.size > MAX_KEYS && oldest !== undefined) this.#pay(oldest)
  }

  /** All that is held back of a payee's pay. */
  sum(payee: Address): bigint {
    return this.#sums.get(payee) ?? 0n
  }

  /** A key was caught: what is held back of its is never paid. */
  forfeit(peer: PeerId): void {
    for (const held of [...this.#held.values()]) if (held.peer === peer) this.#take(held)
  }

  /** Pays all that is held back. */
  release(): void {
    for (const held of [...this.#held.values()]) this.#pay(held)
  }

  /** What is held back of each key of whom that changed since this was asked last: to be saved. */
  takeChanged(): readonly HeldPay[] {
    const changed = Array.from(this.#changed, ([name, { payee, peer }]) => {
      const amounts = this.#held.get(name)?.amounts ?? []
      return { payee, peer, subtasks: amounts.length, nanoWei: sumOf(amounts) }
    })
    this.#changed.clear()
    return changed
  }

  /** What was taken could not be saved: it is told of again. */
  putBack(taken: readonly HeldPay[]): void {
    for (const { payee, peer } of taken) this.#changed.set(nameOf(payee, peer), { payee, peer })
  }

  #pay(held: Held, subtasks = held.amounts.length): void {
    if (subtasks > 0) this.#options.pay(held.payee, this.#take(held, subtasks))
  }

  /** @returns what is held back no more. */
  #take(held: Held, subtasks = held.amounts.length): bigint {
    const { payee, peer, amounts } = held
    const taken = sumOf(amounts.splice(0, subtasks))
    const name = nameOf(payee, peer)
    if (amounts.length === 0) this.#held.delete(name)
    this.#add(payee, -taken)
    this.#changed.set(name, { payee, peer })
    return taken
  }

  #add(payee: Address, nanoWei: bigint): void {
    this.#sums.set(payee, this.sum(payee) + nanoWei)
  }
}

const nameOf = (payee: Address, peer: PeerId) => `${payee} ${peer}`

function sumOf(amounts: readonly bigint[]): bigint {
  let sum = 0n
  for (const amount of amounts) sum += amount
  return sum
}

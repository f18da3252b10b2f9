/** How many subtasks of a job a share of so many percent is, rounded down. */
export const subtasksIn = (percent: number, subtasks: number): number =>
  Math.floor((subtasks * percent) / 100)

/** Parties that it takes at least, where each subtask is computed by so many. */
export const leastParties = (percent: number, words: number): number =>
  Math.ceil((100 * words) / percent)

/**
 * How much of a job each party was lent, where nobody may be lent more than a share of it. What was
 * lent was seen, answered or not; what is lent again counts again, so that nobody sees more.
 */
export class Shares {
  #most: number
  readonly #lent: Map<string, number>

  /**
   * @param most subtasks that one party may be lent.
   * @param lent what each was lent in earlier runs of the job.
   */
  constructor(most: number, lent: Iterable<readonly [party: string, subtasks: number]> = []) {
    this.#most = most
    this.#lent = new Map(lent)
  }

  /** What each party was lent, in earlier runs too. */
  get lent(): ReadonlyMap<string, number> {
    return this.#lent
  }

  get isLifted(): boolean {
    return this.#most === Number.POSITIVE_INFINITY
  }

  /** Parties that have had their share. */
  get spent(): number {
    let spent = 0
    for (const lent of this.#lent.values()) if (lent >= this.#most) spent += 1
    return spent
  }

  isSpent(party: string): boolean {
    return this.left(party) === 0
  }

  /** Subtasks that a party may still be lent. */
  left(party: string): number {
    return Math.max(0, this.#most - (this.#lent.get(party) ?? 0))
  }

  lend(party: string, subtasks: number): void {
    this.#lent.set(party, (this.#lent.get(party) ?? 0) + subtasks)
  }

  /** From now on anybody may be lent all of it. It is counted on. */
  lift(): void {
    this.#most = Number.POSITIVE_INFINITY
  }
}

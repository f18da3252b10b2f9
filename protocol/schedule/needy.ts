/**
 * Begun subtasks that want one more holder, kept apart by the one party that has a hand in them, so
 * that a party finds what it may take without walking over all that is its own.
 */
export class Needy {
  readonly #groups = new Map<string | undefined, Set<number>>()
  readonly #groupOf = new Map<number, string | undefined>()

  get size(): number {
    return this.#groupOf.size
  }

  has(index: number): boolean {
    return this.#groupOf.has(index)
  }

  /** @param party the only one with a hand in it; undefined where there are several or none. */
  add(index: number, party: string | undefined): void {
    if (this.#groupOf.has(index)) {
      if (this.#groupOf.get(index) === party) return
      this.delete(index)
    }
    this.#groupOf.set(index, party)
    const group = this.#groups.get(party)
    if (group === undefined) this.#groups.set(party, new Set([index]))
    else group.add(index)
  }

  delete(index: number): void {
    if (!this.#groupOf.has(index)) return
    const party = this.#groupOf.get(index)
    this.#groupOf.delete(index)
    const group = this.#groups.get(party)
    group?.delete(index)
    if (group?.size === 0) this.#groups.delete(party)
  }

  /** Those in which several have a hand, or nobody, oldest first. */
  shared(): Iterable<number> {
    return this.#groups.get(undefined) ?? []
  }

  /** Those in which one other party has a hand, oldest first of each. */
  *ofOthers(party: string): Generator<number> {
    for (const [owner, group] of this.#groups)
      if (owner !== party && owner !== undefined) yield* group
  }

  /** Lets the group that was first be last the next time, so that none waits for another to end. */
  rotate(): void {
    const [first] = this.#groups
    if (first === undefined || this.#groups.size === 1) return
    this.#groups.delete(first[0])
    this.#groups.set(...first)
  }
}

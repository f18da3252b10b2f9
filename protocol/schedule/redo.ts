import { BitSet } from './bit-set.ts'

/**
 * Settled subtasks that are to be looked at again. A bit a subtask: one conviction may cast doubt on
 * hundreds of thousands, while only so many are open at once.
 */
export class Redo {
  readonly #due: BitSet
  /** Where to look for the next. */
  #at = 0

  constructor(subtasks: number) {
    this.#due = new BitSet(subtasks)
  }

  get size(): number {
    return this.#due.count
  }

  has(index: number): boolean {
    return this.#due.has(index)
  }

  add(index: number): void {
    this.#due.add(index)
  }

  /** One after another in turn, and then the first again; undefined where there is none. */
  next(): number | undefined {
    const index = this.#due.next(this.#at) ?? this.#due.next(0)
    if (index !== undefined) this.#at = index + 1
    return index
  }

  /** It is open now. */
  delete(index: number): void {
    this.#due.delete(index)
  }
}

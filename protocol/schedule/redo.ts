import { BitSet } from './bit-set.ts'

/**
 * Settled subtasks that are to be looked at again, and which of these nobody was told yet to be void.
 * A bit or two a subtask: one conviction may cast doubt on hundreds of thousands, while only so many
 * are open at once.
 */
export class Redo {
  readonly #due: BitSet
  readonly #untold: BitSet
  /** Where to look for the next. */
  #at = 0

  constructor(subtasks: number) {
    this.#due = new BitSet(subtasks)
    this.#untold = new BitSet(subtasks)
  }

  get size(): number {
    return this.#due.count
  }

  has(index: number): boolean {
    return this.#due.has(index)
  }

  /** @param isVoid whether what is kept of it is nobody's word any more. */
  add(index: number, isVoid: boolean): void {
    this.#due.add(index)
    if (isVoid) this.#untold.add(index)
  }

  /** One after another in turn, and then the first again; undefined where there is none. */
  next(): number | undefined {
    const index = this.#due.next(this.#at) ?? this.#due.next(0)
    if (index !== undefined) this.#at = index + 1
    return index
  }

  /** It is open now. @returns whether it is void, and nobody was told. */
  take(index: number): boolean {
    this.#due.delete(index)
    const isUntold = this.#untold.has(index)
    this.#untold.delete(index)
    return isUntold
  }

  /** The first that are void, and that nobody was told of before. */
  tell(most: number): readonly number[] {
    const told: number[] = []
    for (let at = this.#untold.next(0); at !== undefined; at = this.#untold.next(at + 1)) {
      if (told.length === most) break
      told.push(at)
      this.#untold.delete(at)
    }
    return told
  }
}

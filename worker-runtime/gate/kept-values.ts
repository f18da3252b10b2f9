interface Frame {
  readonly kind: 'block' | 'loop' | 'if'
  /** Words computed on every way to its head, and to its end so far. */
  readonly atHead: number
  atEnd: number
}

/** Stands for code that cannot be reached: every way to it, of which there are none, has it all. */
const UNREACHED = Number.POSITIVE_INFINITY

/**
 * Bounds what an optimising compiler keeps on the stack over a call beside locals and operands.
 * What was computed on every way to the call and is computed again after it, the compiler does
 * once and keeps. Which computations are equal is not looked at: as many as were surely done
 * before, and as many as are still to come, whichever is less.
 */
export class KeptValues {
  readonly #frames: Frame[] = []
  readonly #calls: Array<{ readonly kept: number; readonly before: number }> = []
  /** Words computed so far in order of the code, and on every way to here. */
  #computed = 0
  #available = 0
  #loops = 0
  #outermostLoop = 0

  compute(words: number): void {
    this.#computed += words
    this.#available += words
  }

  open(kind: Frame['kind']): void {
    if (kind === 'loop' && this.#loops++ === 0) this.#outermostLoop = this.#computed
    this.#frames.push({ kind, atHead: this.#available, atEnd: UNREACHED })
  }

  else(): void {
    const { atHead = 0, atEnd = UNREACHED } = this.#frames.pop() ?? {}
    this.#frames.push({ kind: 'block', atHead, atEnd: Math.min(atEnd, this.#available) })
    this.#available = atHead
  }

  /** A branch out of `depth` blocks. */
  branch(depth: number): void {
    const frame = this.#frames.at(-1 - depth)
    if (frame) frame.atEnd = Math.min(frame.atEnd, this.#available)
  }

  /** Control does not come past here. */
  leave(): void {
    this.#available = UNREACHED
  }

  close(): void {
    const frame = this.#frames.pop()
    if (!frame) return
    if (frame.kind === 'loop') this.#loops--
    else this.#available = Math.min(this.#available, frame.atEnd)
    if (frame.kind === 'if') this.#available = Math.min(this.#available, frame.atHead)
  }

  call(): void {
    if (this.#available === UNREACHED) return
    const before = this.#loops > 0 ? this.#outermostLoop : this.#computed
    this.#calls.push({ kept: this.#available, before })
  }

  /** At the most, words over any of the calls; once the body's end is reached. */
  get words(): number {
    return this.#calls.reduce(
      (most, { kept, before }) => Math.max(most, Math.min(kept, this.#computed - before)),
      0,
    )
  }
}

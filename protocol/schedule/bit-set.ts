/** A fixed-size set of small integers at one bit each: ten million subtasks are 1.25 MB. */
export class BitSet {
  readonly size: number
  readonly #bits: Uint8Array
  #count = 0

  constructor(size: number) {
    this.size = size
    this.#bits = new Uint8Array(Math.ceil(size / 8))
  }

  get count(): number {
    return this.#count
  }

  has(at: number): boolean {
    return (((this.#bits[at >> 3] ?? 0) >> (at & 7)) & 1) === 1
  }

  /** Adds a member; adding twice changes nothing. */
  add(at: number): void {
    if (at < 0 || at >= this.size || this.has(at)) return
    this.#bits[at >> 3] = (this.#bits[at >> 3] ?? 0) | (1 << (at & 7))
    this.#count += 1
  }
}

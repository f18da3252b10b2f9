const EMPTY = new Uint8Array(0)

/**
 * A byte array that grows in place, at most twice as large as what it holds. What it starts with
 * is not copied before it is written to.
 */
export class GrowableBytes {
  #buffer: Uint8Array
  #length: number
  #borrowed: boolean

  constructor(initial: Uint8Array = EMPTY) {
    this.#buffer = initial
    this.#length = initial.byteLength
    this.#borrowed = true
  }

  get length(): number {
    return this.#length
  }

  /** The bytes as they are, valid until the next write. */
  view(from = 0, to = this.#length): Uint8Array {
    return this.#buffer.subarray(Math.min(from, this.#length), Math.min(to, this.#length))
  }

  #own(capacity: number): void {
    if (!this.#borrowed && capacity <= this.#buffer.byteLength) return
    const room =
      capacity > this.#buffer.byteLength ? Math.max(capacity, this.#length * 2) : capacity
    const grown = new Uint8Array(Math.max(room, this.#length))
    grown.set(this.view())
    this.#buffer = grown
    this.#borrowed = false
  }

  /** Writes at `at`; what lies between the end and there becomes zero. */
  write(at: number, bytes: Uint8Array): void {
    this.resize(Math.max(this.#length, at + bytes.byteLength))
    this.#own(this.#length)
    this.#buffer.set(bytes, at)
  }

  append(bytes: Uint8Array): void {
    this.write(this.#length, bytes)
  }

  /** Cuts, or fills up with zeros. */
  resize(length: number): void {
    if (length < this.#length) {
      this.#length = length
      if (length * 4 < this.#buffer.byteLength) {
        this.#buffer = this.#buffer.slice(0, length)
        this.#borrowed = false
      }
      return
    }
    if (length === this.#length) return
    this.#own(length)
    this.#buffer.fill(0, this.#length, length)
    this.#length = length
  }
}

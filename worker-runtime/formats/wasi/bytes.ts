import type { Storage } from './storage.ts'

const EMPTY = new Uint8Array(0)

/**
 * A byte array that grows in place, at most twice as large as what it holds. What it starts with
 * is not copied before it is written to, and is not its own to pay for; all that it holds itself is
 * taken from the storage, room to grow included.
 */
export class GrowableBytes {
  readonly #storage: Storage | undefined
  #buffer: Uint8Array
  #length: number
  #borrowed = true

  /** @param storage pays for what is held; without one somebody else keeps count. */
  constructor(initial: Uint8Array = EMPTY, storage?: Storage) {
    this.#storage = storage
    this.#buffer = initial
    this.#length = initial.byteLength
  }

  get length(): number {
    return this.#length
  }

  /** How much the next write copies first. */
  get uncopied(): number {
    return this.#borrowed ? this.#length : 0
  }

  /** The bytes as they are, valid until the next write. */
  view(from = 0, to = this.#length): Uint8Array {
    return this.#buffer.subarray(Math.min(from, this.#length), Math.min(to, this.#length))
  }

  /** Room for a size, and for more where that is cheap: half of what is left stays for others. */
  #roomFor(size: number, held: number): number {
    if (size <= this.#buffer.byteLength) return size
    const left = this.#storage?.left ?? Number.POSITIVE_INFINITY
    const spare = Math.floor((left - (size - held)) / 2)
    return Math.max(size, Math.min(this.#length * 2, size + spare))
  }

  #own(size: number): void {
    if (!this.#borrowed && size <= this.#buffer.byteLength) return
    const held = this.#borrowed ? 0 : this.#buffer.byteLength
    const room = this.#roomFor(size, held)
    this.#storage?.take(room - held)
    const grown = new Uint8Array(room)
    grown.set(this.view())
    this.#buffer = grown
    this.#borrowed = false
  }

  /** Writes at `at`; what lies between the end and there becomes zero. @throws {WasiError} `nospc` */
  write(at: number, bytes: Uint8Array): void {
    this.resize(Math.max(this.#length, at + bytes.byteLength))
    this.#own(this.#length)
    this.#buffer.set(bytes, at)
  }

  append(bytes: Uint8Array): void {
    this.write(this.#length, bytes)
  }

  /** Cuts, or fills up with zeros. @throws {WasiError} `nospc` */
  resize(length: number): void {
    if (length < this.#length) {
      this.#length = length
      if (this.#borrowed) {
        this.#buffer = this.#buffer.subarray(0, length)
      } else {
        this.#storage?.give(this.#buffer.byteLength - length)
        this.#buffer = this.#buffer.slice(0, length)
      }
      return
    }
    if (length === this.#length) return
    this.#own(length)
    this.#buffer.fill(0, this.#length, length)
    this.#length = length
  }
}

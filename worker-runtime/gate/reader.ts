import { Refusal } from './refusal.ts'

/** Names as an engine reads them: a byte order mark is a letter like any other. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** A cursor over untrusted WASM bytes. Every read is bounds-checked and ends in a `Refusal`. */
export class Reader {
  readonly bytes: Uint8Array
  readonly start: number
  at: number
  readonly end: number

  constructor(bytes: Uint8Array, at = 0, end = bytes.length) {
    this.bytes = bytes
    this.start = at
    this.at = at
    this.end = end
  }

  u8(): number {
    if (this.at >= this.end) throw new Refusal('truncated', this.at, 'The module ends too early')
    return this.bytes[this.at++] ?? 0
  }

  /** Unsigned LEB128 of at most 32 bits. */
  u32(): number {
    const start = this.at
    let value = 0
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.u8()
      value += (byte & 0x7f) * 2 ** shift
      if (byte < 0x80) {
        if (value > 0xffff_ffff) break
        return value
      }
    }
    throw new Refusal('malformed', start, 'A number is longer than 32 bits')
  }

  /** A LEB128 number of up to `maxBytes`, whose value does not matter to the gate. */
  skipLeb(maxBytes: number): void {
    const start = this.at
    for (let i = 0; i < maxBytes; i++) if (this.u8() < 0x80) return
    throw new Refusal('malformed', start, `A number is longer than ${maxBytes} bytes`)
  }

  skip(length: number): void {
    if (length > this.end - this.at) {
      throw new Refusal('truncated', this.at, 'The module ends too early')
    }
    this.at += length
  }

  name(): string {
    const length = this.u32()
    const start = this.at
    this.skip(length)
    try {
      return utf8.decode(this.bytes.subarray(start, this.at))
    } catch {
      throw new Refusal('malformed', start, 'A name is not UTF-8')
    }
  }

  /** A reader over the next `length` bytes, which this one steps over. */
  slice(length: number): Reader {
    const start = this.at
    this.skip(length)
    return new Reader(this.bytes, start, this.at)
  }
}

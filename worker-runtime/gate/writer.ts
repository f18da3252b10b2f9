/** Grows a WASM binary byte by byte. */
export class Writer {
  #bytes = new Uint8Array(256)
  #length = 0

  get length(): number {
    return this.#length
  }

  #reserve(extra: number): void {
    if (this.#length + extra <= this.#bytes.length) return
    const bytes = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + extra))
    bytes.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = bytes
  }

  clear(): void {
    this.#length = 0
  }

  u8(...values: number[]): this {
    this.#reserve(values.length)
    for (const value of values) this.#bytes[this.#length++] = value
    return this
  }

  u32(value: number): this {
    let rest = value
    while (rest >= 0x80) {
      this.u8((rest % 0x80) | 0x80)
      rest = Math.floor(rest / 0x80)
    }
    return this.u8(rest)
  }

  /** Signed LEB128 of a number that is not negative. */
  positive(value: number): this {
    let rest = value
    while (rest >= 0x40) {
      this.u8((rest % 0x80) | 0x80)
      rest = Math.floor(rest / 0x80)
    }
    return this.u8(rest)
  }

  raw(bytes: Uint8Array): this {
    this.#reserve(bytes.length)
    this.#bytes.set(bytes, this.#length)
    this.#length += bytes.length
    return this
  }

  /** A vector's or section's bytes after their length. */
  sized(content: Writer): this {
    return this.u32(content.length).raw(content.view())
  }

  name(text: string): this {
    const bytes = new TextEncoder().encode(text)
    return this.u32(bytes.length).raw(bytes)
  }

  /** What was written so far; valid until the next write. */
  view(): Uint8Array {
    return this.#bytes.subarray(0, this.#length)
  }

  finish(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length)
  }
}

import { z } from 'zod'
import { bytesUpTo } from './codec.ts'

/** Writes records one after another into bytes that are known to be long enough, or made so. Big-endian. */
export class RecordWriter {
  #bytes: Uint8Array<ArrayBuffer>
  #view: DataView
  #at = 0

  constructor(length: number) {
    this.#bytes = new Uint8Array(length)
    this.#view = new DataView(this.#bytes.buffer)
  }

  /** All of it, written or not. */
  get bytes(): Uint8Array<ArrayBuffer> {
    return this.#bytes
  }

  /** Makes room for so many bytes more where there is none. */
  reserve(length: number): void {
    const needed = this.#at + length
    if (needed <= this.#bytes.byteLength) return
    const longer = new Uint8Array(Math.max(needed, 2 * this.#bytes.byteLength))
    longer.set(this.#bytes)
    this.#bytes = longer
    this.#view = new DataView(longer.buffer)
  }

  u8(value: number): void {
    this.#view.setUint8(this.#at, value)
    this.#at += 1
  }

  u32(value: number): void {
    this.#view.setUint32(this.#at, value)
    this.#at += 4
  }

  u64(value: bigint): void {
    this.#view.setBigUint64(this.#at, value)
    this.#at += 8
  }

  /** A count in as few bytes as it needs: seven bits a byte, the lowest first. */
  uint(value: number): void {
    let left = value
    while (left >= 0x80) {
      this.u8((left & 0x7f) | 0x80)
      left >>>= 7
    }
    this.u8(left)
  }

  /** A count by how far it is from another, either way: close by takes one byte. */
  step(value: number, from: number): void {
    const step = (value - from) | 0
    this.uint(((step << 1) ^ (step >> 31)) >>> 0)
  }

  raw(bytes: Uint8Array): void {
    this.#bytes.set(bytes, this.#at)
    this.#at += bytes.byteLength
  }

  /** What was written so far: a view. */
  get written(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.#at)
  }
}

/** Reads records. Every read throws a `RangeError` beyond the end, and gives bytes of their own. */
export class RecordReader {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.byteLength
  }

  u8(): number {
    this.#at += 1
    return this.#view.getUint8(this.#at - 1)
  }

  u32(): number {
    this.#at += 4
    return this.#view.getUint32(this.#at - 4)
  }

  u64(): bigint {
    this.#at += 8
    return this.#view.getBigUint64(this.#at - 8)
  }

  /** @throws {RangeError} for more bytes than the number needs, and beyond 32 bits. */
  uint(): number {
    let value = 0
    for (let weight = 1; weight <= 2 ** 28; weight *= 2 ** 7) {
      const byte = this.u8()
      value += (byte & 0x7f) * weight
      if (byte >= 0x80) continue
      if (value > 0xffff_ffff || (byte === 0 && weight > 1)) break
      return value
    }
    throw new RangeError('no number')
  }

  step(from: number): number {
    const step = this.uint()
    return (from + ((step >>> 1) ^ -(step & 1))) >>> 0
  }

  raw(length: number): Uint8Array {
    const end = this.#at + length
    if (end > this.#bytes.byteLength) throw new RangeError('Bytes beyond the end')
    const bytes = this.#bytes.slice(this.#at, end)
    this.#at = end
    return bytes
  }
}

/** How one record is laid out. It may be told by the one before, which most often is much like it. */
export interface RecordFormat<T> {
  /** Bytes it takes at most. */
  readonly roomFor: (record: T) => number
  readonly write: (writer: RecordWriter, record: T, before: T | undefined) => void
  /** @throws {RangeError} for what is no such record, or not as `write` writes it. */
  readonly read: (reader: RecordReader, before: T | undefined) => T
}

/**
 * A list of one to `max` records as a single byte string: hundreds of them a message cost a map with
 * names and a schema's walk each otherwise. The same list gives the same bytes and nothing else does.
 */
export const packedList = <T>(format: RecordFormat<T>, max: number, maxBytes: number) =>
  z.codec(bytesUpTo(maxBytes), z.custom<T[]>(Array.isArray), {
    decode: (bytes, context) => {
      const records: T[] = []
      const refuse = (message: string) => {
        context.issues.push({ code: 'custom', message, input: bytes })
        return z.NEVER
      }
      try {
        const reader = new RecordReader(bytes)
        while (!reader.isAtEnd) {
          if (records.length === max) return refuse('too many records')
          records.push(format.read(reader, records.at(-1)))
        }
      } catch (error) {
        if (!(error instanceof RangeError)) throw error
        return refuse(error.message)
      }
      return records.length === 0 ? refuse('no record') : records
    },
    encode: (records) => {
      const room = records.reduce((sum, record) => sum + format.roomFor(record), 0)
      const writer = new RecordWriter(room)
      records.forEach((record, at) => {
        format.write(writer, record, records[at - 1])
      })
      return writer.written
    },
  })

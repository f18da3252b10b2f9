import { z } from 'zod'
import { bytesUpTo } from './codec.ts'

/** Writes records one after another into bytes that are known to be long enough. Big-endian. */
export class RecordWriter {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly #view: DataView
  #at = 0

  constructor(length: number) {
    this.bytes = new Uint8Array(length)
    this.#view = new DataView(this.bytes.buffer)
  }

  /** Writes from the beginning again, over what was written. */
  restart(): void {
    this.#at = 0
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

  raw(bytes: Uint8Array): void {
    this.bytes.set(bytes, this.#at)
    this.#at += bytes.byteLength
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

  raw(length: number): Uint8Array {
    const end = this.#at + length
    if (end > this.#bytes.byteLength) throw new RangeError('Bytes beyond the end')
    const bytes = this.#bytes.slice(this.#at, end)
    this.#at = end
    return bytes
  }
}

/** How one record is laid out. */
export interface RecordFormat<T> {
  readonly lengthOf: (record: T) => number
  readonly write: (writer: RecordWriter, record: T) => void
  /** @throws {RangeError} for what is no such record. */
  readonly read: (reader: RecordReader) => T
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
          records.push(format.read(reader))
        }
      } catch (error) {
        if (!(error instanceof RangeError)) throw error
        return refuse(error.message)
      }
      return records.length === 0 ? refuse('no record') : records
    },
    encode: (records) => {
      const length = records.reduce((sum, record) => sum + format.lengthOf(record), 0)
      const writer = new RecordWriter(length)
      for (const record of records) format.write(writer, record)
      return writer.bytes
    },
  })

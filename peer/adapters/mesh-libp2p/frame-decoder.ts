import { MalformedError } from '#protocol/errors.ts'
import { MAX_FRAME_BYTES } from '#protocol/wire/limits.ts'

/** A record is four bytes, big-endian, and what they announce. */
const HEADER_BYTES = 4
/** Set in a header that returns credit instead of announcing a frame. */
const CREDIT_BIT = 0x8000_0000

export const encodeFrameHeader = (frameBytes: number) => encodeHeader(frameBytes)
export const encodeCredit = (credit: number) => encodeHeader(CREDIT_BIT + credit)

function encodeHeader(value: number): Uint8Array {
  const header = new Uint8Array(HEADER_BYTES)
  new DataView(header.buffer).setUint32(0, value)
  return header
}

/** Where decoded records go. */
export interface FrameSink {
  /** Asked before a frame is read: may the sender send one of this length? */
  readonly allows: (frameBytes: number) => boolean
  readonly frame: (frame: Uint8Array) => void
  readonly credit: (credit: number) => void
}

/**
 * Cuts a byte stream into frames and credits, however the network chopped it.
 *
 * Memory: one frame, and none for a frame that `allows` refuses.
 */
export class FrameDecoder {
  readonly #sink: FrameSink
  readonly #header = new Uint8Array(HEADER_BYTES)
  #filled = 0
  #body: Uint8Array | undefined

  constructor(sink: FrameSink) {
    this.#sink = sink
  }

  /** @throws {MalformedError} when the sender breaks the framing or exceeds its credit. */
  push(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.byteLength; ) {
      const target = this.#body ?? this.#header
      const part = bytes.subarray(at, at + target.byteLength - this.#filled)
      target.set(part, this.#filled)
      at += part.byteLength
      this.#filled += part.byteLength
      if (this.#filled < target.byteLength) return
      this.#filled = 0
      if (this.#body === undefined) this.#readHeader()
      else {
        const frame = this.#body
        this.#body = undefined
        this.#sink.frame(frame)
      }
    }
  }

  #readHeader(): void {
    const value = new DataView(this.#header.buffer).getUint32(0)
    if (value >= CREDIT_BIT) {
      this.#sink.credit(value - CREDIT_BIT)
      return
    }
    if (value === 0 || value > MAX_FRAME_BYTES) throw new MalformedError(`frame of ${value} bytes`)
    if (!this.#sink.allows(value)) throw new MalformedError('frame beyond the granted credit')
    this.#body = new Uint8Array(value)
  }
}

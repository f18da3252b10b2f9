import type { Stream } from '@libp2p/interface'
import { CreditGate, frameCost } from '#peer/adapters/credit-gate.ts'
import { FrameInbox } from '#peer/adapters/frame-inbox.ts'
import {
  encodeCredit,
  encodeFrameHeader,
  FrameDecoder,
} from '#peer/adapters/mesh-libp2p/frame-decoder.ts'
import { ChannelClosedError, FrameSizeError } from '#peer/ports/errors.ts'
import type { Channel } from '#peer/ports/mesh.ts'
import { MalformedError } from '#protocol/errors.ts'
import type { PeerId } from '#protocol/ids.ts'
import { MAX_FRAME_BYTES } from '#protocol/wire/limits.ts'

const CLOSE_TIMEOUT_MS = 5_000

/**
 * A channel over one libp2p stream: frames with a length in front, and credit of our own, because
 * WebRTC streams have no back-pressure for readers.
 */
export class StreamChannel implements Channel {
  readonly remote: PeerId
  readonly remoteAddress: string | undefined
  readonly path: 'direct' | 'relayed'
  readonly closed: Promise<void>
  readonly #stream: Stream
  readonly #onMalformed: (error: MalformedError) => void
  readonly #settle = Promise.withResolvers<void>()
  readonly #gate = new CreditGate()
  readonly #inbox = new FrameInbox({
    returnCredit: (credit) => this.#write(encodeCredit(credit)),
    fail: () => void this.close(),
  })
  readonly #decoder = new FrameDecoder({
    allows: (frameBytes) => this.#inbox.allows(frameBytes),
    frame: (frame) => this.#inbox.push(frame),
    credit: (credit) => {
      if (!this.#gate.give(credit)) throw new MalformedError('credit')
    },
  })
  #open = true
  #closedHere = false

  /** @param onMalformed called once, after the stream was torn down, when the far side cheats. */
  constructor(
    stream: Stream,
    facts: Pick<Channel, 'remote' | 'remoteAddress' | 'path'>,
    onMalformed: (error: MalformedError) => void,
  ) {
    this.remote = facts.remote
    this.remoteAddress = facts.remoteAddress
    this.path = facts.path
    this.closed = this.#settle.promise
    this.#stream = stream
    this.#onMalformed = onMalformed
    stream.addEventListener('message', ({ data }) => this.#read(data.subarray()))
    stream.addEventListener('remoteCloseWrite', () => void this.#end('the other side closed it'))
    stream.addEventListener('close', () => this.#finish('the connection is gone'))
    if (stream.status !== 'open') this.#finish('the connection is gone')
  }

  async send(frame: Uint8Array): Promise<void> {
    if (frame.byteLength < 1 || frame.byteLength > MAX_FRAME_BYTES) {
      throw new FrameSizeError(frame.byteLength, MAX_FRAME_BYTES)
    }
    await this.#gate.take(frameCost(frame.byteLength))
    if (!this.#open) throw new ChannelClosedError('it closed while the frame waited')
    this.#write(encodeFrameHeader(frame.byteLength))
    // libp2p queues without copying, and the frame stays its owner's.
    if (!this.#write(frame.slice())) await this.#drained()
  }

  onFrame(handler: (frame: Uint8Array) => void | Promise<void>): void {
    this.#inbox.consume(async (frame) => {
      if (!this.#closedHere) await handler(frame)
    })
  }

  async close(): Promise<void> {
    this.#closedHere = true
    await this.#end('closed on this side')
  }

  #read(bytes: Uint8Array): void {
    if (!this.#open) return
    try {
      this.#decoder.push(bytes)
    } catch (error) {
      if (!(error instanceof MalformedError)) throw error
      this.#finish('the other side broke the protocol')
      this.#stream.abort(error)
      this.#onMalformed(error)
    }
  }

  /** False when the network asks to wait. Writing to a dying stream is no error: it ends by itself. */
  #write(bytes: Uint8Array): boolean {
    if (!this.#open) return true
    try {
      return this.#stream.send(bytes)
    } catch {
      this.#finish('the connection is gone')
      return true
    }
  }

  /** One listener per wait: the stream's own `onDrain` answers at once after its first use. */
  #drained(): Promise<void> {
    const drained = Promise.withResolvers<void>()
    this.#stream.addEventListener('drain', () => drained.resolve(), { once: true })
    return Promise.race([drained.promise, this.closed])
  }

  async #end(why: string): Promise<void> {
    if (!this.#open) return
    this.#finish(why)
    try {
      await this.#stream.close({ signal: AbortSignal.timeout(CLOSE_TIMEOUT_MS) })
    } catch (error) {
      this.#stream.abort(error instanceof Error ? error : new Error(String(error)))
    }
  }

  #finish(why: string): void {
    this.#open = false
    this.#gate.close(why)
    this.#settle.resolve()
  }
}

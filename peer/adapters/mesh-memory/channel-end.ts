import { CreditGate, frameCost } from '#peer/adapters/credit-gate.ts'
import { FrameInbox } from '#peer/adapters/frame-inbox.ts'
import { ChannelClosedError, FrameSizeError } from '#peer/ports/errors.ts'
import type { Channel } from '#peer/ports/mesh.ts'
import type { PeerId } from '#protocol/ids.ts'
import { MAX_FRAME_BYTES } from '#protocol/wire/limits.ts'

/** Carries a call to the other end, or loses it, as the network decides. */
type Transmit = (run: (other: ChannelEnd) => void) => void

/** One end of a channel in the memory network. */
export class ChannelEnd implements Channel {
  readonly remote: PeerId
  readonly remoteAddress: string | undefined
  readonly path: 'direct' | 'relayed'
  readonly closed: Promise<void>
  readonly #transmit: Transmit
  readonly #settle = Promise.withResolvers<void>()
  readonly #gate = new CreditGate()
  readonly #inbox = new FrameInbox({
    returnCredit: (credit) => this.#transmit((other) => other.#gate.give(credit)),
    fail: () => this.#closeBoth('the consumer failed'),
  })
  #open = true
  #closedHere = false

  constructor(facts: Pick<Channel, 'remote' | 'remoteAddress' | 'path'>, transmit: Transmit) {
    this.remote = facts.remote
    this.remoteAddress = facts.remoteAddress
    this.path = facts.path
    this.closed = this.#settle.promise
    this.#transmit = transmit
  }

  async send(frame: Uint8Array): Promise<void> {
    if (frame.byteLength < 1 || frame.byteLength > MAX_FRAME_BYTES) {
      throw new FrameSizeError(frame.byteLength, MAX_FRAME_BYTES)
    }
    const copy = frame.slice()
    await this.#gate.take(frameCost(copy.byteLength))
    if (!this.#open) throw new ChannelClosedError('it closed while the frame waited')
    this.#transmit((other) => other.#receive(copy))
  }

  onFrame(handler: (frame: Uint8Array) => void | Promise<void>): void {
    this.#inbox.consume(async (frame) => {
      if (!this.#closedHere) await handler(frame)
    })
  }

  async close(): Promise<void> {
    this.#closeBoth('closed on this side')
  }

  #receive(frame: Uint8Array): void {
    if (this.#open) this.#inbox.push(frame)
  }

  #closeBoth(why: string): void {
    this.#closedHere = true
    if (!this.#open) return
    this.#finish(why)
    this.#transmit((other) => other.#finish('closed by the other side'))
  }

  #finish(why: string): void {
    this.#open = false
    this.#gate.close(why)
    this.#settle.resolve()
  }
}

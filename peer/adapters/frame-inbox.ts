import { CREDIT_WINDOW_BYTES, frameCost } from '#peer/adapters/credit-gate.ts'

type FrameHandler = (frame: Uint8Array) => void | Promise<void>

/**
 * The receiving half of a channel's flow control: keeps what the far side was allowed to send and
 * hands it to one consumer, in order, one frame at a time.
 *
 * Credit goes back in quarters of the window, which keeps the window busy and the traffic small. It
 * does not know how credit travels: that is `returnCredit`.
 */
export class FrameInbox {
  readonly #frames: Uint8Array[] = []
  readonly #returnCredit: (credit: number) => void
  readonly #fail: (error: unknown) => void
  #handler: FrameHandler | undefined
  #draining = false
  #heldCredit = 0
  #usedCredit = 0

  constructor(hooks: {
    returnCredit: (credit: number) => void
    /** Called once, with what the consumer threw. */
    fail: (error: unknown) => void
  }) {
    this.#returnCredit = hooks.returnCredit
    this.#fail = hooks.fail
  }

  /** True when the far side may still send a frame of this length. */
  allows(frameBytes: number): boolean {
    return this.#usedCredit + frameCost(frameBytes) <= CREDIT_WINDOW_BYTES
  }

  /** Keeps a frame that `allows` let in. */
  push(frame: Uint8Array): void {
    this.#usedCredit += frameCost(frame.byteLength)
    this.#frames.push(frame)
    void this.#drain()
  }

  consume(handler: FrameHandler): void {
    this.#handler = handler
    void this.#drain()
  }

  async #drain(): Promise<void> {
    if (this.#draining || this.#handler === undefined) return
    this.#draining = true
    try {
      for (let frame = this.#frames.shift(); frame !== undefined; frame = this.#frames.shift()) {
        // Counted first: a consumer that transfers the frame to another thread empties it here.
        const cost = frameCost(frame.byteLength)
        await this.#handler(frame)
        this.#release(cost)
      }
      this.#draining = false
    } catch (error) {
      this.#frames.length = 0
      this.#fail(error)
    }
  }

  #release(cost: number): void {
    this.#heldCredit += cost
    if (this.#heldCredit < CREDIT_WINDOW_BYTES / 4) return
    const credit = this.#heldCredit
    this.#heldCredit = 0
    this.#usedCredit -= credit
    this.#returnCredit(credit)
  }
}

import { ChannelClosedError } from '#peer/ports/errors.ts'
import { MAX_FRAME_BYTES } from '#protocol/wire/limits.ts'

/** Credit a fresh channel starts with, each way: the most a slow consumer ever has to hold. */
export const CREDIT_WINDOW_BYTES = 2 * MAX_FRAME_BYTES

/** What a frame costs beside its bytes, so that a flood of tiny frames is bounded as well. */
const FRAME_OVERHEAD_BYTES = 64

/** The credit a frame of this length uses up until its consumer is done with it. */
export const frameCost = (frameBytes: number) => frameBytes + FRAME_OVERHEAD_BYTES

/**
 * The sending half of a channel's flow control: waits, first come first served, until the far side
 * has granted enough credit.
 */
export class CreditGate {
  #available = CREDIT_WINDOW_BYTES
  #closed: string | undefined
  readonly #waiting: Array<{ cost: number; grant: PromiseWithResolvers<void> }> = []

  /** @throws {ChannelClosedError} when the gate is closed before enough credit has come. */
  async take(cost: number): Promise<void> {
    if (this.#closed !== undefined) throw new ChannelClosedError(this.#closed)
    if (this.#waiting.length === 0 && this.#available >= cost) {
      this.#available -= cost
      return
    }
    const grant = Promise.withResolvers<void>()
    this.#waiting.push({ cost, grant })
    return grant.promise
  }

  /** Takes credit back from the far side. False when that is more than was ever used. */
  give(credit: number): boolean {
    if (credit <= 0 || this.#available + credit > CREDIT_WINDOW_BYTES) return false
    this.#available += credit
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      if (this.#available < next.cost) break
      this.#available -= next.cost
      this.#waiting.shift()
      next.grant.resolve()
    }
    return true
  }

  /** Refuses whoever waits and whoever comes. */
  close(why: string): void {
    this.#closed ??= why
    for (const { grant } of this.#waiting.splice(0)) grant.reject(new ChannelClosedError(why))
  }
}

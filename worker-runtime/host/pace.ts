/** Unused right to compute is kept for no longer than this. */
const KEPT_MS = 100

/**
 * Holds a core to a share of the time: it may compute while what it has earned covers what it has
 * spent. Whatever chunks the work comes in, their sum over a while is the share.
 */
export class Pace {
  readonly dutyCycle: number
  #balanceMs = 0
  #at: number

  /** @param dutyCycle above 0, up to 1. */
  constructor(dutyCycle: number, nowMs: number) {
    if (!(dutyCycle > 0 && dutyCycle <= 1)) throw new RangeError(`A duty cycle of ${dutyCycle}`)
    this.dutyCycle = dutyCycle
    this.#at = nowMs
  }

  mayCompute(nowMs: number): boolean {
    this.#book(0, nowMs)
    return this.dutyCycle === 1 || this.#balanceMs >= 0
  }

  /** Books `busyMs` of computing that ended at `nowMs`. */
  spend(busyMs: number, nowMs: number): void {
    this.#book(busyMs, nowMs)
  }

  #book(busyMs: number, nowMs: number): void {
    const balanceMs = this.#balanceMs + this.dutyCycle * (nowMs - this.#at) - busyMs
    this.#balanceMs = Math.min(balanceMs, this.dutyCycle * KEPT_MS)
    this.#at = nowMs
  }
}

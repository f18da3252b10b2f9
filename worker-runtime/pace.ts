/** Unused right to compute is kept for no longer than this. */
const KEPT_MS = 100

/**
 * Holds whatever computes to a share of the time: it may while what it has earned covers what it
 * has spent. Whatever chunks the work comes in, their sum over a while is the share.
 */
export class Pace {
  #dutyCycle: number
  #balanceMs = 0
  #at: number

  /** @param dutyCycle above 0, up to 1. */
  constructor(dutyCycle: number, nowMs: number) {
    this.#dutyCycle = checked(dutyCycle)
    this.#at = nowMs
  }

  get dutyCycle(): number {
    return this.#dutyCycle
  }

  /** How long it has to rest from `nowMs` on before it may compute. */
  restMs(nowMs: number): number {
    this.#book(0, nowMs)
    return this.#dutyCycle === 1 ? 0 : Math.max(0, -this.#balanceMs / this.#dutyCycle)
  }

  mayCompute(nowMs: number): boolean {
    return this.restMs(nowMs) === 0
  }

  /** Books `busyMs` of computing that ended at `nowMs`. */
  spend(busyMs: number, nowMs: number): void {
    this.#book(0, Math.max(this.#at, nowMs - busyMs))
    this.#book(busyMs, nowMs)
  }

  /** Takes another share from `nowMs` on; a rest still due is cut or stretched in proportion. */
  change(dutyCycle: number, nowMs: number): void {
    const next = checked(dutyCycle)
    this.#book(0, nowMs)
    const resting = 1 - this.#dutyCycle
    if (this.#balanceMs < 0) this.#balanceMs *= resting === 0 ? 0 : (1 - next) / resting
    this.#dutyCycle = next
    this.#book(0, nowMs)
  }

  #book(busyMs: number, nowMs: number): void {
    const balanceMs = this.#balanceMs + this.#dutyCycle * (nowMs - this.#at) - busyMs
    this.#balanceMs = Math.min(balanceMs, this.#dutyCycle * KEPT_MS)
    this.#at = nowMs
  }
}

function checked(dutyCycle: number): number {
  if (!(dutyCycle > 0 && dutyCycle <= 1)) throw new RangeError(`A duty cycle of ${dutyCycle}`)
  return dutyCycle
}

/** Milliseconds between two ticks: how exact a wall clock is. */
export const TICK_MS = 25
/** A tick counts for no more than this, so that time in which the machine slept is nobody's. */
const MAX_TICK_MS = 1_000
/** Ticks without a listener before the source is stopped. */
const LINGER_TICKS = 40

/**
 * The host's sense of time while programs run: one timer for all cores, off when all are idle.
 *
 * It counts time that passed for programs too: when the whole tab was frozen or the laptop asleep,
 * nobody is held to it.
 */
export class Ticker {
  readonly #start: (tick: () => void) => () => void
  readonly #listeners = new Set<(elapsedMs: number) => void>()
  #stop: (() => void) | undefined
  #idleTicks = 0
  #lastAt = 0

  /** @param start begins calling back every `TICK_MS` at whatever speed it can; returns the stop. */
  constructor(start: (tick: () => void) => () => void) {
    this.#start = start
  }

  /** Calls `run` with the milliseconds since it was last called, until the returned stop. */
  listen(run: (elapsedMs: number) => void): () => void {
    this.#listeners.add(run)
    this.#idleTicks = 0
    if (this.#stop === undefined) {
      this.#lastAt = performance.now()
      this.#stop = this.#start(() => this.#tick())
    }
    return () => {
      this.#listeners.delete(run)
    }
  }

  /** Calls `run` once, after `ms`, unless the returned cancel comes before. */
  after(ms: number, run: () => void): () => void {
    let leftMs = ms
    const cancel = this.listen((elapsedMs) => {
      leftMs -= elapsedMs
      if (leftMs > 0) return
      cancel()
      run()
    })
    return cancel
  }

  #tick(): void {
    const now = performance.now()
    const elapsedMs = Math.min(now - this.#lastAt, MAX_TICK_MS)
    this.#lastAt = now
    if (this.#listeners.size > 0) this.#idleTicks = 0
    else if (++this.#idleTicks >= LINGER_TICKS) {
      this.#stop?.()
      this.#stop = undefined
    }
    for (const run of [...this.#listeners]) run(elapsedMs)
  }
}

/** How long it may say nothing before it is asked for a sign of life, and before it is given up. */
const ASK_AFTER_MS = 1_000
const GIVE_UP_AFTER_MS = 8_000

/**
 * Tells one that computes long from one that is dead, which no event does: silent too long, it is
 * asked for a sign of life.
 */
export class LifeSigns {
  readonly #ask: (answer: () => void) => void
  #silentMs = 0
  #isAsked = false

  /** @param ask has `answer` called soon, or never. */
  constructor(ask: (answer: () => void) => void) {
    this.#ask = ask
  }

  /** It was heard of. */
  hear(): void {
    this.#silentMs = 0
    this.#isAsked = false
  }

  /** Counts so much more silence; whether it may still be alive. */
  wait(elapsedMs: number): boolean {
    this.#silentMs += elapsedMs
    if (this.#silentMs > ASK_AFTER_MS && !this.#isAsked) {
      this.#isAsked = true
      this.#ask(() => this.hear())
    }
    return this.#silentMs <= GIVE_UP_AFTER_MS
  }
}

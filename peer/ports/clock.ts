/**
 * Time and randomness, injected so that a whole network runs in a unit test in milliseconds.
 *
 * @example
 * const cancel = clock.after(3_000, () => suspect(peer))
 */
export interface Clock {
  /** Milliseconds since the Unix epoch; never less than before. */
  now(): number
  /**
   * Calls `run` once, when `now` has gone on by `delayMs` at least: never early, so that what waits
   * for a time finds it come, and in a turn of its own where it has come already. The returned function
   * cancels.
   */
  after(delayMs: number, run: () => void): () => void
  /** Cryptographically strong bytes (a seeded stream in tests). */
  randomBytes(length: number): Uint8Array
}

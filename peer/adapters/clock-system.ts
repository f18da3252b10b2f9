import type { Clock } from '#peer/ports/clock.ts'

/** `crypto.getRandomValues` refuses more than this at once. */
const MAX_RANDOM_BYTES = 65_536

/** The machine's own time and randomness. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs)
    return () => clearTimeout(timer)
  },
  randomBytes: (length) => {
    const bytes = new Uint8Array(length)
    for (let at = 0; at < length; at += MAX_RANDOM_BYTES) {
      crypto.getRandomValues(bytes.subarray(at, at + MAX_RANDOM_BYTES))
    }
    return bytes
  },
}

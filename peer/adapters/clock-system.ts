import type { Clock } from '#peer/ports/clock.ts'

/** `crypto.getRandomValues` refuses more than this at once. */
const MAX_RANDOM_BYTES = 65_536
/** A timer that is to run for longer ends at once. */
const MAX_TIMER_MS = 2 ** 31 - 1

/** The machine's own time and randomness. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after: (delayMs, run) => {
    const due = Date.now() + delayMs
    let timer: ReturnType<typeof setTimeout>
    const wait = () => {
      const left = Math.min(due - Date.now(), MAX_TIMER_MS)
      // Timers count by another clock than `Date.now`: many end a millisecond early by this one.
      timer = setTimeout(() => (Date.now() < due ? wait() : run()), left)
    }
    wait()
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

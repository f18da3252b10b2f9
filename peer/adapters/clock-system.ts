import type { Clock } from '#peer/ports/clock.ts'

/** `crypto.getRandomValues` refuses more than this at once. */
const MAX_RANDOM_BYTES = 65_536
/** A timer that is to run for longer ends at once. */
const MAX_TIMER_MS = 2 ** 31 - 1

/** What the machine's calendar was ahead of its stopwatch at most. */
let ahead = Number.NEGATIVE_INFINITY

/**
 * The time by the calendar, and by the stopwatch from where it was where the calendar is set back:
 * what waits for a time must not wait for it twice. A stopwatch that stood still while the machine
 * slept is put forward.
 */
function now(): number {
  const elapsed = performance.now()
  ahead = Math.max(ahead, Date.now() - elapsed)
  return Math.floor(ahead + elapsed)
}

/** The machine's own time and randomness. */
export const systemClock: Clock = {
  now,
  after: (delayMs, run) => {
    const due = now() + delayMs
    let timer: ReturnType<typeof setTimeout>
    const wait = () => {
      const left = Math.min(Math.max(0, due - now()), MAX_TIMER_MS)
      // Many timers end a millisecond early.
      timer = setTimeout(() => (now() < due ? wait() : run()), left)
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

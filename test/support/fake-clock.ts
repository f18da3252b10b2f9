import type { Clock } from '#peer/ports/clock.ts'

/** A clock that stands still until it is told to go on. */
export interface FakeClock extends Clock {
  /**
   * Moves time on by `ms`, running what falls due in order of its time (equal times: in order of
   * its asking) and letting every promise settle in between. What a timer asks for inside the span
   * runs too.
   */
  advance(ms: number): Promise<void>
  /** Lets every promise settle without moving time. */
  settle(): Promise<void>
}

/** Macrotask turns granted between timers: WebCrypto and message ports answer in a turn of their own. */
const TURNS = 3

/**
 * Time for tests, deterministic: same calls, same order, same random bytes.
 *
 * @example
 * const clock = createFakeClock()
 * clock.after(3_000, suspect)
 * await clock.advance(3_000)
 */
export function createFakeClock({ startMs = 1_700_000_000_000, seed = 1 } = {}): FakeClock {
  let nowMs = startMs
  let asked = 0
  let state = seed >>> 0
  const timers = new Map<number, { atMs: number; run: () => void }>()

  const settle = async () => {
    for (let turn = 0; turn < TURNS; turn++) {
      await new Promise<void>((resolve) => setImmediate(resolve))
    }
  }

  const takeNextDue = (untilMs: number) => {
    let next: { id: number; atMs: number } | undefined
    for (const [id, { atMs }] of timers) {
      if (atMs <= untilMs && (next === undefined || atMs < next.atMs)) next = { id, atMs }
    }
    if (next === undefined) return undefined
    const timer = timers.get(next.id)
    timers.delete(next.id)
    return timer
  }

  return {
    now: () => nowMs,
    after: (delayMs, run) => {
      const id = asked++
      timers.set(id, { atMs: nowMs + Math.max(0, delayMs), run })
      return () => {
        timers.delete(id)
      }
    },
    randomBytes: (length) => Uint8Array.from({ length }, () => nextByte()),
    advance: async (ms) => {
      const untilMs = nowMs + ms
      await settle()
      for (let due = takeNextDue(untilMs); due !== undefined; due = takeNextDue(untilMs)) {
        nowMs = due.atMs
        due.run()
        await settle()
      }
      // Another span may have been let pass meanwhile.
      nowMs = Math.max(nowMs, untilMs)
    },
    settle,
  }

  /** xorshift32: any fixed stream would do. */
  function nextByte(): number {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state & 0xff
  }
}

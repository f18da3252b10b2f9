import { expect, test } from 'vitest'
import type { Clock } from '#peer/ports/clock.ts'

/** More than browsers hand out at once. */
const MANY_BYTES = 200_000
/** As many as let no early one hide in chance. */
const TIMERS = 200

/** What every `Clock` must do. `pass` lets its time go on. */
export function testClock(
  name: string,
  clock: Clock,
  pass: (ms: number) => Promise<unknown>,
): void {
  test(`clock: ${name}: calls in order of time, once, and not what was cancelled`, async () => {
    const startedAt = clock.now()
    const seen: string[] = []
    clock.after(60, () => seen.push('later'))
    clock.after(0, () => seen.push('now'))
    clock.after(5, () => seen.push('cancelled'))()
    const cancelLast = clock.after(60_000, () => seen.push('never'))
    const cancelFarOff = clock.after(2 ** 33, () => seen.push('far off'))
    expect(seen).toEqual([])
    await pass(200)
    expect(seen).toEqual(['now', 'later'])
    expect(clock.now()).toBeGreaterThanOrEqual(startedAt + 60)
    cancelLast()
    cancelFarOff()
  })

  test(`clock: ${name}: calls nothing before its time`, async () => {
    const early: number[] = []
    for (let delayMs = 1; delayMs <= TIMERS; delayMs += 1) {
      const due = clock.now() + delayMs
      clock.after(delayMs, () => {
        if (clock.now() < due) early.push(delayMs)
      })
      // Begun at every fraction of a millisecond.
      await pass(1)
    }
    await pass(2 * TIMERS)
    expect(early).toEqual([])
  })

  test(`clock: ${name}: draws as many bytes as asked, others each time`, () => {
    expect(clock.randomBytes(0)).toHaveLength(0)
    const [first, second] = [clock.randomBytes(MANY_BYTES), clock.randomBytes(MANY_BYTES)]
    expect(first).toHaveLength(MANY_BYTES)
    expect(Buffer.compare(first, second)).not.toBe(0)
    // Drawn to the end, too.
    expect(first.subarray(-32)).not.toEqual(new Uint8Array(32))
  })
}

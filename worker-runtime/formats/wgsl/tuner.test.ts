import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Tuner } from './tuner.ts'

/** Runs `total` workgroups of one pass on a device that takes so long for each; the slices' times. */
function drive(tuner: Tuner, total: number, groupMs: (group: number) => number): number[] {
  const times: number[] = []
  for (let first = 0; first < total; ) {
    const count = tuner.next('pass', total - first)
    let ms = 0.2
    for (let group = first; group < first + count; group++) ms += groupMs(group)
    tuner.learn([{ pass: 'pass', count }], ms)
    times.push(ms)
    first += count
  }
  return times
}

describe('tuner', () => {
  const speed = fc.double({ min: 0.0001, max: 1_000, noNaN: true })

  test('keeps every dispatch under 200 ms, unless one workgroup takes longer', () => {
    fc.assert(
      fc.property(speed, fc.integer({ min: 1, max: 2_000 }), (ms, total) => {
        for (const took of drive(new Tuner(), total, () => ms))
          expect(took).toBeLessThan(Math.max(200, ms + 1))
      }),
      { numRuns: 100 },
    )
  })

  test('cuts a long pass into slices near its target once it knows the pass', () => {
    const tuner = new Tuner()
    drive(tuner, 100_000, () => 0.05)
    const times = drive(tuner, 100_000, () => 0.05)
    expect(times.length).toBeLessThan(110)
    expect(Math.max(...times)).toBeLessThan(100)
  })

  test('follows a pass that grows heavier on its way', () => {
    const times = drive(new Tuner(), 20_000, (group) => (group < 10_000 ? 0.05 : 0.1))
    expect(Math.max(...times)).toBeLessThan(200)
  })

  test('shares a submission’s time among the passes in it by what it knew of each', () => {
    const tuner = new Tuner()
    tuner.learn([{ pass: 'a', count: 10 }], 10)
    tuner.learn([{ pass: 'b', count: 10 }], 30)
    tuner.learn(
      [
        { pass: 'a', count: 10 },
        { pass: 'b', count: 10 },
      ],
      80,
    )
    expect(tuner.estimateMs('a', 10)).toBeCloseTo(20)
    expect(tuner.estimateMs('b', 10)).toBeCloseTo(60)
  })
})

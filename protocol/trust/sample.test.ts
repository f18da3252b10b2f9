import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDraw } from '../schedule/draw.ts'
import type { Tolerance } from '../task/tolerance.ts'
import { chanceMissed, drawItems, itemBytes, itemsToDraw, pickItems } from './sample.ts'

/** Draws by a secret of its own for each number. */
function draw(seed: number, count: number, wanted: number): readonly number[] {
  const { next } = createDraw(Uint8Array.of(seed, seed >>> 8, seed >>> 16))
  return drawItems(next, count, wanted)
}

/** How far a share of `runs` may lie from its chance: five deviations, once in two million. */
const chanceOf = (runs: number, chance: number) =>
  5 * Math.sqrt((Math.max(chance, 1 / runs) * (1 - chance)) / runs)

describe('the items of a sample', () => {
  it('are different ones there are, all if few, in order', () => {
    const shape = fc.record({ seed: fc.nat(), count: fc.nat(400), wanted: fc.nat(500) })
    fc.assert(
      fc.property(shape, ({ seed, count, wanted }) => {
        const items = draw(seed, count, wanted)
        expect(items).toHaveLength(Math.min(count, wanted))
        expect([...new Set(items)].sort((a, b) => a - b)).toEqual(items)
        for (const item of items) expect(item >= 0 && item < count).toBe(true)
      }),
    )
  })

  it('are each as likely as any other, and so is every pair', () => {
    const [count, wanted, runs] = [9, 4, 20_000]
    const times = new Map<string, number>()
    for (let seed = 0; seed < runs; seed += 1) {
      const items = draw(seed, count, wanted)
      for (const [at, item] of items.entries())
        for (const name of [`${item}`, ...items.slice(at + 1).map((other) => `${item} ${other}`)])
          times.set(name, (times.get(name) ?? 0) + 1)
    }
    expect(times.size).toBe(9 + 36)
    for (const [name, drawn] of times) {
      const chance = name.includes(' ') ? (wanted * (wanted - 1)) / (count * (count - 1)) : 4 / 9
      expect(Math.abs(drawn / runs - chance)).toBeLessThan(chanceOf(runs, chance))
    }
  })

  it.each([
    { count: 1_024, forged: 0.01, wanted: 29 },
    { count: 1_024, forged: 0.05, wanted: 29 },
    { count: 4_096, forged: 0.01, wanted: 100 },
    { count: 64, forged: 0.25, wanted: 16 },
  ])(
    'miss $forged of $count items no more often than stated, $wanted drawn',
    ({ count, forged, wanted }) => {
      const runs = 4_000
      const isForged = new Set(draw(7_777_777, count, Math.ceil(forged * count)))
      let missed = 0
      for (let seed = 0; seed < runs; seed += 1)
        if (!draw(seed, count, wanted).some((item) => isForged.has(item))) missed += 1
      // Without repetition: of all choices of `wanted` items, those among the genuine ones.
      let exact = 1
      for (let at = 0; at < wanted; at += 1) exact *= (count - isForged.size - at) / (count - at)
      expect(exact).toBeLessThanOrEqual(chanceMissed(forged, wanted))
      expect(Math.abs(missed / runs - exact)).toBeLessThan(chanceOf(runs, exact))
    },
  )

  it('are as few as find a share with the wanted chance', () => {
    const share = fc.double({ min: 0.001, max: 0.9, noNaN: true })
    const chance = fc.double({ min: 0.01, max: 0.999, noNaN: true })
    fc.assert(
      fc.property(share, chance, (forged, found) => {
        const drawn = itemsToDraw(forged, found)
        expect(chanceMissed(forged, drawn)).toBeLessThanOrEqual(1 - found + 1e-9)
        expect(chanceMissed(forged, drawn - 1)).toBeGreaterThan(1 - found - 1e-9)
      }),
    )
    expect(itemsToDraw(0.01, 0.25)).toBe(29)
    expect(itemsToDraw(1, 0.9)).toBe(1)
  })

  it('are taken out of the output with all their elements', () => {
    const floats: Tolerance = { element: 'f32', itemLength: 2, abs: 0, rel: 0, outliers: 0 }
    expect(itemBytes(floats)).toBe(8)
    const output = Uint8Array.from({ length: 32 }, (_, at) => at)
    expect([...pickItems(floats, output, [1, 3])]).toEqual([
      8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31,
    ])
  })
})

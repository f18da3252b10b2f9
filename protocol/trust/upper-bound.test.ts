import { describe, expect, it } from 'vitest'
import { clopperPearson, mostHidden } from './upper-bound.ts'

describe('the share that so many hits of so many trials leave possible', () => {
  it('is 1 − 0.05^(1/n) without a hit, the rule of three', () => {
    for (const trials of [1, 10, 3_000, 1_000_000])
      expect(clopperPearson(0, trials) / (1 - 0.05 ** (1 / trials))).toBeCloseTo(1, 6)
    expect(clopperPearson(0, 3_000)).toBeLessThan(0.001)
  })

  // Found by halving with the sum of all terms, their binomial coefficients exact.
  it.each([
    [1, 10, 0.394_163_3],
    [5, 100, 0.102_253],
    [50, 100, 0.586_378],
  ])('is where the sum in full puts it for %i in %i', (hits, trials, bound) => {
    expect(clopperPearson(hits, trials)).toBeCloseTo(bound, 4)
  })

  it('is 1 where everything was a hit, and near the share of a large sample', () => {
    expect(clopperPearson(7, 7)).toBe(1)
    const bound = clopperPearson(100_000, 1_000_000)
    expect(bound).toBeGreaterThan(0.1)
    expect(bound).toBeCloseTo(0.1 + 1.645 * Math.sqrt((0.1 * 0.9) / 1_000_000), 5)
  })
})

describe('how many wrong ones may have stayed hidden', () => {
  it('is 3 for each chance where none was found, and none where each would have been', () => {
    // (1 − 0.02)^148 is the last power above 0.05.
    expect(mostHidden(0, 0.02, 10_000)).toBe(148)
    expect(mostHidden(0, 1, 10_000)).toBe(0)
    expect(mostHidden(3, 1, 10_000)).toBe(3)
  })

  it('is all there are where nothing was looked at, and never more', () => {
    expect(mostHidden(0, 0, 384)).toBe(384)
    expect(mostHidden(0, 0.02, 30)).toBe(30)
  })

  it('grows with what was found', () => {
    // Of 93 a twentieth leaves one or none with a chance of 5.0 %, of 94 with less.
    const many = mostHidden(1, 0.05, 10_000)
    const chanceOfOneOrNone = (of: number) => 0.95 ** of + of * 0.05 * 0.95 ** (of - 1)
    expect(chanceOfOneOrNone(many)).toBeGreaterThan(0.05)
    expect(chanceOfOneOrNone(many + 1)).toBeLessThanOrEqual(0.05)
  })
})

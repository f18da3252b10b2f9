import { expect, it } from 'vitest'
import { clopperPearson, errorBound } from './upper-bound.ts'

const job = (wrong: number) => ({
  subtasks: 1_000,
  wrong,
  executions: 1_000,
  bannedCheats: 0,
  bannedHonest: 0,
})

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

it('is wider where all that is wrong is of one job', () => {
  const even = errorBound([job(5), job(5), job(5), job(5)])
  const burst = errorBound([job(20), job(0), job(0), job(0)])
  expect(even).toBeCloseTo(clopperPearson(20, 4_000), 10)
  expect(burst).toBeGreaterThan(even)
})

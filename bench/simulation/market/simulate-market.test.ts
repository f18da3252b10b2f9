import { expect, it } from 'vitest'
import { type MarketModel, simulateMarket } from './simulate-market.ts'

const MODEL: MarketModel = {
  seed: 7,
  providers: 120,
  demand: 0.7,
  sigma: 0.7,
  rttMs: 100,
  jitter: 0.2,
  lifeMs: 120_000,
  fickle: 0,
  jobMs: 30_000,
  pauseMs: 15_000,
  warmUpMs: 20_000,
  countedMs: 60_000,
}

it('gives the same figures for the same seed, and others for another', () => {
  expect(simulateMarket(MODEL)).toEqual(simulateMarket(MODEL))
  expect(simulateMarket({ ...MODEL, seed: 8 })).not.toEqual(simulateMarket(MODEL))
})

it('finds every job its providers, and others for those who vanish', () => {
  const { matchedMs, refilledMs, jobsEnded, filled } = simulateMarket(MODEL)
  expect(jobsEnded).toBeGreaterThan(0)
  expect(Math.max(...matchedMs)).toBeLessThan(15_000)
  expect(refilledMs.length).toBeGreaterThan(0)
  expect(filled).toBeGreaterThan(0.6)
})

it('lets a tab hear the less of all that is cried the larger the network is', () => {
  const run = { ...MODEL, warmUpMs: 45_000, countedMs: 20_000 }
  const [small, large] = [120, 1_920].map((providers) => {
    const { heard, cries, dials, stateBytes } = simulateMarket({ ...run, providers })
    return { share: (heard * run.countedMs) / 1_000 / cries, dials, stateBytes }
  })
  expect(large?.share).toBeLessThan(0.3 * (small?.share ?? 0))
  expect(large?.dials).toBeLessThan(1.2 * (small?.dials ?? 0))
  // Six requestors are soon remembered whole; of a hundred no more than are heard.
  expect(large?.stateBytes).toBeLessThan(2 * (small?.stateBytes ?? 0))
})

it('asks in vain where nobody keeps what was signed', () => {
  expect(simulateMarket({ ...MODEL, fickle: 1 })).toMatchObject({ jobsEnded: 0, matchedMs: [] })
})

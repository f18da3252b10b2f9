import { expect, it } from 'vitest'
import { average, type PriceMinute, simulatePrices } from './simulate-prices.ts'

const DOUBLES_AT = 35
const MODEL = { people: 80, requestors: 1, minutes: 75, doublesAtMinute: DOUBLES_AT }
const SEEDS = [1, 2, 3, 4, 5]

it('raises the price when demand doubles, and then the number of providers', () => {
  const markets = SEEDS.map((seed) => simulatePrices({ ...MODEL, seed }))
  /** Of all markets, so many minutes after demand doubled. */
  const stretch = (from: number, until: number): PriceMinute =>
    average(markets.flatMap((minutes) => minutes.slice(DOUBLES_AT + from, DOUBLES_AT + until)))
  const [before, atOnce, soon, late] = [
    stretch(-15, 0),
    stretch(0, 5),
    stretch(10, 20),
    stretch(20, 40),
  ]
  expect(atOnce.busy).toBeGreaterThan(1.2 * before.busy)
  expect(soon.wei).toBeGreaterThan(1.2 * before.wei)
  expect(soon.providers).toBeGreaterThan(1.2 * before.providers)
  expect(late.providers).toBeGreaterThan(1.4 * before.providers)
  // Those who came take work off the others, and nobody asks more any longer.
  expect(late.busy).toBeLessThan(0.9 * atOnce.busy)
  expect(late.wei).toBeLessThan(1.15 * soon.wei)
})

it('stays where it was while demand does', () => {
  const markets = SEEDS.map((seed) => simulatePrices({ ...MODEL, seed, doublesAtMinute: 1_000 }))
  const [before, after] = [
    average(markets.flatMap((minutes) => minutes.slice(20, 35))),
    average(markets.flatMap((minutes) => minutes.slice(55, 75))),
  ]
  expect(after.wei / before.wei).toBeLessThan(1.2)
  expect(after.providers / before.providers).toBeLessThan(1.2)
})

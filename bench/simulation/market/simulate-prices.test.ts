import { expect, it } from 'vitest'
import { average, type PriceMinute, simulatePrices } from './simulate-prices.ts'

const DOUBLES_AT = 60
const MODEL = { people: 200, requestors: 2, minutes: 120, doublesAtMinute: DOUBLES_AT }
const SEEDS = [1, 2, 3, 4]

it('raises the price when demand doubles, then supply, and with it the price comes down again', () => {
  const markets = SEEDS.map((seed) => simulatePrices({ ...MODEL, seed }))
  /** Of all markets, so many minutes after demand doubled. */
  const stretch = (from: number, until: number): PriceMinute =>
    average(markets.flatMap((minutes) => minutes.slice(DOUBLES_AT + from, DOUBLES_AT + until)))
  const [before, atOnce, soon, late] = [
    stretch(-20, 0),
    stretch(0, 5),
    stretch(5, 20),
    stretch(35, 60),
  ]
  expect(atOnce.busy).toBeGreaterThan(1.2 * before.busy)
  expect(soon.wei).toBeGreaterThan(1.4 * before.wei)
  expect(soon.providers).toBeGreaterThan(1.15 * before.providers)
  expect(late.providers).toBeGreaterThan(1.5 * before.providers)
  // Those who came take work off the others, and everybody asks less again.
  expect(late.busy).toBeLessThan(0.9 * soon.busy)
  expect(late.wei).toBeLessThan(0.85 * soon.wei)
})

it('stays where it was while demand does', () => {
  const markets = SEEDS.map((seed) => simulatePrices({ ...MODEL, seed, doublesAtMinute: 1_000 }))
  const [before, after] = [
    average(markets.flatMap((minutes) => minutes.slice(40, 60))),
    average(markets.flatMap((minutes) => minutes.slice(95, 120))),
  ]
  expect(after.wei / before.wei).toBeLessThan(1.2)
  expect(after.providers / before.providers).toBeLessThan(1.2)
})

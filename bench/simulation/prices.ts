import type { Benchmark } from '../benchmark.ts'
import { average, type PriceMinute, simulatePrices } from './market/simulate-prices.ts'

const DOUBLES_AT = 60
const MODEL = { people: 200, requestors: 2, minutes: 150, doublesAtMinute: DOUBLES_AT }

/** Stretches of the market's time, in minutes. */
const STRETCHES = [
  { name: 'before', from: DOUBLES_AT - 20, until: DOUBLES_AT },
  { name: 'the first 20 minutes', from: DOUBLES_AT, until: DOUBLES_AT + 20 },
  { name: 'the next 20', from: DOUBLES_AT + 20, until: DOUBLES_AT + 40 },
  { name: 'the last 30', from: MODEL.minutes - 30, until: MODEL.minutes },
]

/** What a market makes of a demand that doubles: nobody sets the price, and people come and go as they like. */
export const prices: Benchmark = {
  name: 'prices',
  title: 'a modelled market whose demand doubles: price, providers, and how busy they are',
  runs: 9,
  measure({ runs, say }) {
    const markets = Array.from({ length: runs }, (_, seed) => {
      say(`market ${seed + 1} of ${runs}`)
      return simulatePrices({ ...MODEL, seed: seed + 1 })
    })
    const figure = (
      what: string,
      unit: string,
      from: number,
      until: number,
      of: (minute: PriceMinute) => number,
    ) => ({
      name: what,
      unit,
      values: markets.map((minutes) => of(average(minutes.slice(from, until)))),
    })
    return Promise.resolve(
      STRETCHES.flatMap(({ name, from, until }) => [
        figure(`price, ${name}`, 'mGLM', from, until, ({ wei }) => wei / 1e15),
        figure(`providers, ${name}`, '', from, until, ({ providers }) => providers),
        figure(`at work, ${name}`, '%', from, until, ({ busy }) => 100 * busy),
      ]),
    )
  },
}

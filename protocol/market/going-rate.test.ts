import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { demandOf, offerOf, paidTerms } from '#test/support/market.ts'
import { asJobId, asPeerId } from '../ids.ts'
import {
  createRates,
  estimateCost,
  noteAgreement,
  noteDemand,
  noteOffer,
  viewRates,
} from './going-rate.ts'

const NOW = 10 ** 9
const GIGA = 10n ** 9n
const demand = demandOf({ terms: paidTerms(100n) })
const offerAt = (at: number, pricePerGigaGas: bigint) =>
  offerOf({ provider: asPeerId(`p${at}`), pricePerGigaGas })

describe('what a tab knows of prices', () => {
  it('is nothing, before anybody named one', () => {
    const rates = createRates()
    noteDemand(rates, demandOf(), NOW)
    expect(viewRates(rates, NOW)).toEqual([])
    expect(estimateCost(undefined, GIGA)).toBeUndefined()
  })

  it('counts each demand, provider and agreement once, however often it is heard', () => {
    const rates = createRates()
    for (let times = 0; times < 9; times += 1) {
      noteDemand(rates, demand, NOW + times)
      noteOffer(rates, demand, offerAt(1, 40n), NOW + times)
      noteAgreement(rates, demand, offerAt(1, 40n), NOW + times)
    }
    noteOffer(rates, demand, offerAt(2, 60n), NOW)
    expect(viewRates(rates, NOW + 10)).toMatchObject([
      {
        format: 'kernel',
        unit: 'gas',
        ceilings: { count: 1, median: 100n },
        asks: { count: 2, lowest: 40n, highest: 60n },
        agreed: { count: 1, median: 40n },
      },
    ])
  })

  it('keeps formats and units apart, and forgets what is over', () => {
    const rates = createRates()
    noteDemand(rates, demand, NOW)
    noteOffer(rates, { ...demand, format: 'wgsl', unit: 'path' }, offerAt(1, 7n), NOW)
    expect(viewRates(rates, NOW)).toHaveLength(2)
    expect(viewRates(rates, NOW + 60_000)).toMatchObject([{ format: 'wgsl', unit: 'path' }])
    expect(viewRates(rates, NOW + 601_000)).toEqual([])
  })

  it('stays small, whatever strangers name, and in order', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt(0n, 10n ** 30n), { minLength: 1, maxLength: 200 }), (asks) => {
        const rates = createRates()
        for (const [at, ask] of asks.entries()) {
          noteOffer(rates, demand, offerAt(at, ask), NOW)
          noteDemand(rates, { ...demand, jobId: asJobId(`0x${`${at}`.padStart(64, '0')}`) }, NOW)
        }
        const [view] = viewRates(rates, NOW)
        if (view?.asks === undefined) throw new Error('nothing heard')
        const { count, lowest, low, median, high, highest } = view.asks
        expect(count).toBe(Math.min(64, asks.length))
        expect(view.ceilings?.count).toBe(count)
        expect(lowest <= low && low <= median && median <= high && high <= highest).toBe(true)
      }),
    )
  })

  it('estimates by the middle half of what was agreed, or by what is asked where little was', () => {
    const rates = createRates()
    noteOffer(rates, demand, offerAt(1, 10n), NOW)
    noteOffer(rates, demand, offerAt(2, 90n), NOW)
    const estimate = () => estimateCost(viewRates(rates, NOW)[0], 2n * GIGA)
    expect(estimate()).toEqual({ low: 20n, high: 180n, from: 'asks', count: 2 })
    for (const [at, price] of [10n, 40n, 50n, 60n, 99n].entries())
      noteAgreement(rates, demand, offerAt(at, price), NOW)
    expect(estimate()).toEqual({ low: 80n, high: 120n, from: 'agreed', count: 5 })
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { demandOf, paidTerms } from '#test/support/market.ts'
import { asAddress } from '../ids.ts'
import {
  askPrice,
  floorOf,
  isBusyHour,
  type Load,
  type PriceRule,
  passTime,
  payPerSecond,
} from './price-rule.ts'

const RULE: PriceRule = {
  floorPerGigaGas: 100n,
  floorByFormat: {},
  topPerGigaGas: undefined,
  busyHours: undefined,
}
const A_FIFTH = { payee: asAddress(`0x${'a7'.repeat(20)}`), basisPoints: 2_000 }
const HOURS = { zone: 'UTC', fromHour: 8, untilHour: 20, pricePercent: 150, noFreeWork: true }
const at = (hour: number, minute = 0) => Date.UTC(2026, 0, 15, hour, minute)
const paid = (ceiling: bigint) => demandOf({ terms: paidTerms(ceiling) })
const asked = (rule: Partial<PriceRule>, ceiling: bigint, load = 0, now = at(12)) =>
  askPrice({ ...RULE, ...rule }, paid(ceiling), 'kernel', { now, load })

describe('hours of the day', () => {
  it.each([
    [7, 59, false],
    [8, 0, true],
    [19, 59, true],
    [20, 0, false],
  ])('at %d:%d it is busy: %s', (hour, minute, busy) => {
    expect(isBusyHour(HOURS, at(hour, minute))).toBe(busy)
  })

  it('go over midnight, and round the clock', () => {
    const night = { ...HOURS, fromHour: 22, untilHour: 6 }
    expect([21, 22, 0, 5, 6].map((hour) => isBusyHour(night, at(hour)))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ])
    expect(isBusyHour({ ...HOURS, untilHour: 8 }, at(3))).toBe(true)
  })

  it('are those of their zone', () => {
    // Nine hours ahead of Greenwich.
    expect(isBusyHour({ ...HOURS, zone: 'Asia/Tokyo' }, at(23))).toBe(true)
    expect(isBusyHour({ ...HOURS, zone: 'Asia/Tokyo' }, at(12))).toBe(false)
  })
})

describe('the price that is asked', () => {
  it('is nothing of a free job', () => {
    expect(askPrice(RULE, demandOf(), 'kernel', { now: at(12), load: 1 })).toBe(0n)
  })

  it('is what is offered, and the floor at least', () => {
    expect(asked({}, 250n)).toBe(250n)
    expect(asked({}, 50n)).toBe(100n)
  })

  it('is the floor for who has half of its time to spare, and rises to the top from there', () => {
    const rule = { topPerGigaGas: 300n }
    const asks = [0, 0.5, 0.75, 1, 7].map((load) => asked(rule, 999n, load))
    expect(asks).toEqual([100n, 100n, 200n, 300n, 300n])
    expect(asked({ topPerGigaGas: 50n }, 999n, 1)).toBe(100n)
  })

  it('has the author’s share on top of what is wanted, up to what is offered', () => {
    const askOf = (ceiling: bigint, load: number, topPerGigaGas?: bigint) => {
      const demand = demandOf({ terms: paidTerms(ceiling, A_FIFTH) })
      return askPrice({ ...RULE, topPerGigaGas }, demand, 'kernel', { now: at(12), load })
    }
    expect(askOf(123n, 0)).toBe(124n)
    expect(askOf(999n, 0)).toBe(999n)
    expect([0, 1].map((load) => askOf(999n, load, 300n))).toEqual([124n, 374n])
  })

  it('is another by format and by unit', () => {
    expect(floorOf({ ...RULE, floorByFormat: { wasi: 7n } }, 'wasi', 'gas', at(1))).toBe(7n)
    expect(floorOf({ ...RULE, floorByFormat: { wasi: 7n } }, 'kernel', 'gas', at(1))).toBe(100n)
    expect(floorOf(RULE, 'wgsl', 'path', at(1))).toBe(1_000_000n)
  })

  it('is higher at busy hours', () => {
    const rule = { busyHours: HOURS, topPerGigaGas: 300n }
    expect(asked(rule, 999n, 0, at(12))).toBe(150n)
    expect(asked(rule, 999n, 1, at(12))).toBe(450n)
    expect(asked(rule, 999n, 0, at(6))).toBe(100n)
  })

  it('is never under the floor, and with a top never over it', () => {
    const wei = fc.bigInt({ min: 0n, max: 10n ** 30n })
    fc.assert(
      fc.property(
        wei,
        fc.option(wei, { nil: undefined }),
        wei,
        fc.double({ noNaN: true }),
        (floor, top, ceiling, load) => {
          const ask = asked({ floorPerGigaGas: floor, topPerGigaGas: top }, ceiling, load)
          expect(ask).toBeGreaterThanOrEqual(floor)
          if (top !== undefined && top > floor) expect(ask).toBeLessThanOrEqual(top)
        },
      ),
    )
  })
})

describe('the load', () => {
  const idle: Load = { share: 0, at: 0 }

  it('nears one at work and nothing at rest', () => {
    const worked = passTime(idle, true, 600_000)
    expect(worked.share).toBeCloseTo(0.632, 3)
    expect(passTime(worked, true, 3_600_000).share).toBeGreaterThan(0.99)
    expect(passTime(worked, false, 1_200_000).share).toBeCloseTo(0.2325, 3)
  })

  it('is the same however often it is looked at', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 10_000 })), (steps) => {
        let often = idle
        for (const step of steps) often = passTime(often, true, often.at + step)
        expect(often.share).toBeCloseTo(passTime(idle, true, often.at).share, 9)
      }),
    )
  })

  it('takes no time from a clock that goes back', () => {
    expect(passTime({ share: 0.5, at: 1_000 }, true, 10).share).toBe(0.5)
  })
})

describe('what a second earns', () => {
  it('is price by speed', () => {
    expect(payPerSecond(paid(5n), 5n, 2n * 10n ** 9n)).toBe(10n)
  })

  it('is what is left of the price without the author’s share', () => {
    const demand = demandOf({ terms: paidTerms(5n, A_FIFTH) })
    expect(payPerSecond(demand, 5n, 2n * 10n ** 9n)).toBe(8n)
  })

  it('goes by an ordinary machine where no speed is known', () => {
    expect(payPerSecond(paid(5n), 5n, 0n)).toBe(5n)
    const shader = demandOf({ terms: paidTerms(5n), format: 'wgsl', unit: 'path' })
    expect(payPerSecond(shader, 50_000n, 0n)).toBe(5n)
  })
})

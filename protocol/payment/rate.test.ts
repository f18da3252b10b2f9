import { expect, it } from 'vitest'
import { parseGlm } from './amount.ts'
import { formatValue, valuesAt, writeRate, writtenRateSchema } from './rate.ts'

it('gives what rounding leaves over to the parts that it took the most of', () => {
  const third = parseGlm('1') / 3n
  // 3 × 0.333333… at 0.0002 are 0.0002: one part gets nothing of it.
  expect(valuesAt(parseGlm('0.0002'), [third, 0n, third, third])).toEqual([1n, 0n, 1n, 0n])
  expect(valuesAt(parseGlm('0.25'), [parseGlm('10'), 0n, parseGlm('0.5')])).toEqual([
    25_000n,
    0n,
    1_250n,
  ])
})

it('shows cents always, and less where there is less', () => {
  expect([0n, 1n, 100n, 25_000n, 12_345_678n].map(formatValue)).toEqual([
    '0.00',
    '0.0001',
    '0.01',
    '2.50',
    '1234.5678',
  ])
})

it('reads a rate as people write it, and writes the same', () => {
  const rate = writtenRateSchema.parse({ currency: ' eur', perGlm: '0.250 ', perCoin: '2400' })
  expect(rate).toEqual({
    currency: 'EUR',
    perGlm: parseGlm('0.25'),
    perCoin: parseGlm('2400'),
  })
  expect(writeRate(rate)).toEqual({ currency: 'EUR', perGlm: '0.25', perCoin: '2400' })
})

it.each([
  [{ currency: '€' }],
  [{ currency: '=EUR' }],
  [{ perGlm: '0' }],
  [{ perGlm: '-1' }],
  [{ perGlm: '1,5' }],
  [{ perCoin: '1e9' }],
  [{ perCoin: '1234567890' }],
])('refuses a rate with %j', (part) => {
  const written = { currency: 'EUR', perGlm: '0.25', perCoin: '2400', ...part }
  expect(writtenRateSchema.safeParse(written).success).toBe(false)
})

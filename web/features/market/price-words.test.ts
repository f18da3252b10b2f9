import { expect, it } from 'vitest'
import { sayPriceRange } from './price-words.ts'

it('shows the leading digits of prices, and one of two that look alike', () => {
  expect(sayPriceRange(123_456_789_000_000n, 987_654_000_000_000n)).toBe('0.000123–0.000987')
  expect(sayPriceRange(100_001n, 100_002n)).toBe('0.0000000000001')
  expect(sayPriceRange(0n, 15n * 10n ** 17n)).toBe('0–1.5')
})

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { quoteJob } from './quote.ts'

it('counts both replicas', () => {
  expect(quoteJob(1_000_000_000n, 10n ** 18n).expected).toBe(2n * 10n ** 18n)
})

it('suggests a readable budget that covers twice as much', () => {
  fc.assert(
    fc.property(fc.bigInt(1n, 10n ** 15n), fc.bigInt(1n, 10n ** 20n), (gas, price) => {
      const { expected, budget } = quoteJob(gas, price)
      expect(budget).toBeGreaterThanOrEqual(expected * 2n)
      expect(budget).toBeLessThanOrEqual((expected * 22n) / 10n + 110n)
      expect(budget.toString()).toMatch(/^\d{1,3}0*$/)
    }),
  )
})

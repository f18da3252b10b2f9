import fc from 'fast-check'
import { expect, it } from 'vitest'
import { quoteJob } from './quote.ts'

it('counts every replica', () => {
  const job = { estimatedGas: 1_000_000_000n, replicas: 2 }
  expect(quoteJob(job, 10n ** 18n).expected).toBe(2n * 10n ** 18n)
})

it('suggests a readable budget that covers twice as much', () => {
  fc.assert(
    fc.property(fc.bigInt(1n, 10n ** 15n), fc.bigInt(1n, 10n ** 20n), (gas, price) => {
      const { expected, budget } = quoteJob({ estimatedGas: gas, replicas: 2 }, price)
      expect(budget).toBeGreaterThanOrEqual(expected * 2n)
      expect(budget).toBeLessThanOrEqual((expected * 22n) / 10n + 110n)
      expect(budget.toString()).toMatch(/^\d{1,3}0*$/)
    }),
  )
})

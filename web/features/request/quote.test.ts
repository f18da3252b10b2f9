import fc from 'fast-check'
import { expect, it } from 'vitest'
import { asAddress } from '#protocol/ids.ts'
import { quoteJob, suggestFunding } from './quote.ts'

it('counts how often each subtask is computed', () => {
  expect(quoteJob(1_000_000_000n, 2, 10n ** 18n).expected).toBe(2n * 10n ** 18n)
  expect(quoteJob(1_000_000_000n, 1.25, 10n ** 18n).expected).toBe(125n * 10n ** 16n)
})

it('suggests a readable budget that covers twice as much', () => {
  fc.assert(
    fc.property(fc.bigInt(1n, 10n ** 15n), fc.bigInt(1n, 10n ** 20n), (gas, price) => {
      const { expected, budget } = quoteJob(gas, 2, price)
      expect(budget).toBeGreaterThanOrEqual(expected * 2n)
      expect(budget).toBeLessThanOrEqual((expected * 22n) / 10n + 110n)
      expect(budget.toString()).toMatch(/^\d{1,3}0*$/)
    }),
  )
})

it('suggests to add what is left to verify at the cost so far, less what nobody was promised', () => {
  const money = {
    deposited: 1_000n,
    free: 100n,
    reserved: 500n,
    paid: 400n,
    refunded: 0n,
    vouchered: 800n,
    session: asAddress(`0x${'5e'.repeat(20)}`),
    standing: 'known' as const,
    budget: 1_000n,
    rate: undefined,
    toAuthor: 0n,
    ceilingPerGigaGas: 1n,
  }
  // 40 more at 10 wei and a quarter on top are 500; 100 free and 100 of what is reserved are unused.
  expect(suggestFunding({ subtasks: 130, verified: 90, inherited: 10, money })).toBe(300n)
  expect(suggestFunding({ subtasks: 120, verified: 10, inherited: 10, money })).toBe(1_000n)
  expect(suggestFunding({ subtasks: 91, verified: 90, inherited: 10, money })).toBe(100n)
})

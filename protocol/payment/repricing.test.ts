import fc from 'fast-check'
import { expect, it } from 'vitest'
import { raisePrice } from './repricing.ts'

const GWEI = 10n ** 9n
const fee = fc
  .record({ base: fc.bigInt(1n, 10n ** 14n), tip: fc.bigInt(0n, 10n ** 14n) })
  .map(({ base, tip }) => ({ maxFeePerGas: base + tip, maxPriorityFeePerGas: tip }))

it('is enough for the chain and for nodes to take it in its own place, and never out of bounds', () => {
  fc.assert(
    fc.property(fee, fee, (before, asked) => {
      const raised = raisePrice(before, asked)
      if (raised === undefined) {
        expect((before.maxFeePerGas * 9n) / 8n + 1n).toBeGreaterThan(3n * asked.maxFeePerGas)
        return
      }
      expect(raised.maxFeePerGas).toBeGreaterThanOrEqual(asked.maxFeePerGas)
      expect(raised.maxFeePerGas).toBeLessThanOrEqual(3n * asked.maxFeePerGas)
      expect(raised.maxPriorityFeePerGas).toBeLessThanOrEqual(raised.maxFeePerGas)
      for (const part of ['maxFeePerGas', 'maxPriorityFeePerGas'] as const)
        expect(10n * raised[part]).toBeGreaterThanOrEqual(11n * before[part])
    }),
  )
})

it('is raised ten times at most while the chain asks for the same', () => {
  const asked = { maxFeePerGas: 2n * GWEI, maxPriorityFeePerGas: GWEI }
  let raises = 0
  for (let price = raisePrice(asked, asked); price; price = raisePrice(price, asked)) raises += 1
  expect(raises).toBe(9)
})

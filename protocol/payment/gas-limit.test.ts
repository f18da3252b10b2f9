import { expect, it } from 'vitest'
import { gasLimit } from './gas-limit.ts'

it('leaves room for what a stranger makes dearer, as far as it may be spent', () => {
  expect(gasLimit(100_000n, 1_000_000n)).toBe(190_000n)
  expect(gasLimit(100_000n, 120_000n)).toBe(120_000n)
  expect(gasLimit(100_000n, 90_000n)).toBe(100_000n)
  expect(gasLimit(14_000_000n, 10n ** 9n)).toBe(16_777_216n)
})

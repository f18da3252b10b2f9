import { expect, test } from 'vitest'
import { chainCostOf, coinForEnd, isLarge, payeesExpected, stipendFor } from './chain-gas.ts'

const GLM = 10n ** 18n
const GWEI = 10n ** 9n
/** 1,230,000 chain gas at 10 gwei: 0.0123 coin. */
const job = { payees: 4, feePerGas: 10n * GWEI }

test('chain gas is warned of above a tenth of the budget, and not at it', () => {
  const glmPerCoin = 10_000n * GLM
  const at = (budget: bigint) => chainCostOf({ ...job, budget, glmPerCoin })
  expect(at(1_230n * GLM)).toEqual({
    coin: (123n * GLM) / 10_000n,
    inGlm: { glm: 123n * GLM, percent: 10n },
  })
  expect(isLarge(at(1_230n * GLM))).toBe(false)
  expect(isLarge(at(1_229n * GLM))).toBe(true)
})

test('without a budget it is told in the chain’s coin, and measured against nothing', () => {
  const cost = chainCostOf({ ...job, budget: 0n, glmPerCoin: GLM })
  expect(cost.inGlm).toBeUndefined()
  expect(isLarge(cost)).toBe(false)
})

test('reckons a stipend by subtasks and budget, for the payees that are to be expected', () => {
  const feePerGas = 10n ** 9n
  const stipend = (subtasks: number, budget: bigint) =>
    stipendFor({ subtasks, budget, feePerGas, glmPerCoin: 10_000n * GLM })
  expect(stipend(1, 1_000n * GLM)).toBe(stipend(3, 1_000n * GLM))
  // One in each of sixteen places, and more the longer it is, but no more than a job ever pays.
  expect(stipend(1_000, 10_000n * GLM)).toBe(stipend(16, 10_000n * GLM))
  expect(stipend(3_200, 10_000n * GLM)).toBeGreaterThan(stipend(16, 10_000n * GLM))
  expect([50, 64, 1_000_000].map((at) => payeesExpected(64 * at))).toEqual([50, 64, 64])
  // A payee is reckoned with at 550,000 chain gas: 5.5 GLM here.
  expect(stipend(100, 28n * GLM)).toBe(stipend(5, 1_000n * GLM))
  expect(stipend(5, 1_000n * GLM)).toBeGreaterThan(coinForEnd(5, feePerGas))
})

import { expect, test } from 'vitest'
import { chainCostOf } from '#protocol/payment/chain-gas.ts'
import { measureJob } from '../../bench/chain-gas/measure-job.ts'

const JOB = { subtasks: 400, payees: 12, subtaskMs: 40, say: () => {} }

test.each(['settled', 'relayed'] as const)(
  'every wei of a job is accounted for, its payees without coin %s',
  async (payout) => {
    const { job, received, author, spent, gas } = await measureJob({ ...JOB, payout })
    // `measureJob` looks for each wei; this is what it found.
    const paid = received.reduce((sum, wei) => sum + wei, 0n)
    expect(received).toHaveLength(JOB.payees)
    expect(paid + author).toBe(spent)
    expect(job.deposited - spent).toBe(job.refunded)
    expect(gas.has('redeemMany')).toBe(payout === 'relayed')
  },
)

test('a small job takes no more chain gas than a page says, and its stipend is more than its key spends', async () => {
  const job = { subtasks: 4, payees: 2 }
  const { gas, stipend } = await measureJob({ ...JOB, ...job, payout: 'settled' })
  const taken = [...gas.values()].reduce((sum, one) => sum + one.gas, 0n)
  const said = chainCostOf({ ...job, budget: 0n, feePerGas: 1n, glmPerCoin: 1n }).coin
  expect(taken).toBeLessThanOrEqual(said)
  expect(taken).toBeGreaterThan((said * 3n) / 4n)
  expect(stipend.spent).toBeLessThan(stipend.given / 2n)
})

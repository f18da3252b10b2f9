import { expect, test } from 'vitest'
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

import { expect, it } from 'vitest'
import { asAddress, asJobId } from '#protocol/ids.ts'
import type { Agreement } from '#protocol/market/demand.ts'
import { FIRST_POLICY } from '#protocol/trust/policy.ts'
import { CreditLimit } from './credit-limit.ts'
import type { Earnings } from './earnings.ts'

const payee = asAddress(`0x${'11'.repeat(20)}`)
const jobId = asJobId(`0x${'01'.repeat(32)}`)

function createLimit({ gasPerSubtask = 1n, policy = FIRST_POLICY } = {}) {
  const demand = { jobId, gasPerSubtask, terms: { kind: 'paid' }, policy }
  const offer = { payee, cores: 4, pricePerGigaGas: 10n ** 9n }
  const earnings = { vouchered: () => 0n } as unknown as Earnings
  return new CreditLimit({ demand, offer } as unknown as Agreement, earnings)
}

it('lets who was answered quickly hold as many as that allowed, though the next ones are slow', () => {
  const limit = createLimit()
  expect(limit.objection(257)?.reason).toContain('confirms none')
  limit.answered(1_000, 1_000)
  limit.answered(20, 8_000)
  expect(limit.objection(32_768)).toBeUndefined()
  expect(limit.objection(32_769)?.reason).toContain('confirms none')
})

it('lets a single quick lease among slow ones stand for little', () => {
  const limit = createLimit()
  for (const computeMs of [20_000, 20_000, 1, 20_000]) limit.answered(1_000, computeMs)
  // Four windows of ten seconds of four cores, at 10 ms a subtask: and not at a thousandth of one.
  expect(limit.objection(4 * 4_000)).toBeUndefined()
  expect(limit.objection(4 * 4_000 + 1)?.reason).toContain('confirms none')
})

it('is owed no more by a requestor that says its subtasks take a thousand times as much', () => {
  const limit = createLimit({ gasPerSubtask: 1_000_000n, policy: { kind: 'none' } })
  // Four windows of 64 subtasks, half as dear again as what was confirmed.
  limit.confirm(384_000n, 384)
  expect(limit.objection(0)).toBeUndefined()
  limit.confirm(1_000n, 1)
  expect(limit.objection(0)?.reason).toContain('does not pay')
})

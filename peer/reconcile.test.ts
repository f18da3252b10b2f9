import { expect, it } from 'vitest'
import { JOB_NOT_FOUND } from '#peer/requestor/cashier.ts'
import { jobAt } from '#test/support/market.ts'
import type { JobMoneyView, JobView } from './peer.ts'
import { LedgerError } from './ports/errors.ts'
import { reconcile } from './reconcile.ts'

const money = {} as JobMoneyView
const jobs = [
  { jobId: jobAt(1), money },
  { jobId: jobAt(2), money: undefined },
  { jobId: jobAt(3), money },
] as unknown as readonly JobView[]

/** Asks about these jobs where each answer is this; returns what came of it and what was asked. */
async function askAll(answer: () => Promise<void>) {
  const asked: unknown[] = []
  const order = async (sent: unknown) => {
    asked.push(sent)
    await answer()
  }
  const lookAgain = async () => void asked.push('vouchers')
  const result = await reconcile({ views: () => jobs, order }, { lookAgain })
  return { asked, result }
}

it('asks about every paid job and every voucher', async () => {
  expect(await askAll(async () => {})).toEqual({
    asked: ['vouchers', { kind: 'review', jobId: jobAt(1) }, { kind: 'review', jobId: jobAt(3) }],
    result: { kind: 'done' },
  })
})

it('takes it for an answer that a job is not there, and says so where there was none', async () => {
  const fail = (code: string) => async () => {
    throw new LedgerError(code, 'No answer.', 'Wait.')
  }
  expect((await askAll(fail(JOB_NOT_FOUND))).result).toEqual({ kind: 'done' })
  expect((await askAll(fail('unreachable'))).result).toEqual({
    kind: 'refused',
    message: 'No answer.',
    advice: 'Wait.',
  })
  const elsewhere = await askAll(() => Promise.reject(new Error('LedgerError: No answer.')))
  expect(elsewhere.result).toMatchObject({
    kind: 'refused',
    advice: expect.stringContaining('again'),
  })
})

import { expect, it } from 'vitest'
import { FAKE_LEDGERS } from '#web/dev/fake-ledger.ts'
import { onlyRate } from './only-rate.ts'

it('finds the one rate of all jobs that have one, whenever each was opened', () => {
  const [job] = FAKE_LEDGERS.one
  if (job?.rate === undefined) throw new Error('this job has a rate')
  const { rate } = job
  const unvalued = { ...job, rate: undefined }
  const later = { ...job, rate: { ...rate, at: rate.at + 1 } }
  const dearer = { ...job, rate: { ...rate, perCoin: rate.perCoin + 1n } }
  expect(onlyRate([unvalued, job, later])).toMatchObject({ currency: rate.currency })
  expect(onlyRate([job, dearer])).toBeUndefined()
  expect(onlyRate([unvalued])).toBeUndefined()
})

import { expect, it } from 'vitest'
import { asAddress, asJobId } from '#protocol/ids.ts'
import type { Agreement } from '#protocol/market/demand.ts'
import { MAX_AMOUNT_WEI } from '#protocol/payment/amount.ts'
import { CreditLimit } from './credit-limit.ts'
import type { Earnings } from './earnings.ts'

const payee = asAddress(`0x${'11'.repeat(20)}`)
const jobId = asJobId(`0x${'01'.repeat(32)}`)

function createLimit(pricePerGigaGas = 1n) {
  const demand = { jobId, gasPerSubtask: 1n, terms: { kind: 'paid' } }
  const offer = { payee, cores: 4, pricePerGigaGas }
  const earnings = { vouchered: () => 0n } as unknown as Earnings
  return new CreditLimit({ demand, offer } as unknown as Agreement, earnings)
}

it('counts no more than an escrow can hold, whatever the price', () => {
  const limit = createLimit(MAX_AMOUNT_WEI)
  limit.confirm(10n ** 18n)
  const whole = { earned: MAX_AMOUNT_WEI, hoped: MAX_AMOUNT_WEI }
  expect(limit.account(10n ** 18n)).toMatchObject(whole)
  expect(limit.account(1n)).toMatchObject({ ...whole, hoped: 79_228_162_514_264_337_594n })
})

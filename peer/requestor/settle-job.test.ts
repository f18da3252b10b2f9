import { expect, it } from 'vitest'
import { type Address, asAddress } from '#protocol/ids.ts'
import type { Cashier } from './cashier.ts'
import { settleJob } from './settle-job.ts'
import type { WorkLink } from './work-link.ts'

const PAID = asAddress(`0x${'11'.repeat(20)}`)
const UNPAID = asAddress(`0x${'33'.repeat(20)}`)

it('promises those who are there what they were paid', async () => {
  const steps: string[] = []
  const promised: Address[] = []
  const cashier = {
    settle: async () => void steps.push('settle'),
    sign: async () => ({ epoch: 0, cumulative: 5n, signature: '0x' }),
    total: (payee: Address) => (payee === UNPAID ? 0n : 5n),
    deliver: async () => void steps.push('deliver'),
    close: async () => void steps.push('close'),
  } as unknown as Cashier
  const links = [PAID, UNPAID].map(
    (payee) =>
      ({
        agreement: { offer: { payee } },
        send: async () => void promised.push(payee),
      }) as unknown as WorkLink,
  )
  await settleJob(cashier, links)
  expect(steps).toEqual(['settle', 'deliver', 'close'])
  expect(promised).toEqual([PAID])
})

import { expect, it } from 'vitest'
import { type Address, asAddress } from '#protocol/ids.ts'
import { createFakeClock } from '#test/support/fake-clock.ts'
import type { Cashier } from './cashier.ts'
import type { WithdrawalOrder } from './delivery.ts'
import { settleJob } from './settle-job.ts'
import type { WorkLink } from './work-link.ts'

const QUICK = asAddress(`0x${'11'.repeat(20)}`)
const SLOW = asAddress(`0x${'22'.repeat(20)}`)
const UNPAID = asAddress(`0x${'33'.repeat(20)}`)

const orderOf = (payee: Address): WithdrawalOrder => ({
  order: { payee, to: payee, amount: 5n, fee: 0n, nonce: 0n, expiry: 0 },
  signature: '0x',
})

it('waits for the orders of those who were paid, and delivers no others', async () => {
  const clock = createFakeClock()
  const delivered: Address[] = []
  const cashier = {
    settle: async () => {},
    sign: async () => ({ epoch: 0, cumulative: 5n, signature: '0x' }),
    total: (payee: Address) => (payee === UNPAID ? 0n : 5n),
    deliver: async (orders: readonly WithdrawalOrder[]) => {
      delivered.push(...orders.map(({ order }) => order.payee))
    },
    close: async () => {},
  } as unknown as Cashier
  const links = [QUICK, SLOW, UNPAID].map(
    (payee) => ({ agreement: { offer: { payee } }, send: async () => {} }) as unknown as WorkLink,
  )
  const orders = new Map([UNPAID, QUICK].map((payee) => [payee, orderOf(payee)] as const))
  clock.after(1_000, () => orders.set(SLOW, orderOf(SLOW)))
  const settling = settleJob({ cashier, links, orders, clock })
  await clock.advance(5_000)
  await settling
  expect(delivered).toEqual([QUICK, SLOW])
})

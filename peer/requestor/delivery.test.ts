import { expect, it } from 'vitest'
import { LedgerError } from '#peer/ports/errors.ts'
import type { Ledger, SessionKey } from '#peer/ports/ledger.ts'
import { asAddress } from '#protocol/ids.ts'
import { coinForEnd, MAX_DELIVERY_GAS } from '#protocol/payment/chain-gas.ts'
import { ChainPurse } from './chain-purse.ts'
import { Delivery, type WithdrawalOrder } from './delivery.ts'

const SESSION: SessionKey = `0x${'5e'.repeat(32)}`
const FEE_PER_GAS = 10n ** 9n
const PAYEES = 3

const orderOf = (at: number): WithdrawalOrder => {
  const payee = asAddress(`0x${`${at}`.padStart(40, '0')}`)
  const order = { payee, to: payee, amount: 1n, fee: 0n, nonce: 0n, expiry: 9 }
  return { order, signature: '0x' }
}

/** A delivery out of so much coin; each takes all the chain gas that it may. */
function openDelivery(coin: bigint, answer: (at: number) => string | undefined = () => undefined) {
  const asked: number[] = []
  let left = coin
  const ledger = {
    addressOf: () => orderOf(0).order.payee,
    readBalance: async () => ({ glm: 0n, coin: left }),
    readFeePerGas: async () => FEE_PER_GAS,
    withdrawBySig: async (_: SessionKey, { payee }: WithdrawalOrder['order']) => {
      const at = Number(payee)
      asked.push(at)
      const code = answer(at)
      if (code !== undefined) throw new LedgerError(code, 'No.', 'No.')
      left -= MAX_DELIVERY_GAS * FEE_PER_GAS
      return '0x'
    },
  } as unknown as Ledger
  const delivery = new Delivery(ledger, SESSION, new ChainPurse(ledger, SESSION))
  const deliver = () => delivery.deliver([1, 2, 3].map(orderOf), PAYEES)
  return { asked, deliver, left: () => left }
}

it('delivers only while enough coin stays for ending the job', async () => {
  const end = coinForEnd(PAYEES, FEE_PER_GAS)
  const two = 2n * MAX_DELIVERY_GAS * FEE_PER_GAS
  for (const [coin, delivered] of [
    [end + two, [1, 2]],
    [end + two - 1n, [1]],
    [end, []],
  ] as const) {
    const { asked, deliver, left } = openDelivery(coin)
    await deliver()
    expect(asked).toEqual(delivered)
    expect(left()).toBeGreaterThanOrEqual(end)
  }
})

it('asks no second time for what its payee made fail, and delivers to the others', async () => {
  let isAway = true
  const { asked, deliver } = openDelivery(10n ** 18n, (at) => {
    if (at === 1) return 'tooCostly'
    return at === 2 && isAway ? 'unreachable' : undefined
  })
  await deliver()
  expect(asked).toEqual([1, 2, 3])
  isAway = false
  await deliver()
  expect(asked.slice(3)).toEqual([2, 3])
})

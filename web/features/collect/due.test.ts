import { expect, it } from 'vitest'
import type { TillView } from '#peer/provider-view.ts'
import { asAddress } from '#protocol/ids.ts'
import { redeemGas, WITHDRAWAL_GAS } from '#protocol/payment/collection.ts'
import { jobAt } from '#test/support/market.ts'
import { dueOf, duesByHand } from './due.ts'

const NOW = 1_800_000_000
const DAY = 86_400
const payee = asAddress(`0x${'11'.repeat(20)}`)

const claim = (at: number, until: number, urgentAt = until) => ({
  jobId: jobAt(at),
  payee,
  amount: BigInt(at),
  until,
  urgentAt,
  patientUntil: 0,
})
const till = (part: Partial<TillView>): TillView => ({
  payee,
  claims: [],
  credit: 0n,
  coinMissing: 0n,
  outOfReach: 0n,
  isOurs: false,
  ...part,
})

it('has what ends first collected first, and warns of what may be gone within a day', () => {
  const claims = [claim(1, NOW + 9 * DAY), claim(2, NOW + DAY - 1), claim(4, NOW + 2 * DAY, NOW)]
  const due = dueOf(till({ claims, credit: 8n }), NOW * 1000)
  expect(due).toMatchObject({ promised: 7n, credited: 8n, next: 'redeem' })
  expect(due?.claims.map(({ amount }) => amount)).toEqual([2n, 4n, 1n])
  expect(due?.chainGas).toBe(redeemGas(3))
  expect(due?.alarm).toEqual({ wei: 6n, until: (NOW + DAY - 1) * 1000 })
})

it('calls nothing urgent that the escrow owes already, and says nothing where nothing is owed', () => {
  expect(dueOf(till({ credit: 8n }), NOW * 1000)).toMatchObject({
    next: 'withdraw',
    chainGas: WITHDRAWAL_GAS,
    alarm: undefined,
  })
  expect(dueOf(till({}), NOW * 1000)).toBeUndefined()
})

it('leaves to a person what this browser cannot collect: another key’s, and its own without coin', () => {
  const claims = [claim(1, NOW + DAY)]
  const tills = [
    till({ claims, isOurs: true }),
    till({ claims, isOurs: true, coinMissing: 1n }),
    till({ claims }),
  ]
  expect(duesByHand(tills, NOW * 1000)).toHaveLength(2)
  expect(duesByHand(undefined, NOW * 1000)).toEqual([])
})

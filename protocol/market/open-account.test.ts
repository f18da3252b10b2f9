import { describe, expect, it } from 'vitest'
import { asAddress } from '../ids.ts'
import { MAX_AMOUNT_WEI } from '../payment/amount.ts'
import {
  closeAccount,
  isBroken,
  makeGood,
  type OpenAccount,
  openAccount,
  type Parting,
} from './open-account.ts'

const NOW = 1_700_000_000_000
const HOUR = 3_600_000
const PAYEE = asAddress(`0x${'11'.repeat(20)}`)

const part = (change: Partial<Parting> = {}, before?: OpenAccount) =>
  openAccount(
    before,
    {
      how: 'silence',
      accepted: 0,
      unjudged: 0,
      deadline: NOW + 10 * HOUR,
      money: undefined,
      ...change,
    },
    NOW,
  )
const money = (earned: bigint, hoped: bigint, promisedBefore: bigint, promised: bigint) => ({
  payee: PAYEE,
  earned,
  hoped,
  promisedBefore,
  promised,
})
const open = (account: OpenAccount | undefined): OpenAccount => {
  if (account === undefined) throw new Error('nothing is open')
  return account
}

describe('what is open after an agreement', () => {
  it('is nothing where all was judged and promised', () => {
    expect(part({ how: 'goodbye', accepted: 9 })).toBeUndefined()
    expect(part({ accepted: 9, money: money(90n, 0n, 5n, 95n) })).toBeUndefined()
  })

  it('is due after an hour, or at the job’s deadline', () => {
    expect(part({ unjudged: 3 })).toMatchObject({ dueAt: NOW + HOUR, unjudged: 3 })
    expect(part({ unjudged: 3, deadline: NOW + 5 })).toMatchObject({ dueAt: NOW + 5 })
  })

  it('is open for an hour where more than the credit was taken, whatever the deadline and though all was judged', () => {
    const judged = part({ how: 'overdraft', deadline: NOW + 5 })
    expect(judged).toMatchObject({ dueAt: NOW + HOUR, isOverdrawn: true })
    expect(isBroken(open(judged), closeAccount(open(judged), 0n))).toBe(false)
  })

  it('holds nothing against it that the provider did not wait for', () => {
    expect(part({ how: 'ours', unjudged: 3 })).toBeUndefined()
    const ours = { how: 'ours', accepted: 9, unjudged: 3, money: money(90n, 30n, 0n, 0n) } as const
    expect(part(ours)).toBeUndefined()
    const before = open(part({ unjudged: 20, money: money(0n, 200n, 0n, 0n) }))
    expect(part(ours, before)).toEqual({ ...before, unjudged: 11 })
  })

  it('stays due when it was, however often its requestor comes back', () => {
    const before = { ...open(part({ unjudged: 20 })), dueAt: NOW - 5 }
    expect(part({ accepted: 2, unjudged: 1 }, before)).toMatchObject({ dueAt: NOW - 5 })
    expect(part({ accepted: 20, unjudged: 1 }, before)).toMatchObject({ dueAt: NOW + HOUR })
  })

  it('is not cleared by a mere goodbye where more than the credit was taken', () => {
    const before = open(part({ how: 'overdraft', unjudged: 300 }))
    expect(part({ how: 'goodbye' }, before)).toMatchObject({ unjudged: 300, isOverdrawn: true })
    expect(part({ how: 'goodbye', accepted: 300 }, before)).toBeUndefined()
  })

  it('is made good by another key, and by nothing else changed', () => {
    const before = open(part({ how: 'overdraft', unjudged: 300 }))
    const silent = {
      how: 'silence',
      accepted: 40,
      rejected: 9,
      unjudged: 900,
      deadline: NOW,
      money: undefined,
    } as const
    expect(makeGood(before, silent)).toEqual({ ...before, unjudged: 260 })
    expect(makeGood(before, { ...silent, accepted: 300 })).toBeUndefined()
  })

  it('holds no more wei than an escrow can', () => {
    const huge = 10n ** 60n
    const account = open(part({ accepted: 1, money: money(huge, huge, 0n, 0n) }))
    expect(account.money).toMatchObject({ owed: MAX_AMOUNT_WEI, subtaskWei: MAX_AMOUNT_WEI })
    expect(part({ accepted: 1, money: money(huge, 0n, 0n, 0n) }, account)?.money?.owed).toBe(
      MAX_AMOUNT_WEI,
    )
    expect(closeAccount(account, 0n)).toEqual({ unjudged: 0, unpaid: 1 })
  })

  it('is made good by as much as is judged after it came back, or by a free job’s end in order', () => {
    const before = open(part({ unjudged: 20 }))
    expect(part({ accepted: 15 }, before)).toMatchObject({ unjudged: 5 })
    expect(part({ accepted: 15, unjudged: 4 }, before)).toMatchObject({ unjudged: 9 })
    expect(part({ accepted: 1, how: 'goodbye' }, before)).toBeUndefined()
    expect(
      part({ accepted: 1, how: 'goodbye', money: money(10n, 0n, 0n, 10n) }, before),
    ).toMatchObject({ unjudged: 19 })
  })

  it('comes to pieces by what they cost', () => {
    const account = open(part({ accepted: 8, unjudged: 2, money: money(80n, 20n, 0n, 30n) }))
    expect(closeAccount(account, 30n)).toEqual({ unjudged: 2, unpaid: 5 })
    expect(closeAccount(account, 80n)).toEqual({ unjudged: 2, unpaid: 0 })
    // The escrow paid for what was confirmed after it had parted.
    expect(closeAccount(account, 95n)).toEqual({ unjudged: 1, unpaid: 0 })
    expect(closeAccount(account, 100n)).toEqual({ unjudged: 0, unpaid: 0 })
    // Never more than was judged right, and a part of a subtask is none.
    expect(closeAccount(account, 0n)).toEqual({ unjudged: 2, unpaid: 8 })
    expect(closeAccount(account, 79n)).toEqual({ unjudged: 2, unpaid: 0 })
  })

  it('counts money of one job once, over several agreements', () => {
    const first = open(part({ accepted: 8, money: money(80n, 0n, 100n, 150n) }))
    const second = open(part({ accepted: 4, money: money(40n, 0n, 150n, 200n) }, first))
    expect(closeAccount(second, 200n)).toEqual({ unjudged: 0, unpaid: 2 })
    expect(part({ accepted: 4, money: money(40n, 0n, 150n, 220n) }, first)).toBeUndefined()
  })

  it('is broken where more than the credit was taken, and more left than made good', () => {
    const account = open(part({ how: 'overdraft', accepted: 8, unjudged: 6 }))
    expect(isBroken({ ...account, isOverdrawn: false }, { unjudged: 6, unpaid: 2 })).toBe(false)
    expect(isBroken(account, { unjudged: 6, unpaid: 0 })).toBe(false)
    expect(isBroken(account, { unjudged: 6, unpaid: 2 })).toBe(true)
  })
})

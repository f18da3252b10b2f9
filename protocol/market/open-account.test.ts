import { describe, expect, it } from 'vitest'
import { asAddress } from '../ids.ts'
import {
  closeAccount,
  isBroken,
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
      rejected: 0,
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

  it('holds nothing against it that the provider did not wait for', () => {
    expect(part({ how: 'ours', unjudged: 3 })).toBeUndefined()
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
    // Never more than was judged right, and a part of a piece is none.
    expect(closeAccount(account, 0n)).toEqual({ unjudged: 2, unpaid: 8 })
    expect(closeAccount(account, 79n)).toEqual({ unjudged: 2, unpaid: 0 })
  })

  it('counts money of one job once, over several agreements', () => {
    const first = open(part({ accepted: 8, money: money(80n, 0n, 100n, 150n) }))
    const second = open(part({ accepted: 4, money: money(40n, 0n, 150n, 200n) }, first))
    expect(closeAccount(second, 200n)).toEqual({ unjudged: 0, unpaid: 2 })
    expect(part({ accepted: 4, money: money(40n, 0n, 150n, 220n) }, first)).toBeUndefined()
  })

  it('is broken where more was left than made good', () => {
    const account = open(part({ accepted: 8, unjudged: 6 }))
    expect(isBroken(account, { unjudged: 6, unpaid: 0 })).toBe(false)
    expect(isBroken(account, { unjudged: 6, unpaid: 2 })).toBe(true)
  })
})

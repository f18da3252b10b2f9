import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asAddress } from '../ids.ts'
import { MAX_AMOUNT_WEI } from './amount.ts'
import {
  authorPart,
  isSameShare,
  MAX_BASIS_POINTS,
  payeePart,
  sayShare,
  totalFor,
} from './author-share.ts'

const payee = asAddress(`0x${'aa'.repeat(20)}`)
const amounts = fc.bigInt({ min: 0n, max: MAX_AMOUNT_WEI })
const shares = fc.option(
  fc.record({
    payee: fc.constant(payee),
    basisPoints: fc.integer({ min: 1, max: MAX_BASIS_POINTS }),
  }),
  { nil: undefined },
)

describe('an author’s share', () => {
  it('is rounded down: 2.5 % of 79 wei is 1, and 78 are left', () => {
    const share = { payee, basisPoints: 250 }
    expect(authorPart(79n, share)).toBe(1n)
    expect(payeePart(79n, share)).toBe(78n)
    expect(authorPart(79n, undefined)).toBe(0n)
    expect(sayShare(share)).toBe('2.5 %')
  })

  it('asks for no more in all than it takes for so much to be left', () => {
    fc.assert(
      fc.property(amounts, shares, (part, share) => {
        const total = totalFor(part, share)
        expect(payeePart(total, share)).toBe(part)
        if (total > 0n) expect(payeePart(total - 1n, share)).toBeLessThan(part)
      }),
    )
  })

  it('is the same for the same wallet and part alone', () => {
    const share = { payee, basisPoints: 250 }
    expect(isSameShare(share, { ...share })).toBe(true)
    expect(isSameShare(undefined, undefined)).toBe(true)
    for (const other of [
      undefined,
      { ...share, basisPoints: 251 },
      { ...share, payee: asAddress(`0x${'bb'.repeat(20)}`) },
    ])
      expect(isSameShare(share, other)).toBe(false)
  })
})

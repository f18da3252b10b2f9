import { describe, expect, it } from 'vitest'
import { bidOf, demandOf, paidTerms } from '#test/support/market.ts'
import { asAddress, asPeerId } from '../ids.ts'
import { decode, encode } from '../wire/codec.ts'
import {
  judgePreferences,
  NO_PREFERENCES,
  type Preferences,
  preferencesSchema,
} from './preferences.ts'

const CENT = 10n ** 16n
const PEER = '12D3KooWJbJFaZ1dwpuu9tQY3ELCKCpWMJc1dSRVbcMwhiLiFq7q'
const PAYEE = asAddress(`0x${'11'.repeat(20)}`)
const demand = demandOf({ terms: paidTerms(5n * CENT) })
const bid = bidOf({
  provider: asPeerId(PEER),
  payee: PAYEE,
  speed: 400_000_000n,
  pricePerGigaGas: 4n * CENT,
  upMs: 300_000,
})
const judge = (prefers: Partial<Preferences>) =>
  judgePreferences(bid, { ...NO_PREFERENCES, ...prefers }, demand)

describe('a requestor’s preferences', () => {
  it('take anybody unless they say otherwise', () => {
    expect(judge({})).toEqual({ kind: 'take' })
  })

  it('let those work who are named, by peer or by wallet, and nobody who is blocked', () => {
    const other = `0x${'22'.repeat(20)}`
    for (const name of [PEER, PAYEE]) {
      expect(judge({ allow: [other, name] }).kind).toBe('take')
      expect(judge({ allow: [name], block: [name] })).toMatchObject({
        reason: 'is on this job’s list of those who may not work',
      })
    }
    expect(judge({ allow: [other] })).toMatchObject({
      reason: 'is not on this job’s list of those who may work',
    })
  })

  it.each([
    [{ minSpeed: 10n ** 9n }, 'speed 0.4 < 1, in 10⁹ gas a second and core'],
    [{ minUpMs: 3_600_000 }, 'here for 5 min < 60 min'],
    [{ waitForPrice: 3n * CENT }, 'price 0.04 > 0.03 GLM for 10⁹ gas that this job waits for'],
  ])('turn away with figures: %o', (prefers, reason) => {
    expect(judge(prefers)).toMatchObject({ kind: 'decline', reason })
  })

  it('hold at what they name', () => {
    expect(judge({ minSpeed: 400_000_000n, minUpMs: 300_000, waitForPrice: 4n * CENT }).kind).toBe(
      'take',
    )
  })

  it('are kept on disk as they are', () => {
    const prefers = { ...NO_PREFERENCES, allow: [PEER, PAYEE], minSpeed: 5n, waitForPrice: CENT }
    expect(decode(preferencesSchema, encode(preferencesSchema, prefers), 'p', 10_000)).toEqual(
      prefers,
    )
  })
})

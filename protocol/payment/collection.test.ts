import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asAddress, asJobId } from '../ids.ts'
import { WEI_PER_GLM } from './amount.ts'
import {
  type Claim,
  type ClaimedChannel,
  claimOf,
  decideCollection,
  type Waiting,
} from './collection.ts'

const NOW = 1_000_000
const GWEI = 10n ** 9n
/** Chain gas at a price at which a voucher costs 0.000055 coin, and a coin is 100 GLM. */
const rate = { feePerGas: GWEI, glmPerCoin: 100n * WEI_PER_GLM }
/** What one voucher alone costs in GLM: 90,000 chain gas. */
const ALONE = (90_000n * rate.feePerGas * rate.glmPerCoin) / 10n ** 18n
const payee = asAddress(`0x${'11'.repeat(20)}`)
const jobAt = (at: number) => asJobId(`0x${`${at}`.padStart(64, '0')}`)

const channel: ClaimedChannel = {
  cap: 10n,
  epoch: 0,
  paid: 4n,
  closesAt: 0,
  deadline: NOW + 500,
  graceSeconds: 100,
  noticeSeconds: 60,
  isJobClosed: false,
  authorShare: undefined,
}
const voucher = { jobId: jobAt(1), payee, epoch: 0, cumulative: 8n }
const NEW: Waiting = { heardAt: NOW, unpaidSince: NOW }

const claim = (amount: bigint, more: Partial<Claim> = {}): Claim => ({
  jobId: jobAt(1),
  payee,
  amount,
  until: NOW + 5_000,
  urgentAt: NOW + 4_000,
  patientUntil: NOW,
  ...more,
})

const decide = (
  claims: readonly Claim[],
  { credit = 0n, coin = 10n ** 18n, creditPatientUntil = NOW } = {},
) => decideCollection({ claims, credit, creditPatientUntil, coin }, rate, NOW)

describe('what a voucher still brings', () => {
  it('is what the channel has not paid of it, and no more than the channel holds', () => {
    expect(claimOf(voucher, channel, NEW)?.amount).toBe(4n)
    expect(claimOf({ ...voucher, cumulative: 99n }, channel, NEW)?.amount).toBe(6n)
    expect(claimOf(voucher, { ...channel, paid: 8n }, NEW)).toBeUndefined()
    expect(claimOf(voucher, { ...channel, isJobClosed: true }, NEW)).toBeUndefined()
    const shared = { ...channel, authorShare: { payee, basisPoints: 5_000 } }
    expect(claimOf(voucher, shared, NEW)?.amount).toBe(2n)
  })

  it('lasts until the notice or the grace ends, whichever is first', () => {
    expect(claimOf(voucher, channel, NEW)).toMatchObject({ until: NOW + 600, urgentAt: NOW + 500 })
    const noticed = { ...channel, closesAt: NOW + 60 }
    expect(claimOf(voucher, noticed, NEW)).toMatchObject({ until: NOW + 60, urgentAt: 0 })
    const late = { ...channel, closesAt: NOW + 9_000 }
    expect(claimOf(voucher, late, NEW)?.until).toBe(NOW + 600)
  })

  it('is left to its requestor for ten minutes after each voucher, and for half an hour at most', () => {
    const patientUntil = (unpaidSince: number) =>
      claimOf(voucher, channel, { heardAt: NOW, unpaidSince })?.patientUntil
    expect([0, 1_200, 1_201, 9_999].map((ago) => patientUntil(NOW - ago))).toEqual([
      NOW + 600,
      NOW + 600,
      NOW + 599,
      NOW - 8_199,
    ])
  })
})

describe('what is collected', () => {
  it('is what makes twenty times its chain gas', () => {
    expect(decide([claim(20n * ALONE)]).redeem).toHaveLength(1)
    expect(decide([claim(20n * ALONE - 1n)]).redeem).toEqual([])
  })

  it('is worth it together where each alone would not be', () => {
    const each = 16n * ALONE
    const claims = [1, 2, 3].map((at) => claim(each, { jobId: jobAt(at) }))
    expect(decide(claims.slice(0, 1)).redeem).toEqual([])
    expect(decide(claims).redeem).toHaveLength(3)
  })

  it('waits while its requestor may settle by itself', () => {
    const patient = { patientUntil: NOW + 1 }
    expect(decide([claim(999n * ALONE, patient)]).redeem).toEqual([])
  })

  it('is, before its time ends, whatever brings more than its chain gas, and never what brings less', () => {
    const urgent = { urgentAt: NOW, patientUntil: NOW + 1 }
    expect(decide([claim(ALONE + 1n, urgent)]).redeem).toHaveLength(1)
    expect(decide([claim(ALONE, urgent)]).redeem).toEqual([])
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.bigInt({ min: 1n, max: 40n * ALONE }), fc.boolean()), {
          maxLength: 9,
        }),
        (drawn) => {
          const claims = drawn.map(([amount, isUrgent], at) =>
            claim(amount, { jobId: jobAt(at), ...(isUrgent && urgent) }),
          )
          const { redeem } = decide(claims)
          const brought = redeem.reduce((sum, { amount }) => sum + amount, 0n)
          const gas = 35_000n + 55_000n * BigInt(redeem.length)
          const cost = (gas * rate.feePerGas * rate.glmPerCoin) / 10n ** 18n
          expect(redeem.length === 0 || brought > cost).toBe(true)
        },
      ),
    )
  })

  it('is paid for: first what ends first, and what is missing is said', () => {
    const soon = { urgentAt: NOW, until: NOW + 10 }
    const later = { urgentAt: NOW, until: NOW + 20 }
    const claims = [
      claim(99n * ALONE, { ...later, jobId: jobAt(2) }),
      claim(50n * ALONE, { ...soon, jobId: jobAt(1) }),
    ]
    const forOne = 90_000n * GWEI
    expect(decide(claims, { coin: forOne })).toEqual({
      redeem: [claims[1]],
      withdraw: false,
      coinMissing: 95_000n * GWEI,
    })
    expect(decide(claims, { coin: 0n })).toMatchObject({ redeem: [], coinMissing: 185_000n * GWEI })
    expect(decide(claims, { coin: 145_000n * GWEI })).toMatchObject({
      ...{ redeem: { length: 2 }, withdraw: false, coinMissing: 40_000n * GWEI },
    })
  })

  it('goes to the wallet when that is worth it and nobody else is about to deliver it', () => {
    const enough = (20n * 75_000n * rate.feePerGas * rate.glmPerCoin) / 10n ** 18n
    expect(decide([], { credit: enough }).withdraw).toBe(true)
    expect(decide([], { credit: enough - 1n }).withdraw).toBe(false)
    expect(decide([], { credit: enough, creditPatientUntil: NOW + 1 }).withdraw).toBe(false)
  })

  it('goes on to the wallet with what is redeemed, where that pays for its own part', () => {
    const urgent = { urgentAt: NOW }
    const enough = (20n * 40_000n * rate.feePerGas * rate.glmPerCoin) / 10n ** 18n
    const waiting = { creditPatientUntil: NOW + 1 }
    expect(decide([claim(enough, urgent)], waiting).withdraw).toBe(true)
    expect(decide([claim(enough - 1n, urgent)], waiting).withdraw).toBe(false)
    expect(decide([claim(enough - 1n, urgent)], { ...waiting, credit: 1n }).withdraw).toBe(true)
  })
})

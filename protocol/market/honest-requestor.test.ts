import fc from 'fast-check'
import { expect, it } from 'vitest'
import { asAddress } from '../ids.ts'
import { judgeRecord } from './judge-record.ts'
import {
  closeAccount,
  isBroken,
  type Loss,
  type OpenAccount,
  openAccount,
  type Parting,
} from './open-account.ts'
import {
  NEW_REQUESTOR,
  noteBreak,
  noteLoss,
  noteVerdict,
  type RequestorRecord,
} from './requestor-record.ts'

const NOW = 1_700_000_000_000
const LATER_MS = 120_000
const PAYEE = asAddress(`0x${'11'.repeat(20)}`)
const NOTHING: Loss = { unjudged: 0, unpaid: 0 }

/** What is answered under one agreement before the requestor's tab is reloaded. */
const visit = fc.record({ judged: fc.nat({ max: 40 }), inCheck: fc.nat({ max: 64 }) })
/** A job with reloads in its midst, and its end. */
const job = fc.record({
  isPaid: fc.boolean(),
  reloads: fc.array(visit, { maxLength: 6 }),
  last: fc.nat({ max: 20 }),
  /** Whether what was in check is paid after a reload without a word, or asked for again and judged. */
  isRemembered: fc.boolean(),
})
type Job = typeof job extends fc.Arbitrary<infer T> ? T : never

/** A requestor as one provider sees it, which owes a piece's wei, 1, for each that it found right. */
class Honest {
  record: RequestorRecord = NEW_REQUESTOR
  now = NOW

  /** @returns what is lost of the job in the end. */
  work({ isPaid, reloads, last, isRemembered }: Job, isGoneForGood: boolean): Loss {
    let account: OpenAccount | undefined
    let promised = 0n
    let before = 0
    const end = isGoneForGood ? [] : [{ judged: last, inCheck: 0 }]
    for (const [at, { judged, inCheck }] of [...reloads, ...end].entries()) {
      this.now += LATER_MS
      const accepted = judged + (isRemembered ? 0 : before)
      this.record = noteVerdict(this.record, { accepted, rejected: 0, isPaid }, this.now)
      const promisedBefore = promised
      promised += BigInt(judged + before)
      const [earned, hoped] = [BigInt(accepted), BigInt(inCheck)]
      const parting: Parting = {
        how: at === reloads.length ? 'goodbye' : 'silence',
        accepted,
        rejected: 0,
        unjudged: inCheck,
        deadline: this.now + LATER_MS,
        money: isPaid ? { payee: PAYEE, earned, hoped, promisedBefore, promised } : undefined,
      }
      account = openAccount(account, parting, this.now)
      before = inCheck
    }
    if (account === undefined) return NOTHING
    const loss = closeAccount(account, promised)
    this.record = noteLoss(this.record, loss, this.now)
    if (isBroken(account, loss)) this.record = noteBreak(this.record, account.partedAt, this.now)
    return loss
  }
}

const isRefused = ({ record, now }: Honest) =>
  judgeRecord({ kind: 'fair' }, record, now) !== undefined

it('has nothing held against it, however often and where its tab is reloaded', () => {
  fc.assert(
    fc.property(fc.array(job, { maxLength: 8 }), (jobs) => {
      const honest = new Honest()
      for (const one of jobs) expect(honest.work(one, false)).toEqual(NOTHING)
      expect(isRefused(honest)).toBe(false)
    }),
    { numRuns: 2_000 },
  )
})

it('is worked for still when it went for good, twice, from its first jobs', () => {
  fc.assert(
    fc.property(fc.array(job, { maxLength: 8 }), (jobs) => {
      const honest = new Honest()
      for (const [at, one] of jobs.entries()) {
        honest.work(one, at < 2)
        expect(isRefused(honest)).toBe(false)
      }
    }),
    { numRuns: 2_000 },
  )
})

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { asAddress } from '../ids.ts'
import { judgeRecord } from './judge-record.ts'
import {
  closeAccount,
  isBroken,
  makeGood,
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

/** What one agreement comes to: judged, in check as it ends, and judged a verdict's delay later. */
const visit = fc.record({
  judged: fc.nat({ max: 400 }),
  inCheck: fc.nat({ max: 9_000 }),
  /** `overdraft`: its verdicts or vouchers came a moment late, or our chain did not hear of them. */
  how: fc.constantFrom<Parting['how']>('silence', 'goodbye', 'ours', 'overdraft'),
  /** Whether what it was judged right for had been vouchered by then, as far as we could see. */
  isVouchered: fc.boolean(),
})
/** A job in a tab that reloads, fails or is closed for good, by a person who may cancel early. */
const job = fc.record({
  isPaid: fc.boolean(),
  visits: fc.array(visit, { minLength: 1, maxLength: 6 }),
  /** What others leave of the same job under keys of their own. */
  stranger: fc.option(fc.nat({ max: 9_000 })),
  afterMs: fc.nat({ max: 3 * 24 * 3_600_000 }),
})
type Job = typeof job extends fc.Arbitrary<infer T> ? T : never

/** A requestor as one provider sees it, which pays a subtask's wei, 1, for each that it found right. */
class Honest {
  record: RequestorRecord = NEW_REQUESTOR
  now = NOW

  /** @param isGone whether it never comes back to what it has in check after its last visit. */
  work({ isPaid, visits, stranger, afterMs }: Job, isGone: boolean): void {
    let account: OpenAccount | undefined
    let promised = 0n
    let paid = 0n
    let before = 0
    for (const { judged, inCheck, how, isVouchered } of visits) {
      this.now += LATER_MS
      // What was in check is asked for again after a reload, and judged.
      const accepted = judged + before
      this.record = noteVerdict(this.record, { accepted, rejected: 0, isPaid }, this.now)
      const promisedBefore = promised
      paid += BigInt(accepted)
      if (isVouchered) promised = paid
      const parting = this.#parting({ how, accepted, unjudged: inCheck })
      const [earned, hoped] = [BigInt(accepted), BigInt(inCheck)]
      const money = isPaid ? { payee: PAYEE, earned, hoped, promisedBefore, promised } : undefined
      account = openAccount(account, { ...parting, money }, this.now)
      if (account !== undefined && stranger !== null)
        account = makeGood(account, this.#parting({ how: 'silence', unjudged: stranger }))
      before = inCheck
    }
    if (!isGone) {
      const judgedLate = this.#parting({ how: 'goodbye', accepted: before })
      account &&= makeGood(account, judgedLate)
      this.record = noteVerdict(this.record, { accepted: before, rejected: 0, isPaid }, this.now)
      paid += BigInt(before)
    }
    this.now += afterMs
    if (account === undefined) return
    // By the chain's own word, after the job has ended.
    const loss = closeAccount(account, paid)
    expect(loss.unpaid).toBe(0)
    this.record = noteLoss(this.record, loss, this.now)
    if (isBroken(account, loss)) this.record = noteBreak(this.record, account.partedAt, this.now)
  }

  #parting(part: Partial<Parting>): Parting {
    const nothing = { accepted: 0, unjudged: 0, money: undefined }
    return { how: 'silence', ...nothing, deadline: this.now + LATER_MS, ...part }
  }
}

const isRefused = ({ record, now }: Honest) =>
  judgeRecord({ kind: 'fair' }, record, now) !== undefined

const withoutOverdraft = (jobs: readonly Job[]): Job[] =>
  jobs.map((one) => ({
    ...one,
    visits: one.visits.map((visited) =>
      visited.how === 'overdraft' ? { ...visited, how: 'silence' } : visited,
    ),
  }))

it('is never refused for reloads, crashes and early ends, on however many days', () => {
  fc.assert(
    fc.property(fc.array(job, { maxLength: 12 }), (jobs) => {
      const honest = new Honest()
      for (const one of withoutOverdraft(jobs)) {
        honest.work(one, true)
        expect(isRefused(honest)).toBe(false)
      }
    }),
    { numRuns: 2_000 },
  )
})

it('is never refused for verdicts or pay that came late, where it goes on with what it began', () => {
  fc.assert(
    fc.property(fc.array(job, { maxLength: 12 }), (jobs) => {
      const honest = new Honest()
      for (const one of jobs) {
        honest.work(one, false)
        expect(honest.record.breaks).toBe(0)
      }
    }),
    { numRuns: 2_000 },
  )
})

it('is worked for still when it overdrew and went for good, however often on two days', () => {
  fc.assert(
    fc.property(fc.array(job, { maxLength: 12 }), (jobs) => {
      const honest = new Honest()
      for (const one of jobs) {
        honest.now = Math.min(honest.now, NOW + 1.9 * 24 * 3_600_000)
        honest.work({ ...one, afterMs: 0 }, true)
        expect(isRefused(honest)).toBe(false)
      }
    }),
    { numRuns: 2_000 },
  )
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judgeRecord } from './judge-record.ts'
import {
  ageRecord,
  isBad,
  NEW_REQUESTOR,
  noteBreak,
  noteLoss,
  noteVerdict,
  type RequestorRecord,
  sayRecord,
  shareMadeGood,
} from './requestor-record.ts'

const NOW = 1_700_000_000_000
const HOUR = 3_600_000
const DAY = 24 * HOUR

const judged = (accepted: number, { rejected = 0, isPaid = false, from = NEW_REQUESTOR } = {}) =>
  noteVerdict(from, { accepted, rejected, isPaid }, NOW)
/** One that left so many subtasks without a verdict, and broke on so many days. */
const left = (unjudged: number, times: number, from: RequestorRecord = NEW_REQUESTOR) => {
  return broken(noteLoss(from, { unjudged, unpaid: 0 }, NOW), times)
}
const broken = (from: RequestorRecord, times: number) => {
  let record = from
  for (let day = 0; day < times; day += 1)
    record = noteBreak(record, NOW + (day - times) * DAY, NOW)
  return record
}
const refusal = (record: RequestorRecord, kind: 'any' | 'fair' = 'fair') => {
  const judgement = judgeRecord({ kind }, record, NOW)
  return judgement?.kind === 'decline' ? judgement.reason : undefined
}

describe('a requestor’s record', () => {
  it.each<[string, RequestorRecord, string | undefined]>([
    ['of nobody', NEW_REQUESTOR, undefined],
    ['of one that judges all', judged(122), 'judged 122 pieces and left none'],
    [
      'of one that judges and pays all',
      judged(1, { isPaid: true }),
      'judged 1 piece and left none, paid for all',
    ],
    [
      'with some left',
      left(2, 1, judged(120, { isPaid: true })),
      'judged 120 of 122 pieces, paid for all',
    ],
    [
      'with some unpaid',
      noteLoss(judged(30, { isPaid: true, rejected: 4 }), { unjudged: 0, unpaid: 14 }, NOW),
      'judged 34 pieces and left none, 4 as wrong, left 14 unpaid',
    ],
    ['of long ago', ageRecord(judged(3), NOW + 100 * DAY), undefined],
  ])('%s is said in words', (_, record, words) => {
    expect(sayRecord(record, NOW)).toBe(words)
  })

  it('weighs half after two weeks, and never grows by waiting', () => {
    const record = left(40, 3, judged(12))
    expect(ageRecord(record, NOW + 14 * DAY)).toMatchObject({ accepted: 6, unjudged: 20 })
    expect(ageRecord(record, NOW - DAY)).toEqual(record)
  })

  it('is bad only where most was left again and again', () => {
    expect(refusal(left(1, 3, judged(999)))).toBeUndefined()
    expect(refusal(left(40, 2, judged(12)))).toBeUndefined()
    expect(refusal(left(40, 3, judged(12)))).toBe(
      'this requestor left 40 of 52 pieces without a verdict',
    )
    expect(refusal(left(40, 3, judged(12)), 'any')).toBeUndefined()
    expect(isBad(left(40, 3, judged(12)), NOW + 60 * DAY)).toBe(false)
  })

  it('counts what breaks within a day once, and what is heard of late not at all', () => {
    let record = left(4_000, 0)
    for (let hour = 0; hour < 24; hour += 1) record = noteBreak(record, NOW + hour * HOUR, NOW)
    expect(record.breaks).toBe(1)
    expect(refusal(record)).toBeUndefined()
    expect(noteBreak(record, NOW - 5 * DAY, NOW).breaks).toBe(1)
    expect(noteBreak(record, NOW + DAY, NOW).breaks).toBe(2)
  })

  it('names what is worst, and who works for regulars what is wanted', () => {
    const unpaid = noteLoss(judged(50, { isPaid: true }), { unjudged: 0, unpaid: 45 }, NOW)
    expect(refusal(broken(unpaid, 3))).toBe('this requestor left 45 of 50 pieces unpaid')
    const wrong = broken(judged(2, { rejected: 50 }), 3)
    expect(refusal(wrong)).toBe('this requestor called 50 of 52 pieces wrong')
    const rule = { kind: 'proven', subtasks: 100 } as const
    expect(judgeRecord(rule, judged(99), NOW)).toMatchObject({
      obstacle: 'record',
      reason: 'this requestor has judged and paid 99 of your pieces, 100 wanted',
      advice: expect.stringContaining('Want 99 pieces or fewer'),
    })
    expect(judgeRecord({ kind: 'proven', subtasks: 99 }, judged(99), NOW)).toBeUndefined()
    expect(judgeRecord(rule, broken(judged(500, { rejected: 900 }), 3), NOW)).toMatchObject({
      reason: 'this requestor called 900 of 1,400 pieces wrong',
    })
  })

  it('is a share above 0 and up to 1, whatever is noted and whenever', () => {
    const subtasks = fc.nat({ max: 2 ** 32 - 1 })
    const note = fc.record({
      accepted: subtasks,
      rejected: subtasks,
      isPaid: fc.boolean(),
      unjudged: subtasks,
      unpaid: subtasks,
      afterMs: fc.integer({ min: -DAY, max: 400 * DAY }),
    })
    fc.assert(
      fc.property(fc.array(note, { maxLength: 20 }), (notes) => {
        let record = NEW_REQUESTOR
        let now = NOW
        for (const { afterMs, ...part } of notes) {
          now += afterMs
          record = noteVerdict(record, part, now)
          record = noteLoss(record, part, now)
          record = noteBreak(record, now, now)
          const share = shareMadeGood(ageRecord(record, now))
          expect(share).toBeGreaterThan(0)
          expect(share).toBeLessThanOrEqual(1)
          expect(record.unpaid).toBeLessThanOrEqual(record.charged)
          expect(record.charged).toBeLessThanOrEqual(record.accepted * (1 + 1e-9))
        }
      }),
    )
  })
})

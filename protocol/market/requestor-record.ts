import type { Explanation } from '../explanation.ts'

/**
 * What one provider saw a requestor's key do with what it answered, over all jobs. Counts are of
 * subtasks, and of late: each weighs half after `HALF_LIFE_MS`.
 */
export interface RequestorRecord {
  /** Judged right. */
  readonly accepted: number
  /** Of those, subtasks of paid jobs. */
  readonly charged: number
  /** Of those, subtasks that nothing was paid for. Never more than `charged`. */
  readonly unpaid: number
  /** Judged wrong. */
  readonly rejected: number
  /** Answered, and left without a verdict. */
  readonly unjudged: number
  /** Days on which it took more than its credit, and left more of that than it made good. */
  readonly breaks: number
  /** When the last of them began, in Unix milliseconds; 0 where there is none. */
  readonly brokeAt: number
  /** When the counts weighed what they say, in Unix milliseconds. */
  readonly asOf: number
}

/** A requestor of whom nothing is known. */
export const NEW_REQUESTOR: RequestorRecord = {
  accepted: 0,
  charged: 0,
  unpaid: 0,
  rejected: 0,
  unjudged: 0,
  breaks: 0,
  brokeAt: 0,
  asOf: 0,
}

/** Two weeks. */
const HALF_LIFE_MS = 14 * 24 * 3_600_000
/** A newcomer counts as if it had made good so many subtasks. */
const PRIOR_SUBTASKS = 10
/** Below this share of subtasks made good a record is bad, where that is no chance. */
const FAIR_SHARE = 0.5
/** Days that are put down to chance: a network that breaks, a chain that is away. */
const FORGIVEN_BREAKS = 2
/** What breaks within a day has one cause, and counts as one. */
const SAME_BREAK_MS = 24 * 3_600_000

/** The record as it weighs now. A clock that was set back ages nothing. */
export function ageRecord(record: RequestorRecord, now: number): RequestorRecord {
  const weight = 2 ** -(Math.max(0, now - record.asOf) / HALF_LIFE_MS)
  return {
    accepted: record.accepted * weight,
    charged: record.charged * weight,
    unpaid: record.unpaid * weight,
    rejected: record.rejected * weight,
    unjudged: record.unjudged * weight,
    breaks: record.breaks * weight,
    brokeAt: record.brokeAt,
    asOf: Math.max(now, record.asOf),
  }
}

/** A verdict on subtasks of a paid job or a free one. */
export function noteVerdict(
  record: RequestorRecord,
  verdict: { readonly accepted: number; readonly rejected: number; readonly isPaid: boolean },
  now: number,
): RequestorRecord {
  const { accepted, charged, rejected, ...rest } = ageRecord(record, now)
  return {
    ...rest,
    accepted: accepted + verdict.accepted,
    charged: charged + (verdict.isPaid ? verdict.accepted : 0),
    rejected: rejected + verdict.rejected,
  }
}

/** Subtasks that no verdict comes for any more, and subtasks of before that no pay comes for. */
export function noteLoss(
  record: RequestorRecord,
  loss: { readonly unjudged: number; readonly unpaid: number },
  now: number,
): RequestorRecord {
  const { unjudged, unpaid, ...rest } = ageRecord(record, now)
  return {
    ...rest,
    unjudged: unjudged + loss.unjudged,
    unpaid: Math.min(rest.charged, unpaid + loss.unpaid),
  }
}

/** It took more than its credit at this time, and left most of it; within a day that counts once. */
export function noteBreak(record: RequestorRecord, brokeAt: number, now: number): RequestorRecord {
  const aged = ageRecord(record, now)
  if (brokeAt - aged.brokeAt < SAME_BREAK_MS) return aged
  return { ...aged, breaks: aged.breaks + 1, brokeAt }
}

/** Subtasks that were judged right and, where they were to be paid, paid. */
export const madeGood = ({ accepted, unpaid }: RequestorRecord): number => accepted - unpaid

/**
 * The share of subtasks that it made good, with ten more that it is trusted with beforehand: above 0,
 * and 1 for who left nothing.
 */
export function shareMadeGood(record: RequestorRecord): number {
  const good = madeGood(record) + PRIOR_SUBTASKS
  return good / (good + record.rejected + record.unjudged + record.unpaid)
}

/**
 * Whether a record is clearly bad: less than half was made good, and on three days of late it took
 * far more than its credit. Nothing else than that tells a thief from a tab that is closed.
 */
export function isBad(record: RequestorRecord, now: number): boolean {
  const aged = ageRecord(record, now)
  return shareMadeGood(aged) < FAIR_SHARE && aged.breaks > FORGIVEN_BREAKS
}

/** Such as “judged 120 of 122 pieces, paid for all”; undefined where nothing is known. */
export function sayRecord(record: RequestorRecord, now: number): string | undefined {
  const aged = ageRecord(record, now)
  const rejected = Math.round(aged.rejected)
  const judged = Math.round(aged.accepted) + rejected
  const answered = judged + Math.round(aged.unjudged)
  if (answered === 0) return undefined
  const unpaid = Math.round(aged.unpaid)
  return [
    judged === answered
      ? `judged ${say(judged)} ${judged === 1 ? 'piece' : 'pieces'} and left none`
      : `judged ${say(judged)} of ${say(answered)} ${answered === 1 ? 'piece' : 'pieces'}`,
    ...(rejected > 0 ? [`${say(rejected)} as wrong`] : []),
    ...(unpaid > 0 ? [`left ${say(unpaid)} unpaid`] : aged.charged >= 0.5 ? ['paid for all'] : []),
  ].join(', ')
}

/** What is worst in a bad record, and what can be done. */
export function explainBad(record: RequestorRecord, now: number): Explanation {
  const aged = ageRecord(record, now)
  const { accepted, rejected, unjudged, unpaid } = aged
  const all = say(accepted + rejected + unjudged)
  if (rejected > unjudged + unpaid)
    return {
      reason: `this requestor called ${say(rejected)} of ${all} pieces wrong`,
      advice:
        'Where others do so too, this machine may be at fault; else choose “Anyone” under “Whom you work for”.',
    }
  return {
    reason:
      unpaid > unjudged
        ? `this requestor left ${say(unpaid)} of ${say(aged.charged)} pieces unpaid`
        : `this requestor left ${say(unjudged)} of ${all} pieces without a verdict`,
    advice:
      'Choose “Anyone” under “Whom you work for” to take it all the same, or wait some weeks.',
  }
}

const say = (subtasks: number) => Math.round(subtasks).toLocaleString('en')

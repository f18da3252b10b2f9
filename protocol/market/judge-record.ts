import type { Judgement } from './judgement.ts'
import type { LeastRecord } from './market-rules.ts'
import { type DemandRefusal, passOver } from './passed-over.ts'
import { ageRecord, explainBad, isBad, madeGood, type RequestorRecord } from './requestor-record.ts'
import { sayTime } from './say-time.ts'

/** Decides whether a requestor is let alone for what it took; under any rule, as credit is limited. */
export function judgeOverdraft({
  now,
  letAloneUntil,
}: {
  readonly now: number
  readonly letAloneUntil: number | undefined
}): Judgement<DemandRefusal> | undefined {
  if (letAloneUntil === undefined) return undefined
  return passOver(
    'record',
    'this requestor took all the credit it had here, and neither confirmed nor paid as much',
    `Nothing to do: it is let alone for ${sayTime(Math.max(1_000, letAloneUntil - now))} more, and for as long as it can still pay; name it under “Never these people” to be rid of it.`,
  )
}

/** Decides whether a requestor is known well enough; undefined where it is. */
export function judgeRecord(
  rule: LeastRecord,
  record: RequestorRecord,
  now: number,
): Judgement<DemandRefusal> | undefined {
  if (rule.kind === 'any') return undefined
  if (isBad(record, now)) {
    const { reason, advice } = explainBad(record, now)
    return passOver('record', reason, advice)
  }
  const known = Math.floor(madeGood(ageRecord(record, now)))
  if (rule.kind !== 'proven' || known >= rule.subtasks) return undefined
  return passOver(
    'record',
    `this requestor has judged and paid ${say(known)} of your pieces, ${say(rule.subtasks)} wanted`,
    known === 0
      ? 'Choose “Fair ones” under “Whom you work for” in your rules to meet newcomers.'
      : `Want ${say(known)} pieces or fewer under “Whom you work for” in your rules.`,
  )
}

/** Decides whether who asks for paid work has settled enough of it before; undefined where it has. */
export function judgeSettled(rule: LeastRecord, settled: number): DemandRefusal | undefined {
  if (rule.kind !== 'settled' || settled >= rule.jobs) return undefined
  return {
    obstacle: 'record',
    reason: `this requestor shows ${settled} paid jobs that it settled, ${rule.jobs} wanted`,
    advice:
      settled === 0
        ? 'Choose “Fair ones” under “Whom you work for” in your rules to meet newcomers.'
        : `Want ${settled} jobs or fewer under “Whom you work for” in your rules.`,
  }
}

const say = (subtasks: number) => subtasks.toLocaleString('en')

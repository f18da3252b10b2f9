import { CANNOT_REACH, CANNOT_WORK, ONE_OUT_OF_REACH } from '#peer/cannot-work.ts'
import type { Mesh } from '#peer/ports/mesh.ts'
import { sayPrice, sayPriceUnit } from '#protocol/market/price.ts'
import type { ScheduleState } from '#protocol/schedule/state.ts'
import type { Crew } from './crew.ts'
import type { Heard } from './job-market.ts'
import type { JobRecord } from './job-store.ts'
import type { Payroll } from './payroll.ts'

/** Why a running job is not getting on, in words for its page; null when it is. */
export function explainWaiting(job: {
  readonly mesh: Mesh
  readonly crew: Crew
  readonly schedule: ScheduleState
  readonly payroll: Payroll | undefined
  readonly record: JobRecord
  readonly heard: Readonly<Heard>
}): string | null {
  const { members, outOfReach, hasReached } = job.crew
  const parties = new Set([...job.schedule.workers.values()].map(({ party }) => party))
  if (parties.size === 0 && !job.mesh.status().carriesWork) return CANNOT_WORK
  if (parties.size === 0 && !hasReached && outOfReach.size > 0)
    return outOfReach.size === 1 ? ONE_OUT_OF_REACH : CANNOT_REACH
  if (members.size === 0) return explainNobody(job.record, job.heard)
  if (parties.size === 0) return 'Providers are fetching the program.'
  if (parties.size < job.schedule.quorum)
    return 'One provider is at work; results count once a second, with another payee, agrees.'
  switch (job.payroll?.pinch) {
    case 'usedUp':
      return 'The budget is used up. Add to it, or cancel to get back what is left.'
    case 'waiting':
      return 'Waiting for the part of the budget that was set aside for providers who left.'
    default:
      return null
  }
}

/** Demands after which silence is told of: in a small network one is enough. */
const SILENT_DEMANDS = 4

/** Why nobody works on a job yet, and what would change it. */
function explainNobody(record: JobRecord, heard: Readonly<Heard>): string {
  const { waitForPrice } = record.prefers
  if (waitForPrice !== null) {
    const wait = `Waiting for a price of ${sayPrice(waitForPrice)} ${sayPriceUnit(record)} or less.`
    return heard.lowestAsk === undefined || heard.lowestAsk <= waitForPrice
      ? wait
      : `${wait} The lowest offer so far asks ${sayPrice(heard.lowestAsk)}.`
  }
  if (heard.lastReason !== undefined) {
    const were = heard.refused === 1 ? 'One offer was' : `${heard.refused} offers were`
    return `Looking for providers. ${were} not taken, the last because: ${heard.lastReason}.`
  }
  if (heard.demands < SILENT_DEMANDS) return 'Looking for providers.'
  const { funding } = record
  return funding.kind === 'free'
    ? 'Looking for providers. Nobody has offered yet: those who are here may be busy, or take paid work only.'
    : `Looking for providers. Nobody has offered yet: those who are here may be busy, or ask more than ${sayPrice(funding.ceilingPerGigaGas)} ${sayPriceUnit(record)}.`
}

import { CANNOT_REACH, CANNOT_WORK, ONE_OUT_OF_REACH } from '#peer/cannot-work.ts'
import type { Mesh } from '#peer/ports/mesh.ts'
import type { ScheduleState } from '#protocol/schedule/state.ts'
import type { Crew } from './crew.ts'
import type { Payroll } from './payroll.ts'

/** Why a running job is not getting on, in words for its page; null when it is. */
export function explainWaiting(job: {
  readonly mesh: Mesh
  readonly crew: Crew
  readonly schedule: ScheduleState
  readonly payroll: Payroll | undefined
}): string | null {
  const { members, outOfReach, hasReached } = job.crew
  const parties = new Set([...job.schedule.workers.values()].map(({ party }) => party))
  if (parties.size === 0 && !job.mesh.status().carriesWork) return CANNOT_WORK
  if (parties.size === 0 && !hasReached && outOfReach.size > 0)
    return outOfReach.size === 1 ? ONE_OUT_OF_REACH : CANNOT_REACH
  if (members.size === 0) return 'Looking for providers.'
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

import type { JobId, PeerId } from '../ids.ts'
import { type Judgement, TAKE } from './judgement.ts'
import { type DemandRefusal, passOver } from './passed-over.ts'

/** Jobs that one provider works on at once, at most. */
export const MAX_ENGAGEMENTS = 8

/** A job at work on a provider, in the order they came. */
export interface CoreClaim {
  readonly jobId: JobId
  readonly requestor: PeerId
  /** Whether it computes on the graphics device, which takes one core to drive. */
  readonly graphics: boolean
}

/**
 * Shares a provider's cores between the jobs at work on it: whole cores, one to each job at least,
 * the rest so that requestors have as equal a share as can be, and within it their jobs. What does
 * not divide goes to whoever came first. A graphics job has one core and never more. Jobs that came
 * after there was a core left for them have none.
 *
 * @returns cores by job, in the order of `claims`; in all `cores` at most.
 */
export function shareCores(
  cores: number,
  claims: readonly CoreClaim[],
): ReadonlyMap<JobId, number> {
  const shares = new Map(claims.map(({ jobId }, at) => [jobId, at < cores ? 1 : 0]))
  const held = new Map<PeerId, number>()
  for (const { jobId, requestor } of claims)
    held.set(requestor, (held.get(requestor) ?? 0) + (shares.get(jobId) ?? 0))
  for (let spare = cores - claims.length; spare > 0; spare -= 1) {
    let next: CoreClaim | undefined
    for (const claim of claims) if (!claim.graphics && isPoorer(claim, next)) next = claim
    if (next === undefined) break
    shares.set(next.jobId, (shares.get(next.jobId) ?? 0) + 1)
    held.set(next.requestor, (held.get(next.requestor) ?? 0) + 1)
  }
  return shares

  function isPoorer(claim: CoreClaim, than: CoreClaim | undefined): boolean {
    if (than === undefined) return true
    const byRequestor = (held.get(claim.requestor) ?? 0) - (held.get(than.requestor) ?? 0)
    if (byRequestor !== 0) return byRequestor < 0
    return (shares.get(claim.jobId) ?? 0) < (shares.get(than.jobId) ?? 0)
  }
}

/** Jobs that find a place on so many cores. */
export const placesOn = (cores: number): number => Math.min(cores, MAX_ENGAGEMENTS)

/**
 * Decides whether one more job finds a place beside those at work. Nobody has more than half of
 * the places, so that two requestors always share evenly and one cannot shut all others out.
 */
export function judgePlace(
  newcomer: Omit<CoreClaim, 'jobId'>,
  claims: readonly CoreClaim[],
  cores: number,
): Judgement<DemandRefusal> {
  const places = placesOn(cores)
  if (claims.length >= places)
    return passOver(
      'busy',
      `${claims.length} of ${places} places for jobs are taken`,
      places < MAX_ENGAGEMENTS ? `${WAIT_OR}lend more cores.` : WAIT,
    )
  if (newcomer.graphics && claims.some(({ graphics }) => graphics))
    return passOver('busy', 'the graphics device is at work for another job', WAIT)
  const most = Math.max(1, Math.floor(places / 2))
  const own = claims.filter(({ requestor }) => requestor === newcomer.requestor).length
  if (own >= most)
    return passOver(
      'busy',
      `${own} jobs of this requestor are at work here, ${most} may be`,
      places < MAX_ENGAGEMENTS ? `${WAIT_OR}lend more cores.` : WAIT,
    )
  return TAKE
}

const WAIT = 'Wait until one of the jobs at work has ended.'
const WAIT_OR = 'Wait until one of the jobs at work has ended, or '

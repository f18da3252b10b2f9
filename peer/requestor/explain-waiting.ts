import { CANNOT_REACH, CANNOT_WORK, ONE_OUT_OF_REACH } from '#peer/cannot-work.ts'
import type { Mesh } from '#peer/ports/mesh.ts'
import type { Explanation } from '#protocol/explanation.ts'
import { sayPrice, sayPriceUnit } from '#protocol/market/price.ts'
import type { Shares } from '#protocol/schedule/shares.ts'
import type { ScheduleState, Worker } from '#protocol/schedule/state.ts'
import type { Auditor } from './auditor.ts'
import type { Crew } from './crew.ts'
import type { Heard } from './job-market.ts'
import type { JobRecord } from './job-record.ts'
import type { Payroll } from './payroll.ts'

/** Nothing is left of a job's budget that could still be promised to anybody. */
export const BUDGET_USED_UP: Explanation = {
  reason: 'The budget is used up.',
  advice: 'Add to it, or cancel to get back what is left.',
}
const BUDGET_HELD: Explanation = {
  reason:
    'Waiting for the part of the budget that is reserved for providers who left, or have done all they can.',
  advice: 'It comes back by itself; add to the budget to go on at once.',
}
const PAUSING: Explanation = {
  reason: 'Paused: what is under way is brought to its end, and nothing new is begun.',
  advice: 'Resume it to go on. Its deadline still runs.',
}
const IS_PAUSED: Explanation = {
  reason: 'Paused: nothing is begun.',
  advice: 'Resume it to go on. Its deadline still runs.',
}

/** What a paused job waits for. @param isBusy whether anybody still works on it. */
export const explainPause = (isBusy: boolean): Explanation => (isBusy ? PAUSING : IS_PAUSED)

/**
 * How far those are that were taken, for as long as nothing is verified; null once all are at work
 * and enough of them to agree.
 */
export function explainStart({
  working,
  fetching,
  lacks,
}: {
  readonly working: number
  readonly fetching: number
  /** What is missing of payees enough to agree: nobody, one that is fetching, or one to be found. */
  readonly lacks: 'nobody' | 'fetching' | 'found'
}): Explanation | null {
  if (working === 0)
    return {
      reason: `${sayProviders(fetching)} fetching the program.`,
      advice: 'Nothing to do: the first results come once it is there.',
    }
  const more = fetching === 1 ? 'one more is' : `${fetching} more are`
  const atWork = `${sayProviders(working)} at work${fetching > 0 ? `, ${more} fetching the program` : ''}`
  if (lacks === 'nobody')
    return fetching === 0
      ? null
      : { reason: `${atWork}.`, advice: 'Nothing to do: the first results are on their way.' }
  return {
    reason: `${atWork}; results count once a second, with another payee, agrees.`,
    advice:
      lacks === 'fetching'
        ? 'Nothing to do: it begins once the program is there.'
        : 'A second is looked for all the while; a higher price brings more.',
  }
}

const sayProviders = (count: number): string =>
  count === 1 ? 'One provider is' : `${count} providers are`

/** Why a running job is not getting on, for its page; null when it is. */
export function explainWaiting(job: {
  readonly mesh: Pick<Mesh, 'status'>
  readonly crew: Pick<Crew, 'present' | 'outOfReach' | 'hasReached'>
  readonly schedule: Pick<ScheduleState, 'workers' | 'quorum' | 'verified' | 'shares'>
  readonly payroll: Pick<Payroll, 'pinch'> | undefined
  readonly auditor: Pick<Auditor, 'trouble'> | undefined
  readonly record: Pick<JobRecord, 'prefers' | 'funding' | 'unit'>
  readonly heard: Readonly<Heard>
}): Explanation | null {
  const { outOfReach, hasReached } = job.crew
  const { workers, quorum, verified, shares } = job.schedule
  const parties = new Set([...workers.values()].map(({ party }) => party))
  if (parties.size === 0 && !job.mesh.status().carriesWork) return CANNOT_WORK
  if (parties.size === 0 && !hasReached && outOfReach.size > 0)
    return outOfReach.size === 1 ? ONE_OUT_OF_REACH : CANNOT_REACH
  const coming = job.crew.present().filter(({ state }) => state === 'connecting')
  const { maxShare } = job.record.prefers
  if (coming.length === 0 && shares !== undefined && maxShare !== undefined)
    if (areKeptBack(shares, [...workers.values()])) return explainShares(maxShare, shares.spent)
  if (workers.size + coming.length === 0) return explainNobody(job.record, job.heard)
  if (job.auditor?.trouble !== undefined) return job.auditor.trouble
  const working = workers.size
  const fetching = coming.length
  if (parties.size < quorum) {
    for (const { offer } of coming) parties.add(offer.payee ?? offer.provider)
    return explainStart({ working, fetching, lacks: parties.size < quorum ? 'found' : 'fetching' })
  }
  switch (job.payroll?.pinch) {
    case 'usedUp':
      return BUDGET_USED_UP
    case 'waiting':
      return BUDGET_HELD
    default:
      return verified.count > 0 ? null : explainStart({ working, fetching, lacks: 'nobody' })
  }
}

/**
 * Whether a job stands still because nobody may see more of it: some have had their share, and
 * nobody else is at work, though nothing else would keep them from it.
 */
const areKeptBack = (shares: Shares, workers: readonly Worker[]): boolean =>
  shares.spent > 0 &&
  workers.every(
    ({ party, leases, allowance }) => leases.size === 0 && (shares.isSpent(party) || allowance > 0),
  )

const explainShares = (maxShare: number, spent: number): Explanation => ({
  reason: `Waiting for others: nobody may see more than ${maxShare} % of this job, and ${spent === 1 ? 'one has seen its share' : `${spent} have seen their share`}.`,
  advice: 'It goes on when others come, or at once when you lift the limit.',
})

/** Demands after which silence is told of: in a small network one is enough. */
const SILENT_DEMANDS = 4
const GIVE_YOURSELF = 'lend cores from another tab or machine'

/** Why nobody works on a job yet. */
function explainNobody(
  { prefers, funding, unit }: Pick<JobRecord, 'prefers' | 'funding' | 'unit'>,
  heard: Readonly<Heard>,
): Explanation {
  const { waitForPrice } = prefers
  if (waitForPrice !== null) {
    const wait = `Waiting for a price of ${sayPrice(waitForPrice)} ${sayPriceUnit({ unit })} or less.`
    return heard.lowestAsk === undefined || heard.lowestAsk <= waitForPrice
      ? { reason: wait, advice: 'Wait, or ask again without waiting for a price.' }
      : {
          reason: `${wait} The lowest offer so far asks ${sayPrice(heard.lowestAsk)}.`,
          advice: `Wait, or ask again and wait for ${sayPrice(heard.lowestAsk)}.`,
        }
  }
  if (heard.last !== undefined) {
    const were = heard.refused === 1 ? 'One offer was' : `${heard.refused} offers were`
    return {
      reason: `Looking for providers. ${were} not taken, the last because: ${heard.last.reason}.`,
      advice: heard.last.advice,
    }
  }
  if (heard.demands < SILENT_DEMANDS)
    return {
      reason: 'Looking for providers.',
      advice: 'Nothing to do: answers take a few seconds.',
    }
  return funding.kind === 'free'
    ? {
        reason:
          'Looking for providers. Nobody has offered yet: those who are here may be busy, or take paid work only.',
        advice: `Wait, pay for it, or ${GIVE_YOURSELF}.`,
      }
    : {
        reason: `Looking for providers. Nobody has offered yet: those who are here may be busy, or ask more than ${sayPrice(funding.ceilingPerGigaGas)} ${sayPriceUnit({ unit })}.`,
        advice: `Wait, ask again at a higher price, or ${GIVE_YOURSELF}.`,
      }
}

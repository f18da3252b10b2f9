import type { JobChecksView, JobView } from '#peer/peer.ts'
import { expectOf } from '#protocol/trust/expect.ts'
import { reachedBy } from '#protocol/trust/reached.ts'
import { SAY_ADVERSARY, sayWrong } from './checks.ts'

/** Results that this job computed itself: what an earlier one left was checked there. */
export const resultsOf = ({ verified, inherited }: JobView): number =>
  Math.max(0, verified - inherited)

/** How many of a job's results were checked, in words; replicas are compared by nobody where the requestor judges. */
export const sayChecked = ({ verify }: JobChecksView): string =>
  verify === 'exact' ? 'confirmed by a second provider' : 'looked at by your own tab'

/** What a job's checks leave open. */
export interface ReachedWords {
  readonly says: string
  /** How many may be wrong, each under a condition; empty where no number follows. */
  readonly bounds: readonly string[]
}

/** What those that were not checked stand for, and how many of them may be wrong: nothing that flatters. */
export function sayReached(checks: JobChecksView, results: number): ReachedWords {
  const { alone, wrongIfEven, wrongAtWorst } = reachedBy(checks, checks.caught, results)
  const { verify, checked, leastChance } = checks
  if (alone === 0) return { says: verify === 'exact' ? ALL_CONFIRMED : ALL_SEEN, bounds: [] }
  const standing =
    alone === 1
      ? '1 tile stands on one provider’s word, who was not caught.'
      : `${count(alone, 'tile')} stand on one provider’s word each, who was not caught.`
  if (checked === 0)
    return { says: `${standing} Nothing was checked: all of them may be wrong.`, bounds: [] }
  if (verify === 'sample') return { says: `${standing} ${NO_NUMBER}`, bounds: [] }
  const league =
    verify === 'exact' ? ', unless providers lied together and confirmed each other' : ''
  const says = `${standing} From the checks follows a bound, which holds with 95 % certainty${league}:`
  const worst = `${most(wrongAtWorst)} of ${count(results, 'tile')} wrong`
  if (wrongIfEven === wrongAtWorst) return { says, bounds: [`${worst}.`] }
  const odds = Math.round(1 / leastChance).toLocaleString('en')
  return {
    says,
    bounds: [
      `${most(wrongIfEven)} of ${count(results, 'tile')} wrong, if wrong ones are spread over all.`,
      `${most(wrongAtWorst)}, if somebody was honest until it was checked least: there one tile in ${odds} was checked.`,
    ],
  }
}

/**
 * What was said of a job of so many subtasks before it began, to be held beside what was reached.
 * Undefined where its requestor judges the results: nothing was said then.
 */
export function sayExpected(
  { verify, policy }: JobChecksView,
  subtasks: number,
): string | undefined {
  if (verify !== 'exact') return undefined
  const { wrong, executions } = expectOf(policy, subtasks)
  return `Before it began ${sayWrong(wrong)} wrong was to be expected, each computed ${executions.toFixed(2)} times. That is an average, ${SAY_ADVERSARY}; what is said above follows from this job’s own checks.`
}

const ALL_CONFIRMED =
  'Every tile was confirmed by another provider. One could only be wrong if all who computed it had lied together, and of that no check can tell.'
const ALL_SEEN = 'Your own tab looked at every tile.'
const NO_NUMBER =
  'Your tab recomputed a few pixels of the others: no number follows from that for those it did not look at.'

/** What the tiles would have cost had each been computed once, at the prices that were paid. Wei. */
export const priceOfOnce = (paid: bigint, { owed }: JobChecksView, results: number): bigint =>
  owed === 0 ? 0n : (paid * BigInt(Math.min(results, owed))) / BigInt(owed)

const count = (many: number, what: string) =>
  `${many.toLocaleString('en')} ${what}${many === 1 ? '' : 's'}`
const most = (many: number) => (many === 0 ? 'None' : `At most ${many.toLocaleString('en')}`)

import type { JobChecksView, JobView } from '#peer/peer.ts'
import { reachedBy } from '#protocol/trust/reached.ts'

/** Results that this job computed itself: what an earlier one left was checked there. */
export const resultsOf = ({ verified, inherited }: JobView): number =>
  Math.max(0, verified - inherited)

/** How many of a job's results were checked, in words; replicas are compared by nobody where the requestor judges. */
export const sayChecked = ({ verify }: JobChecksView): string =>
  verify === 'exact' ? 'confirmed by a second provider' : 'looked at by your own tab'

/** What those that were not checked stand for, and how many of them may be wrong: nothing that flatters. */
export function sayReached(checks: JobChecksView, results: number): string {
  const { alone, wrongIfEven, wrongAtWorst } = reachedBy(checks, checks.caught, results)
  const of = `of ${count(results, 'tile')}`
  if (alone === 0)
    return checks.verify === 'exact'
      ? 'Every tile was confirmed by another provider. One could only be wrong if all who computed it had lied together, and of that no check can tell.'
      : 'Your own tab looked at every tile.'
  const standing = `${count(alone, 'tile')} ${alone === 1 ? 'stands' : 'stand'} on the word of one provider, who was not caught.`
  if (checks.checked === 0) return `${standing} Nothing was checked, so all of them may be wrong.`
  if (checks.verify === 'sample')
    return `${standing} Your tab recomputed a few pixels of the others: no number follows from that for those it did not look at.`
  const worst = `${most(wrongAtWorst)} ${of} ${are(wrongAtWorst)} wrong`
  const certain = 'From the checks follows, with 95 % certainty:'
  const collusion =
    checks.verify === 'exact'
      ? ' Providers who lie together may confirm each other; that is not in it.'
      : ''
  if (wrongIfEven === wrongAtWorst) return `${standing} ${certain} ${worst}.${collusion}`
  return (
    `${standing} ${certain} ${most(wrongIfEven)} ${of} ${are(wrongIfEven)} wrong if liars lie anywhere; ` +
    `${most(wrongAtWorst)} if one waited until few of its tiles were checked, 1 in ${Math.round(1 / checks.leastChance).toLocaleString('en')}.${collusion}`
  )
}

/** What the tiles would have cost had each been computed once, at the prices that were paid. Wei. */
export const priceOfOnce = (paid: bigint, { owed }: JobChecksView, results: number): bigint =>
  owed === 0 ? 0n : (paid * BigInt(Math.min(results, owed))) / BigInt(owed)

const count = (many: number, what: string) =>
  `${many.toLocaleString('en')} ${what}${many === 1 ? '' : 's'}`
const most = (many: number) => (many === 0 ? 'none' : `at most ${many.toLocaleString('en')}`)
const are = (many: number) => (many === 1 ? 'is' : 'are')

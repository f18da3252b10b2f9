import type { CheckTally } from './check-tally.ts'
import { clopperPearson, mostHidden } from './upper-bound.ts'

/** What the checks of a job say of its results. */
export interface Reached {
  /** Results that stand on one party's word. */
  readonly alone: number
  /** At most so many of all results are wrong, if wrong ones are as frequent among the others. */
  readonly wrongIfEven: number
  /** At most so many, whichever ones somebody chose to get wrong. */
  readonly wrongAtWorst: number
}

/**
 * What a job's checks say of `results` that they were drawn from, each bound with a confidence of
 * 95 %. A check that finds a provider out ends what it does and voids what it did, so that each
 * provider `caught` is one find, however many of its results differed.
 *
 * - If wrong results are spread evenly: Clopper and Pearson's upper bound of their share (1934), from
 *   so many finds in so many checks, times the results that nobody checked.
 * - At worst they are where a check was least likely, at a chance of `p`. Each wrong one is found with
 *   `p` at least, so there were no more than the number of which 5 % leave so few found: without a
 *   find ln 0.05 / ln(1 − p), about 3/p (Hanley and Lippman-Hand, “If nothing goes wrong, is
 *   everything all right?”, 1983).
 *
 * Both hold against providers who do not lie together: a check by an accomplice finds nothing. What
 * those who were caught had done before is computed again and counted here all the same, so that both
 * are rather too large. They are bounds of what was done; what is expected before it, on average and
 * of accomplices, is `expectOf`.
 */
export function reachedBy(
  { checked, leastChance }: Pick<CheckTally, 'checked' | 'leastChance'>,
  caught: number,
  results: number,
): Reached {
  const alone = Math.max(0, results - checked)
  if (checked === 0) return { alone, wrongIfEven: alone, wrongAtWorst: alone }
  const hidden = Math.min(alone, mostHidden(caught, leastChance, caught + alone) - caught)
  const even = Math.ceil(clopperPearson(Math.min(caught, checked), checked) * alone)
  return { alone, wrongIfEven: Math.min(even, hidden), wrongAtWorst: hidden }
}

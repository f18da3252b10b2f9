import { clopperPearson } from '#protocol/trust/upper-bound.ts'
import type { Tally } from './tally.ts'

/** As many standard deviations above the mean as 5 % lie above of a normal distribution. */
const DEVIATIONS = 1.645

/**
 * Upper 95 % bound of the share of wrong results over jobs: Clopper and Pearson's, or that of the
 * jobs' shares around their mean where it is larger. A cheat who is trusted gives many wrong results
 * of one job, so that subtasks are not each for themselves.
 */
export function errorBound(jobs: readonly Tally[]): number {
  const shares = jobs.map(({ wrong, subtasks }) => wrong / subtasks)
  const mean = sum(shares) / shares.length
  const spread = sum(shares.map((share) => (share - mean) ** 2)) / Math.max(1, shares.length - 1)
  return Math.max(
    clopperPearson(sum(jobs.map(({ wrong }) => wrong)), sum(jobs.map(({ subtasks }) => subtasks))),
    mean + DEVIATIONS * Math.sqrt(spread / shares.length),
  )
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

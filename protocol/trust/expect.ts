import { CHECK_FLOOR, type Policy, probation } from './policy.ts'

/** What is said of a job before it begins is said under this: so many cheat, together, as pays best. */
export const CHEATING_SHARE = 0.1
/** And under this: it has so many providers, all of them new to its requestor. */
export const EXPECTED_PROVIDERS = 8

/** What a policy comes to on average: no bound. */
export interface Expectation {
  /** Share of the results that are wrong and taken. */
  readonly wrong: number
  /** How often a subtask is computed. */
  readonly executions: number
}

/**
 * What a policy comes to on average in a job of so many subtasks, if its eight providers are new and
 * a tenth of them cheat together in the share of their results that pays them best.
 *
 * Of a key that is checked `c` times and cheats in a share `s`, all is taken with a chance of
 * (1 − s·(1−f))ᶜ: a check by another of the cheats finds nothing. One that is caught has everything
 * computed again. A quorum of `m` takes what `m` of 2m−1 say (Sarmenta, Sabotage-tolerance
 * mechanisms for volunteer computing systems, 2002).
 */
export function expectOf(policy: Policy, subtasks: number): Expectation {
  const f = CHEATING_SHARE
  if (policy.kind === 'quorum') {
    const { parties: m } = policy
    let wrong = 0
    for (let j = m; j < 2 * m; j += 1)
      wrong += choose(2 * m - 1, j) * f ** j * (1 - f) ** (2 * m - 1 - j)
    return { wrong, executions: m }
  }
  const each = Math.max(1, subtasks / EXPECTED_PROVIDERS)
  const checks = checksOf(policy, each)
  // The best that the cheats can do: the s at which s·(1 − s(1−f))ᶜ is largest.
  const rate = Math.min(1, 1 / ((1 - f) * (checks + 1)))
  const wrong = f * rate * (1 - rate * (1 - f)) ** checks
  return { wrong, executions: 1 + checks / each }
}

/** Checks of a new key's first results. */
function checksOf(policy: Exclude<Policy, { kind: 'quorum' }>, results: number): number {
  if (policy.kind === 'none') return 0
  if (policy.kind === 'audit') return policy.share * results
  const all = probation(policy.error)
  if (results <= all) return results
  const floorAt = all / Math.sqrt(CHECK_FLOOR)
  const falling = all + all ** 2 * (1 / all - 1 / Math.min(results, floorAt))
  return falling + CHECK_FLOOR * Math.max(0, results - floorAt)
}

function choose(n: number, k: number): number {
  let ways = 1
  for (let at = 1; at <= k; at += 1) ways = (ways * (n - k + at)) / at
  return ways
}

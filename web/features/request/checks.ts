import type { VerifyKind } from '#protocol/task/verify-rule.ts'
import {
  CHEATING_SHARE,
  EXPECTED_PROVIDERS,
  type Expectation,
  expectOf,
} from '#protocol/trust/expect.ts'
import { DEFAULT_POLICY, type Policy } from '#protocol/trust/policy.ts'

/** The policies that the form offers, the recommended first. */
export const CHECKS = {
  adaptive: {
    label: 'Those who are new, and now and then everybody',
    words: 'Who was right for long is checked less. All of anybody caught is computed again.',
    policy: DEFAULT_POLICY,
  },
  quorum2: {
    label: 'Everything, by two',
    words: 'Each tile is computed by two providers who must agree.',
    policy: { kind: 'quorum', parties: 2 },
  },
  quorum3: {
    label: 'Everything, by three',
    words: 'Each tile is computed by three providers who must agree.',
    policy: { kind: 'quorum', parties: 3 },
  },
  audit: {
    label: 'Every twentieth tile',
    words: 'Drawn after it was signed. All of anybody caught is computed again.',
    policy: { kind: 'audit', share: 0.05 },
  },
  none: {
    label: 'Nothing',
    words: 'Whatever comes back is taken and paid for.',
    policy: { kind: 'none' },
  },
} as const satisfies Record<
  string,
  { readonly label: string; readonly words: string; readonly policy: Policy }
>
export type CheckName = keyof typeof CHECKS

/** What is said of each policy before a job begins is an average under this. */
export const SAY_ADVERSARY = `with ${EXPECTED_PROVIDERS} providers who are new to you, if one in ${Math.round(1 / CHEATING_SHARE)} cheats, all of them in league and as seldom as pays them best`

/** What a job comes to whose bytes its requestor judges: each subtask is computed once. */
const JUDGED: Expectation = { wrong: 0, executions: 1 }

export const expectCheck = (verify: VerifyKind, check: CheckName, subtasks: number): Expectation =>
  verify === 'exact' ? expectOf(CHECKS[check].policy, subtasks) : JUDGED

/** Such as “less than 1 of 1,000”, rounded up to what can be read. */
export function sayWrong(wrong: number): string {
  if (wrong >= 0.01) return `${Math.ceil(wrong * 100)} of 100`
  return `less than 1 of ${readable(1 / wrong).toLocaleString('en')}`
}

/** The two leading digits, rounded down. */
function readable(figure: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(figure)) - 1)
  return Math.floor(figure / unit) * unit
}

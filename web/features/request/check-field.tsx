import type { VerifyKind } from '#protocol/task/verify-rule.ts'
import { testIds } from '#web/test-ids.ts'
import { Amount } from '#web/ui/amount.tsx'
import { ChoiceList } from '#web/ui/choice-list.tsx'
import { CHECKS, type CheckName, expectCheck, SAY_ADVERSARY, sayWrong } from './checks.ts'

/** How much of a job is computed twice: what each choice lets through, and what it costs. */
export function CheckField({
  verify,
  subtasks,
  value,
  costOf,
  onChange,
}: {
  readonly verify: VerifyKind
  readonly subtasks: number
  readonly value: CheckName
  /** Wei, where the job is paid and the price can be read. */
  readonly costOf: (executions: number) => bigint | undefined
  readonly onChange: (check: CheckName) => void
}) {
  const options = (Object.keys(CHECKS) as CheckName[]).map((check) => {
    const { label, words } = CHECKS[check]
    const { wrong, executions } = expectCheck(verify, check, subtasks)
    const aside = sayExpected(wrong, executions, costOf(executions))
    const isRecommended = check === 'adaptive'
    return { value: check, label, words, aside, isRecommended, testId: testIds.requestCheck(check) }
  })
  return (
    <ChoiceList
      label="What is checked"
      hint={`Wrong tiles in your video, as expected on average ${SAY_ADVERSARY}:`}
      value={value}
      options={options}
      onChange={onChange}
    />
  )
}

const sayExpected = (wrong: number, executions: number, cost: bigint | undefined) => (
  <span className="flex flex-col gap-0.5 text-sm tabular-nums sm:items-end">
    <span>{sayWrong(wrong)} wrong</span>
    <span className="text-quiet">
      computed {executions.toFixed(2)} times
      {cost !== undefined && (
        <>
          , <Amount wei={cost} inColumn />
        </>
      )}
    </span>
  </span>
)

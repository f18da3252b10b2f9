import clsx from 'clsx'
import { useId } from 'react'
import type { VerifyKind } from '#protocol/task/verify-rule.ts'
import { testIds } from '#web/test-ids.ts'
import { Amount } from '#web/ui/amount.tsx'
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
  const name = useId()
  return (
    <fieldset className="mt-6" aria-describedby={`${name}-note`}>
      <legend className="text-sm font-semibold">What is checked</legend>
      <p id={`${name}-note`} className="mt-1 mb-2 text-sm text-quiet">
        Wrong tiles in your video, as expected on average {SAY_ADVERSARY}:
      </p>
      <div className="overflow-hidden rounded-xl border border-line">
        {(Object.keys(CHECKS) as CheckName[]).map((check) => {
          const { label, words } = CHECKS[check]
          const { wrong, executions } = expectCheck(verify, check, subtasks)
          const cost = costOf(executions)
          return (
            <label
              key={check}
              className={clsx(
                'flex cursor-pointer gap-3 border-line border-t px-4 py-3 first:border-t-0',
                'has-focus-visible:outline-2 has-focus-visible:outline-good',
                check === value ? 'bg-sunken' : 'hover:bg-sunken',
              )}
            >
              <input
                type="radio"
                name={name}
                className="mt-1 shrink-0 self-start accent-good"
                checked={check === value}
                data-testid={testIds.requestCheck(check)}
                onChange={() => onChange(check)}
              />
              <span className="grid flex-1 gap-x-4 gap-y-1 sm:grid-cols-[1fr_auto]">
                <span className="flex flex-col gap-0.5">
                  <span className="font-semibold">
                    {label}
                    {check === 'adaptive' && (
                      <span className="ml-2 text-sm font-normal text-good">Recommended</span>
                    )}
                  </span>
                  <span className="text-sm text-quiet">{words}</span>
                </span>
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
              </span>
            </label>
          )
        })}
      </div>
    </fieldset>
  )
}

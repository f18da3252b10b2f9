import { type AmountSource, evaluateAmount } from '#protocol/task/amount.ts'
import type { WgslPass, WgslProgram } from '#protocol/task/wgsl-program.ts'
import type { WgslVerdict } from '../../gate/wgsl.ts'

type GroupSteps = Extract<WgslVerdict, { kind: 'accepted' }>['groupSteps']

/**
 * The most steps that a stranger's program may take on an input, by its own dispatches: what a
 * provider is paid for, whatever the program calls its units. The same on every host, before a run.
 * @throws {MalformedError} when an amount cannot be computed from this input.
 */
export function declaredSteps(
  program: Pick<WgslProgram, 'steps'>,
  groupSteps: GroupSteps,
  source: AmountSource,
): bigint {
  const stepsOfPass = ({ shader, entry, groups }: WgslPass) =>
    groups.reduce<bigint>(
      (all, amount) => all * BigInt(evaluateAmount(amount, source)),
      BigInt(groupSteps.get(shader)?.get(entry) ?? 0),
    )
  let steps = 0n
  for (const step of program.steps) {
    const isRepeat = 'repeat' in step
    const rounds = isRepeat ? BigInt(evaluateAmount(step.repeat, source)) : 1n
    if (rounds === 0n) continue
    for (const pass of isRepeat ? step.passes : [step]) steps += rounds * stepsOfPass(pass)
  }
  return steps
}

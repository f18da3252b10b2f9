import { type Amount, type AmountSource, evaluateAmount } from '#protocol/task/amount.ts'
import type { WgslPass, WgslProgram } from '#protocol/task/wgsl-program.ts'
import type { AcceptedShaders } from '../../gate/wgsl.ts'

/** Passes that follow each other, so many times over. */
export interface PlannedRounds {
  readonly rounds: number
  readonly passes: readonly PlannedPass[]
  /** Pairs of buffers that change places after every round. */
  readonly swap: readonly (readonly [string, string])[]
}

interface PlannedPass {
  readonly pass: WgslPass
  readonly groups: readonly [number, number, number]
}

/**
 * Sizes all that a program dispatches on an input, before any of it runs: the same on every host.
 * @throws {MalformedError} when an amount cannot be computed from this input.
 */
export function planRounds(
  { steps }: Pick<WgslProgram, 'steps'>,
  source: AmountSource,
): PlannedRounds[] {
  const evaluate = (amount: Amount) => evaluateAmount(amount, source)
  const sized = (pass: WgslPass): PlannedPass => {
    const [x, y, z] = pass.groups
    return { pass, groups: [evaluate(x), evaluate(y), evaluate(z)] }
  }
  return steps.flatMap((step) => {
    if (!('repeat' in step)) return { rounds: 1, passes: [sized(step)], swap: [] }
    const rounds = evaluate(step.repeat)
    return rounds === 0 ? [] : { rounds, passes: step.passes.map(sized), swap: step.swap }
  })
}

/**
 * The most steps that a stranger's program may take, by its own dispatches: what a provider is paid
 * for, whatever the program calls its units.
 */
export function declaredSteps(
  plan: readonly PlannedRounds[],
  groupSteps: AcceptedShaders['groupSteps'],
): bigint {
  let steps = 0n
  for (const { rounds, passes } of plan)
    for (const { pass, groups } of passes)
      steps += groups.reduce(
        (all, count) => all * BigInt(count),
        BigInt(rounds) * BigInt(groupSteps.get(pass.shader)?.get(pass.entry) ?? 0),
      )
  return steps
}

import type { RunResult } from '#peer/ports/compute.ts'
import type { Lie } from './lying-compute.ts'

type Done = Extract<RunResult, { kind: 'done' }>

const change = (result: RunResult, by: (done: Done) => Partial<Done>): RunResult =>
  result.kind === 'done' ? { ...result, ...by(result) } : result

/**
 * Computes, and returns other bytes.
 * @param salt whoever shares it agrees with the others on what is wrong.
 */
export const wrong =
  (salt = 1): Lie =>
  async ({ compute }) =>
    change(await compute(), ({ output }) => ({ output: output.map((byte) => byte ^ salt) }))

/** Wrong at one subtask in so many. */
export const wrongOnceIn =
  (subtasks: number): Lie =>
  (subtask) =>
    subtask.nth % subtasks === subtasks - 1 ? wrong()(subtask) : undefined

/** Right until it has answered so many, and wrong from then on. */
export const wrongAfter =
  (subtasks: number): Lie =>
  (subtask) =>
    subtask.nth >= subtasks ? wrong()(subtask) : undefined

/** Computes, and claims half as much gas again. */
export const padsGas: Lie = async ({ compute }) =>
  change(await compute(), ({ gas }) => ({ gas: (gas * 3n) / 2n }))

/** Answers at once with zeros, and claims what others need. */
export const computesNothing =
  (gas: bigint, outputBytes: number): Lie =>
  async () => ({
    kind: 'done',
    outcome: { kind: 'success' },
    output: new Uint8Array(outputBytes),
    gas,
    log: '',
  })

/** Computes its first subtask, and says the same of all others. */
export function repeatsItself(): Lie {
  let first: Promise<RunResult> | undefined
  return ({ compute }) => {
    if (first !== undefined) return first
    first = compute()
    return undefined
  }
}

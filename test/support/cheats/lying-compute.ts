import type { Compute, RunResult } from '#peer/ports/compute.ts'
import { oneByOne } from '#peer/ports/run-results.ts'

/** A subtask as a liar comes to it. */
export interface LeasedInput {
  readonly input: Uint8Array
  /** How many came before it. */
  readonly nth: number
  /** Computes it as an honest host does. */
  readonly compute: () => Promise<RunResult>
}

/** What a liar answers in place of the truth; undefined where it tells the truth. */
export type Lie = (subtask: LeasedInput) => Promise<RunResult> | undefined

/** A host that is in order, but for what it says. */
export interface LyingCompute extends Compute {
  /** Whether it lied about a subtask with this input. */
  hasLiedAbout(input: Uint8Array): boolean
}

/** Lies before the peer signs: machine, keys and protocol are otherwise in order. */
export function lyingCompute(compute: Compute, lie: Lie): LyingCompute {
  const lies = new Set<string>()
  let count = 0
  return {
    capacity: compute.capacity,
    keepWarm: (isWanted) => compute.keepWarm(isWanted),
    stop: () => compute.stop(),
    open: async (program, options) => {
      const core = await compute.open(program, options)
      return oneByOne({
        pace: (dutyCycle) => core.pace(dutyCycle),
        close: () => core.close(),
        run: (input, limits, runOptions) => {
          const honest = () => core.run(input, limits, runOptions)
          const told = lie({ input, nth: count, compute: honest })
          count += 1
          if (told === undefined) return honest()
          lies.add(`${input}`)
          return told
        },
      })
    },
    hasLiedAbout: (input) => lies.has(`${input}`),
  }
}

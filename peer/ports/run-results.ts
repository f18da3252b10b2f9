import type { Core, RunResult, RunResults } from '#peer/ports/compute.ts'
import { joinBytes, splitBytes } from '#protocol/task/joined-bytes.ts'
import type { Limits } from '#protocol/task/limits.ts'
import { unpackResults } from '#protocol/task/plain-results.ts'

/** Whether they came one by one, and not packed. */
export const areListed = (results: RunResults): results is readonly RunResult[] =>
  Array.isArray(results)

export const countOf = (results: RunResults): number =>
  areListed(results) ? results.length : results.gas.length

/** Results one by one, however they came. */
export const eachOf = (results: RunResults): readonly RunResult[] =>
  areListed(results) ? results : unpackResults(results)

/** A core that knows no quicker way to run several than one by one. */
export const oneByOne = (core: Omit<Core, 'runAll'>): Core => ({
  ...core,
  runAll: async (inputs, limits, { signal, take }) => {
    const running = splitBytes(inputs).map((input) => core.run(input, limits, { signal }))
    for (const result of running) take([await result])
  },
})

/** The `run` of a core whose way is several at a time. */
export async function runOne(
  runAll: Core['runAll'],
  input: Uint8Array,
  limits: Limits,
  signal: AbortSignal,
): Promise<RunResult> {
  const results: RunResult[] = []
  const take = (told: RunResults) => void results.push(...eachOf(told))
  await runAll(joinBytes([input]), limits, { signal, take })
  return results[0] as RunResult
}

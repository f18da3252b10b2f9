import type { Core, RunResult } from '#peer/ports/compute.ts'
import { eachOf } from '#peer/ports/run-results.ts'
import { MalformedError } from '#protocol/errors.ts'
import { type Amount, evaluateAmount } from '#protocol/task/amount.ts'
import { splitBytes } from '#protocol/task/joined-bytes.ts'
import { GAS_PER_UNIT, type Unit } from '#protocol/task/unit.ts'

/** How much more gas than is usual a unit may take: scenes differ, and prices are for the unit. */
const MOST_GAS = 16n

export interface ReferenceTerms {
  readonly unit: Unit
  /** How many of it a subtask counts. */
  readonly units: Amount
  readonly shared: Uint8Array
  /** Hears of every subtask after which all so far took far more gas than their units stand for. */
  readonly onCostly: () => void
}

/**
 * A core that runs a job's reference in place of its program: its results count what the program's
 * would. Where that cannot be told of an input its subtask is refused.
 */
export function referenceCore(core: Core, { unit, units, shared, onCostly }: ReferenceTerms): Core {
  const total = { gas: 0n, units: 0n }
  const count = (input: Uint8Array, result: RunResult): RunResult => {
    if (result.kind !== 'done') return result
    try {
      const gas = BigInt(evaluateAmount(units, { input, shared }))
      total.gas += result.gas
      total.units += gas
      if (total.gas > total.units * GAS_PER_UNIT[unit] * MOST_GAS) onCostly()
      return { ...result, gas }
    } catch (error) {
      if (!(error instanceof MalformedError)) throw error
      return { kind: 'hostFailure', reason: 'refused', message: error.message }
    }
  }
  return {
    ...{ pace: core.pace.bind(core), close: core.close.bind(core) },
    run: async (input, limits, options) => count(input, await core.run(input, limits, options)),
    runAll: (inputs, limits, { signal, take }) => {
      const each = splitBytes(inputs).values()
      const takeCounted: typeof take = (results) =>
        take(eachOf(results).map((result) => count(each.next().value as Uint8Array, result)))
      return core.runAll(inputs, limits, { signal, take: takeCounted })
    },
  }
}

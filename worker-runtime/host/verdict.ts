import type { RunResult } from '#peer/ports/compute.ts'
import type { Limits } from '#protocol/task/limits.ts'
import { MAX_PLAIN_BYTES, type PlainResults } from '#protocol/task/plain-results.ts'
import { type Answer, isSurvived } from '../frame/messages.ts'

export type HostFailure = Extract<RunResult, { kind: 'hostFailure' }>

export const fail = (reason: HostFailure['reason'], message: string): HostFailure => ({
  kind: 'hostFailure',
  reason,
  message,
})

/** Characters a log may have beyond `logBytes`: the host's own line about calls or cuts. */
const LOG_SLACK = 256

/** The sandbox's word for a task, held against the limits the task was given. */
export function judge(answer: Answer, limits: Limits): RunResult {
  if (answer.kind === 'failed') return fail(answer.reason, answer.message)
  const { outcome, output, gas, log, because } = answer
  if (output.byteLength > limits.outputBytes) return fail('output', 'The output is over its limit')
  if (gas > limits.gas || log.length > limits.logBytes + LOG_SLACK) {
    return fail('crashed', 'The sandbox answered beyond its limits')
  }
  return { kind: 'done', outcome, output, gas, log, ...(because && { because }) }
}

/** Whether nothing that is packed crosses the limits its tasks were given, or is too long to be packed. */
export function areWithin({ gas, outputs }: PlainResults, limits: Limits): boolean {
  const most = Math.min(limits.outputBytes, MAX_PLAIN_BYTES)
  let start = 0
  for (const end of outputs.ends) {
    if (end - start > most) return false
    start = end
  }
  return gas.every((each) => each <= limits.gas)
}

/** Whether the sandbox itself is sound after this result and its program may run again. */
export const isSound = (result: RunResult): boolean =>
  result.kind === 'done' || isSurvived(result.reason)

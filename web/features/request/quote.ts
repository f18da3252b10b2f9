import type { JobView } from '#peer/peer.ts'
import { costOf } from '#protocol/payment/amount.ts'

/** What a job is likely to cost, and what to lock for it. Wei. */
export interface Quote {
  readonly expected: bigint
  readonly budget: bigint
}

/** What a job takes whose subtasks are computed so often, on average. */
export const gasOf = (estimatedGas: bigint, executions: number): bigint =>
  (estimatedGas * BigInt(Math.ceil(executions * 1_000))) / 1_000n

/**
 * Twice as much is locked: subtasks differ, and providers who leave hold some for a while.
 * @param executions how often each subtask is computed, on average.
 */
export function quoteJob(estimatedGas: bigint, executions: number, pricePerGigaGas: bigint): Quote {
  const expected = costOf(gasOf(estimatedGas, executions), pricePerGigaGas)
  return { expected, budget: roundUp(expected * 2n + 1n) }
}

/**
 * What to add to a job's deposit so that it can end: what is left to verify at the cost so far, and
 * a quarter more, beyond what is free or promised to nobody. As much as it had where nothing is
 * known, and a tenth of it where nothing is missing.
 */
export function suggestFunding({
  subtasks,
  verified,
  inherited,
  money,
}: Pick<JobView, 'subtasks' | 'verified' | 'inherited'> & {
  readonly money: NonNullable<JobView['money']>
}): bigint {
  const { deposited, free, reserved, paid, vouchered } = money
  const done = verified - inherited
  if (done === 0) return roundUp(deposited)
  const expected = (vouchered * BigInt(subtasks - verified) * 5n) / (BigInt(done) * 4n)
  const unused = free + reserved - (vouchered - paid)
  return roundUp(expected > unused ? expected - unused : deposited / 10n)
}

/** Two leading digits, rounded up: a sum that a person can read back. */
function roundUp(wei: bigint): bigint {
  const unit = 10n ** BigInt(Math.max(0, wei.toString().length - 2))
  return ((wei + unit - 1n) / unit) * unit
}

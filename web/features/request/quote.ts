import { costOf } from '#protocol/payment/amount.ts'

/** What a job is likely to cost, and what to lock for it. Wei. */
export interface Quote {
  readonly expected: bigint
  readonly budget: bigint
}

/** Twice as much is locked: subtasks differ, and providers who leave hold some for a while. */
export function quoteJob(
  job: { readonly estimatedGas: bigint; readonly replicas: number },
  pricePerGigaGas: bigint,
): Quote {
  const expected = costOf(job.estimatedGas * BigInt(job.replicas), pricePerGigaGas)
  return { expected, budget: roundUp(expected * 2n + 1n) }
}

/** Two leading digits, rounded up: a sum that a person can read back. */
function roundUp(wei: bigint): bigint {
  const unit = 10n ** BigInt(Math.max(0, wei.toString().length - 2))
  return ((wei + unit - 1n) / unit) * unit
}

import type { Address, JobId } from '../ids.ts'

/**
 * A payee's absolute, provable total in a job. The contract pays `cumulative − paid`, capped, and
 * refuses what was signed in an epoch of the channel that has ended. Totals go on over epochs.
 */
export interface Voucher {
  readonly jobId: JobId
  readonly payee: Address
  /** How often the channel had been emptied when it was signed. */
  readonly epoch: number
  /** Wei of GLM, never falling; the author's share among it, where the job names one. */
  readonly cumulative: bigint
}

/** Whether a voucher says more than another of its job and payee. */
export const isLater = (voucher: Voucher, than: Voucher): boolean =>
  voucher.epoch === than.epoch ? voucher.cumulative > than.cumulative : voucher.epoch > than.epoch

/** A voucher and the session key's signature over it: whoever shows both is believed. */
export interface SignedVoucher extends Voucher {
  readonly signature: `0x${string}`
}

import { z } from 'zod'
import {
  addressSchema,
  countSchema,
  epochSchema,
  ethSignatureSchema,
  jobIdSchema,
  weiSchema,
} from '../wire/codec.ts'

/** So many vouchers go to a collector at once. */
export const MAX_HANDED_AT_ONCE = 64
/** Bytes of so many; little enough for what a browser still sends for a tab that has gone. */
export const MAX_HANDOVER_BYTES = 32 * 1024
/** Bytes of what a collector answers to so many. */
export const MAX_HANDOVER_ANSWER_BYTES = 2 * 1024

/** A voucher by itself: whoever has it can have it paid, to nobody but the payee it names. */
export const handedVoucherSchema = z.object({
  /** Where it is worth something: on no other chain, and in no other escrow. */
  chainId: countSchema,
  escrow: addressSchema,
  jobId: jobIdSchema,
  payee: addressSchema,
  epoch: epochSchema,
  cumulative: weiSchema,
  signature: ethSignatureSchema,
})
export type HandedVoucher = z.output<typeof handedVoucherSchema>

/** What a tab hands over to the collector that a site named. */
export const handoverSchema = z.array(handedVoucherSchema).min(1).max(MAX_HANDED_AT_ONCE)

const answerSchema = z.enum([
  /** It, or a later one of its job and payee, is on the collector's disk. */
  'kept',
  /** It brings nothing more: it was paid, its epoch ended, or its job is closed. */
  'spent',
  /** It is of another chain or escrow. */
  'otherEscrow',
  /** It pays somebody that this collector does not collect for. */
  'otherPayee',
  /** Its job's session key did not sign it. */
  'badSignature',
  /** Nothing can be said of it now: the chain does not know it yet, or it is too little to be kept. */
  'later',
])
/** What became of a voucher that was handed over. But for `later` it need not be shown again. */
export type HandoverAnswer = z.output<typeof answerSchema>

/** One answer for each voucher of a handover, in its order. */
export const handoverAnswersSchema = z.array(answerSchema).max(MAX_HANDED_AT_ONCE)

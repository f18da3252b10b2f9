import { z } from 'zod'
import { addressSchema } from '../wire/codec.ts'

/** The largest share there is, as the escrow has it: an author never has more than who computes. */
export const MAX_BASIS_POINTS = 5_000
const WHOLE = 10_000n

/**
 * What the author of an app has of every payment to who computes it, and the wallet that it goes to.
 * Vouchers, caps and totals are the whole, of which the escrow takes it.
 */
export const authorShareSchema = z.object({
  payee: addressSchema,
  /** Of 10,000. */
  basisPoints: z.int().min(1).max(MAX_BASIS_POINTS),
})
export type AuthorShare = z.output<typeof authorShareSchema>

/** What is the author's of a payee's total, as the escrow reckons: rounded down. */
export const authorPart = (total: bigint, share: AuthorShare | undefined): bigint =>
  (total * BigInt(share?.basisPoints ?? 0)) / WHOLE

/** What is left of a total, or of a price, to who computes. */
export const payeePart = (total: bigint, share: AuthorShare | undefined): bigint =>
  total - authorPart(total, share)

/** The least total, or price, of which so much is left to who computes. */
export function totalFor(part: bigint, share: AuthorShare | undefined): bigint {
  if (part === 0n) return 0n
  return ((part - 1n) * WHOLE) / (WHOLE - BigInt(share?.basisPoints ?? 0)) + 1n
}

/** Whether both name the same wallet and part, or both none. */
export const isSameShare = (a: AuthorShare | undefined, b: AuthorShare | undefined): boolean =>
  a?.payee === b?.payee && a?.basisPoints === b?.basisPoints

/** A share as people are told it: `2.5 %`. */
export const sayShare = ({ basisPoints }: AuthorShare): string => `${basisPoints / 100} %`

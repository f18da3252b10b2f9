import { equals } from 'multiformats/bytes'
import { z } from 'zod'
import { MalformedError } from '../errors.ts'
import {
  addressSchema,
  bytesOf,
  bytesUpTo,
  countSchema,
  decode,
  encode,
  ethSignatureSchema,
  jobIdSchema,
  peerIdSchema,
  weiSchema,
} from '../wire/codec.ts'
import { isSealedWith, type Sealed, type VerifySignature } from './seal.ts'

const MAX_TESTIMONIAL_BYTES = 1_024

/**
 * A requestor's signed word on all that came of one agreement so far. A later one takes the place of
 * the one before.
 */
export const testimonialSchema = z.object({
  /** The agreement's number in the provider's chain. */
  number: countSchema,
  /** SHA-256 of the provider's link to it: of its terms, its number and all before it. */
  link: bytesOf(32),
  jobId: jobIdSchema,
  requestor: peerIdSchema,
  provider: peerIdSchema,
  /** The wallet that is paid; null where nobody is. */
  payee: addressSchema.nullable(),
  /** Subtasks judged right, and judged wrong. */
  right: countSchema,
  wrong: countSchema,
  /** Wei owed for the right ones. */
  owed: weiSchema,
  /** Whether the agreement has ended, and nothing more will be said of it. */
  isLast: z.boolean(),
  /** Unix milliseconds by the requestor's clock. */
  at: z.int().positive(),
  /** The job's session key has this requestor speak for it; null where nobody is paid. */
  endorsement: ethSignatureSchema.nullable(),
})
export type Testimonial = z.output<typeof testimonialSchema>

/** One as it travels and is kept. */
export const sealedTestimonialSchema = z.object({
  body: bytesUpTo(MAX_TESTIMONIAL_BYTES),
  signature: bytesOf(64),
})

/**
 * Opens a testimonial.
 * @throws {MalformedError} when its requestor did not sign it, or it says more than one does.
 */
export async function readTestimonial(
  sealed: Sealed,
  verify: VerifySignature,
): Promise<Testimonial> {
  const said = decode(testimonialSchema, sealed.body, 'testimonial', MAX_TESTIMONIAL_BYTES)
  // The bytes are kept and shown: nothing may be in them that nobody reads.
  if (!equals(encode(testimonialSchema, said), sealed.body))
    throw new MalformedError('testimonial with more than one says')
  if (!(await isSealedWith(verify, 'testimonial', sealed, said.requestor)))
    throw new MalformedError('testimonial that its requestor did not sign')
  return said
}

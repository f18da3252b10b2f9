import { z } from 'zod'
import {
  bytesOf,
  bytesUpTo,
  countSchema,
  jobIdSchema,
  peerIdSchema,
  weiSchema,
} from '../wire/codec.ts'
import { MAX_BATCH } from '../wire/messages.ts'
import { noMarks } from './marks.ts'

const marksSchema = bytesUpTo(MAX_BATCH / 8)

/**
 * A requestor's signed verdict over a batch: portable evidence of reputation. A later one of the same
 * batch says all that the one before it said, and more.
 */
export const attestationSchema = z
  .object({
    jobId: jobIdSchema,
    requestor: peerIdSchema,
    provider: peerIdSchema,
    /** The agreement it was leased under. */
    agreementId: bytesOf(16),
    leaseId: countSchema,
    /** Of the batch, as its provider signed it. */
    root: bytesOf(32),
    count: z.int().min(1).max(MAX_BATCH),
    /** Positions judged right; see `marks.ts`. */
    right: marksSchema,
    /** Positions judged wrong. In neither is what is not judged. */
    wrong: marksSchema,
    /** Owed for: all gas of the right ones. Their sum may take more than 63 bits. */
    gas: weiSchema,
  })
  .refine(({ count, right, wrong }) => {
    // What failed above is looked at here all the same, and is no reason to make room.
    if (count > MAX_BATCH) return false
    const { length } = noMarks(count)
    const beyond = count % 8 === 0 ? 0 : 0xff & (0xff << (count % 8))
    const last = (right[length - 1] ?? 0) | (wrong[length - 1] ?? 0)
    return (
      right.length === length &&
      wrong.length === length &&
      (last & beyond) === 0 &&
      right.every((byte, at) => (byte & (wrong[at] ?? 0)) === 0)
    )
  })
export type Attestation = z.output<typeof attestationSchema>

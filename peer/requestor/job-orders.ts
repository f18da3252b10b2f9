import { z } from 'zod'
import type { JobView, VerifiedResult } from '#peer/peer.ts'
import { jobIdSchema } from '#protocol/wire/codec.ts'
import { prioritySchema } from './job-record.ts'

/** What may be asked of the peer that runs the jobs. Each may be asked twice and is done once. */
export const jobOrderSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.enum(['adopt', 'pause', 'resume', 'liftShare', 'cancel', 'forget', 'writeEvidence']),
    jobId: jobIdSchema,
  }),
  z.object({ kind: z.literal('prioritise'), jobId: jobIdSchema, priority: prioritySchema }),
  z.object({ kind: z.literal('review'), jobId: jobIdSchema, deadline: z.int().optional() }),
])
export type JobOrder = z.output<typeof jobOrderSchema>

/** Between our own tabs: what is shown passes as it is, what is ordered is checked. */
export const siblingMessageSchema = z.discriminatedUnion('type', [
  /** A tab that wants to know what is run elsewhere. */
  z.object({ type: z.literal('hello') }),
  /** The teller runs the jobs from now on. */
  z.object({ type: z.literal('leading') }),
  z.object({ type: z.literal('views'), views: z.custom<readonly JobView[]>() }),
  z.object({ type: z.literal('verified'), results: z.custom<readonly VerifiedResult[]>() }),
  z.object({ type: z.literal('order'), id: z.string(), order: jobOrderSchema }),
  z.object({ type: z.literal('done'), id: z.string(), failure: z.string().optional() }),
])
export type SiblingMessage = z.output<typeof siblingMessageSchema>

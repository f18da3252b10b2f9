import { z } from 'zod'
import type { JobPhase } from '#peer/peer.ts'
import { explanationSchema } from '#protocol/explanation.ts'
import { formatSchema, limitsSchema, needsSchema } from '#protocol/market/demand.ts'
import { preferencesSchema } from '#protocol/market/preferences.ts'
import { authorShareSchema } from '#protocol/payment/author-share.ts'
import { fixedRateSchema } from '#protocol/payment/rate.ts'
import { unitSchema } from '#protocol/task/unit.ts'
import { checkTallySchema, newCheckTally } from '#protocol/trust/check-tally.ts'
import { policySchema } from '#protocol/trust/policy.ts'
import {
  addressSchema,
  bytesOf,
  countSchema,
  epochSchema,
  gasSchema,
  jobIdSchema,
  peerIdSchema,
  weiSchema,
} from '#protocol/wire/codec.ts'

const hex32Schema = z.custom<`0x${string}`>(
  (value) => typeof value === 'string' && /^0x[0-9a-f]{64}$/.test(value),
)

const fundingSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('free') }),
  z.object({
    kind: z.literal('paid'),
    budget: weiSchema,
    ceilingPerGigaGas: weiSchema,
    /** Private: signs everything of this job after the one prompt. */
    sessionKey: hex32Schema,
    salt: hex32Schema,
    requestor: addressSchema,
    /** As it was when the job was posted: what its escrow has. */
    authorShare: authorShareSchema.optional(),
    /** What GLM and coin were worth to the person then: shown, and nothing more. */
    rate: fixedRateSchema.optional(),
  }),
])

export const recordSchema = z.object({
  jobId: jobIdSchema,
  demandId: bytesOf(16),
  appId: z.string(),
  title: z.string(),
  paramsJson: z.string(),
  format: formatSchema,
  limits: limitsSchema,
  subtasks: countSchema,
  /** What gas and price count; gas where it is left out. */
  unit: unitSchema.optional(),
  gasPerSubtask: gasSchema,
  /** A core and nothing else where it is left out, as it was at first. */
  needs: needsSchema.optional(),
  funding: fundingSchema,
  prefers: preferencesSchema,
  createdAt: z.int(),
  /** The job that ended early and of which this one computes the rest. */
  continues: jobIdSchema.optional(),
  /** Results that were there when the job began. */
  inherited: countSchema,
  /** The job under whose name results are kept: the first of those that continue each other. */
  results: jobIdSchema,
  /** How much is computed twice; `FIRST_POLICY` where it is left out. */
  policy: policySchema.optional(),
  /** Secret randomness behind replicas and audits. */
  secret: bytesOf(32),
})
/** Everything that makes a job the same job after a reload. Written once. */
export type JobRecord = z.output<typeof recordSchema>

const ENDS = ['done', 'cancelled', 'failed'] as const

export const prioritySchema = z.enum(['high', 'normal', 'low'])

export const progressSchema = z.object({
  phase: z.enum(['funding', 'seeking', 'running', 'paused', 'settling', ...ENDS]),
  /** Why nothing happens, or why it ended; null while all goes well. */
  explanation: explanationSchema.nullable(),
  /** How a job that is being settled will have ended. */
  end: z.enum(ENDS).nullable(),
  /** Unix milliseconds; only ever moves later. */
  deadline: z.int(),
  priority: prioritySchema,
  executions: countSchema,
  /** What each party was lent of it; left out where none is held to a share (`prefers.maxShare`). */
  shares: z
    .object({
      lent: z.array(z.tuple([z.string(), countSchema])),
      /** Whether the limit was lifted since. */
      isLifted: z.boolean(),
    })
    .optional(),
  /** Left out where the job began before it was counted. */
  checks: checkTallySchema.optional(),
  /** How often the job was taken up again; lease ids of different runs never meet. */
  runs: countSchema,
  banned: z.array(z.tuple([peerIdSchema, z.string()])),
  /** What is owed by payee, over all runs: what vouchers are signed for. */
  owed: z.array(
    z.object({
      payee: addressSchema,
      nanoWei: weiSchema,
      cap: weiSchema,
      epoch: epochSchema,
    }),
  ),
  seconds: z.object({
    join: z.number().nullable(),
    firstResult: z.number().nullable(),
    total: z.number().nullable(),
  }),
})
/** What changes while a job runs. Saved together with the results it accounts for. */
export type JobProgress = z.output<typeof progressSchema>
export type JobEnd = NonNullable<JobProgress['end']>

/** Whether nothing more will happen to a job in this phase. */
export const isOver = (phase: JobPhase): phase is JobEnd => ENDS.some((end) => end === phase)

/** A job's progress before anything happened, in the phase it begins with. */
export const freshProgress = (phase: JobProgress['phase'], deadline: number): JobProgress => ({
  phase,
  deadline,
  priority: 'normal',
  explanation: null,
  end: null,
  executions: 0,
  checks: newCheckTally(),
  runs: 0,
  banned: [],
  owed: [],
  seconds: { join: null, firstResult: null, total: null },
})

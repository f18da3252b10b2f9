import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { z } from 'zod'
import type { JobId } from '../ids.ts'
import { MAX_AMOUNT_WEI } from '../payment/amount.ts'
import { type AuthorShare, authorShareSchema } from '../payment/author-share.ts'
import { amountSchema } from '../task/amount.ts'
import type { Format } from '../task/app.ts'
import { graphicsSchema } from '../task/graphics.ts'
import { unitSchema } from '../task/unit.ts'
import { policySchema } from '../trust/policy.ts'
import {
  addressSchema,
  bytesOf,
  cidSchema,
  countSchema,
  ethSignatureSchema,
  gasSchema,
  jobIdSchema,
  peerIdSchema,
  weiSchema,
} from '../wire/codec.ts'

export const limitsSchema = z.object({
  gas: gasSchema,
  memoryBytes: z
    .int()
    .positive()
    .max(2 ** 32),
  outputBytes: z
    .int()
    .nonnegative()
    .max(64 * 1024 * 1024),
  logBytes: z
    .int()
    .nonnegative()
    .max(1024 * 1024),
  wallMs: z
    .int()
    .positive()
    .max(24 * 3_600_000),
})

/** Wei for 10⁹ of a job's unit: no more than the escrow can hold, so that what work costs can be counted. */
const priceSchema = weiSchema.refine((wei) => wei <= MAX_AMOUNT_WEI)

/** How work is paid. `escrow` names where a provider can check that the money is there. */
export const termsSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('free') }),
  z.object({
    kind: z.literal('paid'),
    /** The most that is paid, in wei for 10⁹ of the job's unit. */
    ceilingPerGigaGas: priceSchema,
    chainId: countSchema,
    escrow: addressSchema,
    /** Signs this job's vouchers. */
    session: addressSchema,
    /** What of every payment is the app's author's, not who computes'; nothing where it is left out. */
    authorShare: authorShareSchema.optional(),
  }),
])

/** Bytes of a site's name in an offer. */
const SITE_BYTES = 16

/** Jobs of its past that a requestor shows at most. */
export const MAX_PAST = 4

/** A paid job that a requestor settled before: its session key has the requestor speak for it. */
export const pastJobSchema = z.object({ jobId: jobIdSchema, endorsement: ethSignatureSchema })
export type PastJob = z.output<typeof pastJobSchema>

export const formatSchema = z.enum(['kernel', 'wasi', 'wgsl'])

/** What one provider must have, beside what `limits` allow a subtask. */
export const needsSchema = z.object({
  cores: z.int().min(1).max(1024),
  /** Bytes a second that it can receive; 0 where that does not matter. */
  bytesPerSecond: countSchema,
  /** Of its graphics device, by WebGPU's names; a `wgsl` job that needs nothing special leaves it out. */
  graphics: graphicsSchema.optional(),
})
export type Needs = z.output<typeof needsSchema>

/**
 * What a requestor wants, signed and gossiped. It is repeated while the job needs providers;
 * `demandId` stays the same, so a provider answers once.
 */
export const demandSchema = z.object({
  demandId: bytesOf(16),
  jobId: jobIdSchema,
  requestor: peerIdSchema,
  appId: z.string().min(1).max(64),
  title: z.string().min(1).max(120),
  format: formatSchema,
  subtasks: countSchema,
  /** What gas, prices and debts of this job count; gas where it is left out. */
  unit: unitSchema.optional(),
  gasPerSubtask: gasSchema,
  limits: limitsSchema,
  needs: needsSchema,
  /** How much is computed twice; of a job whose bytes the requestor judges, how much it looks at. */
  policy: policySchema,
  /** What a provider downloads before its first subtask. */
  module: cidSchema,
  shared: cidSchema,
  /**
   * A `kernel` whose results are taken as the program's are, for providers that cannot run that;
   * `units` is what a subtask counts then, for a kernel counts gas.
   */
  reference: z.object({ module: cidSchema, units: amountSchema }).optional(),
  downloadBytes: countSchema,
  terms: termsSchema,
  /** Of a paid job: others that its requestor settled before. What came of them the escrow says. */
  past: z.array(pastJobSchema).max(MAX_PAST).optional(),
  /** Unix milliseconds after which nothing is leased any more. */
  deadline: z.int().positive(),
  /** Unix milliseconds when its requestor began with the job, or last began again: after a reload. */
  since: z.int().positive(),
  /** The share of hearers that should answer, so that offers do not grow with the network. */
  answerProbability: z.number().gt(0).max(1),
  /** Providers that are looked for now: what others learn from how many are asked for each. */
  places: z.int().min(1).max(1024),
})
export type Demand = z.output<typeof demandSchema>

/** What the app's author has of all that a demand pays; undefined where that is nothing. */
export const authorShareOf = ({ terms }: Pick<Demand, 'terms'>): AuthorShare | undefined =>
  terms.kind === 'paid' ? terms.authorShare : undefined

/** A provider's answer to a demand, signed by its worker key. */
export const offerSchema = z.object({
  demandId: bytesOf(16),
  jobId: jobIdSchema,
  provider: peerIdSchema,
  /** The wallet that is paid; null works for credit. */
  payee: addressSchema.nullable(),
  cores: z.int().min(1).max(1024),
  /** What it asks, in wei for 10⁹ of the job's unit: the ceiling at most, 0 of a free job. */
  pricePerGigaGas: priceSchema,
  /** What it would compute with: the demand's where it is left out, or `kernel` for its reference. */
  format: formatSchema.optional(),
  /** Of the job's unit, what each core does in a second by its own measure; 0 where it has none. */
  speed: gasSchema,
  /** How long it has been here, in ms. */
  upMs: countSchema,
  /** Under `siteName`, the site whose visitor it is; left out on a page of its own. */
  site: bytesOf(SITE_BYTES).optional(),
})
export type Offer = z.output<typeof offerSchema>

/**
 * What a site is called in offers to one job: enough to tell visitors of one site, and not what site
 * it is, to who has no guess, nor that it is the same as in another job.
 */
export const siteName = (jobId: JobId, origin: string): Uint8Array =>
  sha256(utf8ToBytes(`loam site ${jobId} ${origin}`)).slice(0, SITE_BYTES)

/** What both sides sign before work begins. The id is the requestor's, drawn at random. */
export const agreementSchema = z.object({
  agreementId: bytesOf(16),
  demand: demandSchema,
  offer: offerSchema,
  signedAt: z.int().positive(),
})
export type Agreement = z.output<typeof agreementSchema>

/** What is computed with where this is offered on that. */
export const formatOf = ({ demand, offer }: Pick<Agreement, 'demand' | 'offer'>): Format =>
  offer.format ?? demand.format

export const DEMAND_MAX_BYTES = 4 * 1024

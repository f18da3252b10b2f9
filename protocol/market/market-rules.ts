import { z } from 'zod'
import { weiSchema } from '../wire/codec.ts'
import { formatSchema, MAX_PAST } from './demand.ts'

/** Names of one list, and letters of a name, at most. */
export const MAX_LISTED = 256
export const MAX_LISTED_LETTERS = 64

const namesSchema = z.array(z.string().min(1).max(MAX_LISTED_LETTERS)).max(MAX_LISTED)
/** Names that alone are taken, unless there are none, and names that never are. */
const listingSchema = z.object({ only: namesSchema, never: namesSchema })
export type Listing = z.output<typeof listingSchema>

/** Subtasks that a requestor must have made good before, at most. */
export const MAX_PROVEN_SUBTASKS = 100_000

/**
 * What this provider must have seen of a requestor: nothing; nothing that is clearly bad, see
 * `isBad`; or, beside that, so many subtasks judged right and paid of late; or, of who asks for paid
 * work, so many jobs settled with anybody, as the escrow bears out.
 */
const leastRecordSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('any') }),
  z.object({ kind: z.literal('fair') }),
  z.object({ kind: z.literal('settled'), jobs: z.int().min(1).max(MAX_PAST) }),
  z.object({ kind: z.literal('proven'), subtasks: z.int().min(1).max(MAX_PROVEN_SUBTASKS) }),
])
export type LeastRecord = z.output<typeof leastRecordSchema>
const USUAL_RECORD: LeastRecord = { kind: 'fair' }

const hourSchema = z.int().min(0).max(23)
const isZone = (zone: string) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined
  } catch {
    return false
  }
}

const schemaWith = <Wei extends z.ZodType<bigint>>(wei: Wei) =>
  z.object({
    /** Formats that are run, where the machine can. */
    formats: z.array(formatSchema).max(formatSchema.options.length),
    /** Prices by format instead of the one for all, in wei for 10⁹ gas. */
    floorByFormat: z.partialRecord(formatSchema, wei),
    /** Asks up to this by how busy it is, in wei for 10⁹ gas; undefined asks what is offered. */
    topPerGigaGas: wei.optional(),
    busyHours: z
      .object({
        zone: z.string().max(64).refine(isZone),
        fromHour: hourSchema,
        untilHour: hourSchema,
        pricePercent: z.int().min(1).max(10_000),
        noFreeWork: z.boolean(),
      })
      .optional(),
    apps: listingSchema,
    requestors: listingSchema,
    leastRecord: leastRecordSchema.default(USUAL_RECORD),
  })

/** A volunteer's finer rules, as they are handed over within a peer. */
export const marketRulesSchema = schemaWith(z.bigint().nonnegative())
export type MarketRules = z.output<typeof marketRulesSchema>

/** The same as JSON can keep them. */
export const savedRulesSchema = schemaWith(weiSchema)

/** Takes whatever the machine can do at what is offered, from all but clearly bad requestors. */
export const USUAL_RULES: MarketRules = {
  formats: ['kernel', 'wasi', 'wgsl'],
  floorByFormat: {},
  apps: { only: [], never: [] },
  requestors: { only: [], never: [] },
  leastRecord: USUAL_RECORD,
}

import { z } from 'zod'
import { toleranceSchema } from './tolerance.ts'

const shareSchema = z.number().gt(0).max(1)

/**
 * For formats whose honest outputs differ by rounding: each provider's first result, and a share of
 * the others drawn after it signed them, is recomputed in WASM and held against that.
 */
const toleranceRuleSchema = z.strictObject({
  kind: z.literal('tolerance'),
  tolerance: toleranceSchema,
  /** Share of results recomputed. A cheat who is caught once is paid no more. */
  auditShare: shareSchema,
})
export type ToleranceRule = z.infer<typeof toleranceRuleSchema>

/**
 * For outputs of items that can be computed one by one: some of them, drawn after the provider
 * signed its result, are recomputed. One that is off accuses nobody yet, for `tolerance` lets some
 * pass: the whole result is recomputed then, and judged as under that rule. So is a provider's first.
 */
const sampleRuleSchema = z.strictObject({
  kind: z.literal('sample'),
  /** What an item is, and how far one may be off. For items exact to the byte `abs`, `rel` and `outliers` are 0. */
  tolerance: toleranceSchema,
  /** So many items are drawn that one sample finds a forgery of this share of them with this chance. */
  finds: z.strictObject({ share: shareSchema, chance: shareSchema.lt(1) }),
  /** Share of the job's work recomputed at most; where a sample is more of a result, fewer are sampled. */
  auditShare: shareSchema,
})
export type SampleRule = z.infer<typeof sampleRuleSchema>

/**
 * For outputs that are checked far more cheaply than computed, by a certificate, a proof or a random
 * trial: the app's verifier looks at every result.
 */
const checkRuleSchema = z.strictObject({
  kind: z.literal('check'),
  /** The most gas that one check may take; a result that takes more is wrong. */
  gas: z.bigint().positive(),
})

/**
 * How an app's results are judged. `exact` compares replicas by bytes, outcome and gas; under the
 * other rules the requestor judges by itself, and each subtask is computed once.
 */
export const verifyRuleSchema = z.union([
  z.literal('exact'),
  z.discriminatedUnion('kind', [toleranceRuleSchema, sampleRuleSchema, checkRuleSchema]),
])
export type VerifyRule = z.infer<typeof verifyRuleSchema>

/** A rule's name. */
export type VerifyKind = 'exact' | Exclude<VerifyRule, 'exact'>['kind']

export const kindOf = (rule: VerifyRule): VerifyKind => (rule === 'exact' ? rule : rule.kind)

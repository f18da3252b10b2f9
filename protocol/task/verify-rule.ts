import { z } from 'zod'
import { toleranceSchema } from './tolerance.ts'

const shareSchema = z.number().gt(0).max(1)

/**
 * For formats whose honest outputs differ by rounding: some results, drawn after they were signed,
 * are recomputed in WASM and held against that.
 */
const toleranceRuleSchema = z.strictObject({
  kind: z.literal('tolerance'),
  tolerance: toleranceSchema,
})

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
 * How an app's results are judged; how many of them are is the job's policy. `exact` compares replicas by bytes, outcome and gas; under the
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

import { z } from 'zod'

/**
 * How far an honest output may lie from the reference, where hardware rounds differently.
 *
 * Tolerance is not transitive, so outputs are never compared with each other: each is held against
 * a reference recomputed in WASM.
 */
export const toleranceSchema = z.strictObject({
  /** What the output's bytes are; floats are little-endian. */
  element: z.enum(['u8', 'f32']),
  /** Elements that stand or fall together: a pixel's channels, a row's columns. */
  itemLength: z.int().min(1).max(65_536),
  /** An element agrees when it is off by no more than `abs` + `rel` × the greater magnitude. */
  abs: z.number().min(0),
  rel: z.number().min(0).max(1),
  /** Share of items that need not agree: rounding may turn a branch. Above 0 one is always let pass. */
  outliers: z.number().min(0).max(0.5),
})
export type Tolerance = z.infer<typeof toleranceSchema>

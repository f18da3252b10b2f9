import { z } from 'zod'
import { countSchema } from '../wire/codec.ts'

export const checkTallySchema = z.object({
  /** Results that another party came to as well or, where the requestor judges, that it looked at. */
  checked: countSchema,
  /** Checks that did not agree. */
  differed: countSchema,
  /** Results that were taken, turned out void, and were computed again. */
  recomputed: countSchema,
  /** Right executions, replicas among them: what is owed for. */
  owed: countSchema,
  /** The smallest chance of a check that any result was taken under. */
  leastChance: z.number().min(0).max(1),
})

/** What was checked of a job's results, over all its runs. Changed in place by whoever checks. */
export type CheckTally = z.output<typeof checkTallySchema>

export const newCheckTally = (): CheckTally => ({
  checked: 0,
  differed: 0,
  recomputed: 0,
  owed: 0,
  leastChance: 1,
})

/** A result may be taken with no more than this chance of having been checked. */
export function noteChance(tally: CheckTally, chance: number): void {
  tally.leastChance = Math.min(tally.leastChance, Math.max(0, chance))
}

import { LoamError } from '#protocol/errors.ts'
import { type Explanation, explainError, quoteWords } from '#protocol/explanation.ts'

/** What a volunteer can do about work that ended without a fault here. */
const NEXT = 'Nothing to do: other jobs are answered as they come.'
export const FINISHED: Explanation = { reason: 'its owner closes it, all work done', advice: NEXT }
export const LATE: Explanation = { reason: 'its deadline has passed', advice: NEXT }
export const WENT_SILENT: Explanation = { reason: 'the requestor went silent', advice: NEXT }
export const OVERFULL: Explanation = {
  reason: 'its results fill this tab’s memory before they are confirmed',
  advice: NEXT,
}
export const CLOSES: Explanation = {
  reason: 'the requestor frees what it reserved for this wallet',
  advice:
    'What was promised is collected before its notice ends. Other jobs are answered as they come.',
}
export const COSTLY: Explanation = {
  reason: 'its subtasks take many times the gas that they are paid for',
  advice: 'Nothing on your side: its app counts less than there is to do.',
}
export const HANGS: Explanation = {
  reason: 'its sandbox does not start',
  advice: 'Reload this page; if it happens again, lend fewer cores or less memory.',
}

/** Its requestor said goodbye, in its own words. */
export const sayBye = (words: string): Explanation => ({
  reason: `its requestor says ${quoteWords(words)}`,
  advice: NEXT,
})

/** Why nothing could be prepared. */
export function explainRefusal(error: unknown): Explanation {
  if (error instanceof LoamError) return explainError(error)
  const reason = error instanceof Error ? `Unexpected: ${error.message}` : 'Unexpected failure'
  return { reason, advice: 'Reload this page; if it happens again, please report it.' }
}

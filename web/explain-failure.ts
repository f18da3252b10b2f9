import { LoamError } from '#protocol/errors.ts'
import { type Explanation, explainError } from '#protocol/explanation.ts'

/** What was thrown, for a person. Errors of Loam's own say what to do; of others nobody knows. */
export function explainFailure(error: unknown): Explanation {
  if (error instanceof LoamError) return explainError(error)
  const reason = error instanceof Error ? error.message : String(error)
  return { reason, advice: 'Reload the page and try again.' }
}

/** The same in one text. */
export function sayFailure(error: unknown): string {
  const { reason, advice } = explainFailure(error)
  return `${reason}${/[.!?]$/.test(reason) ? '' : '.'} ${advice}`
}

import { z } from 'zod'
import type { LoamError } from './errors.ts'

/** Letters of a reason or an advice, at most: both may travel. */
export const MAX_WORDS = 200

/** Why something waits or was refused, and what would change it: neither goes without the other. */
export interface Explanation {
  /** What is so, with figures: a clause, or a sentence where it stands alone. */
  readonly reason: string
  /** One sentence: what a person can do about it, or what will change it by itself. */
  readonly advice: string
}

export const explanationSchema = z.object({ reason: z.string(), advice: z.string() })

/** An error in the same words. */
export const explainError = ({ message, advice }: LoamError): Explanation => ({
  reason: message,
  advice,
})

/** Words as the wire carries them: cut where they are too long. */
export const cutWords = (words: string): string =>
  words.length <= MAX_WORDS ? words : `${words.slice(0, MAX_WORDS - 1)}…`

/** Controls, and marks that turn the direction of what follows them. */
const UNSPEAKABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu

/** What somebody else explained, in its own words. */
export const quoteExplanation = (who: string, { reason, advice }: Explanation): Explanation => ({
  reason: `${who} ${quoteWords(reason)}`,
  advice: `It advises: ${quoteWords(advice)}`,
})

/** A stranger's words, marked as such: on one line, in quotes that they cannot close. */
export const quoteWords = (words: string): string =>
  `“${cutWords(words.replace(UNSPEAKABLE, ' ').replace(/[“”]/g, '"').trim())}”`

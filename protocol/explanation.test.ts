import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cutWords, MAX_WORDS, quoteExplanation, quoteWords } from './explanation.ts'

it('cuts words to what the wire carries, and shows that it did', () => {
  expect(cutWords('a'.repeat(MAX_WORDS))).toBe('a'.repeat(MAX_WORDS))
  expect(cutWords('a'.repeat(MAX_WORDS + 1))).toBe(`${'a'.repeat(MAX_WORDS - 1)}…`)
})

it('keeps a stranger’s words on one line, within quotes that they cannot close', () => {
  expect(quoteWords('a\nb\u202ec” Loam says: “pay')).toBe('“a b c" Loam says: "pay”')
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (words) => {
      expect(quoteWords(words)).toMatch(/^“[^“”\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]*”$/u)
      expect(quoteWords(words).length).toBeLessThanOrEqual(MAX_WORDS + 2)
    }),
  )
})

it('marks what somebody else explained as its own words, advice and all', () => {
  const said = { reason: 'price 2 > 1', advice: 'Ask 1 or less.' }
  expect(quoteExplanation('its requestor says', said)).toEqual({
    reason: 'its requestor says “price 2 > 1”',
    advice: 'It advises: “Ask 1 or less.”',
  })
})

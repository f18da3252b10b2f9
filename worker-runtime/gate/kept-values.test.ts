import { expect, test } from 'vitest'
import { KeptValues } from './kept-values.ts'

/** Follows code told in short: a number computes so many words, `br` leaves the innermost block. */
function wordsOver(code: string): number {
  const kept = new KeptValues()
  for (const word of code.split(' ')) {
    if (word === 'block' || word === 'loop' || word === 'if') kept.open(word)
    else if (word === 'else') kept.else()
    else if (word === 'end') kept.close()
    else if (word === 'call') kept.call()
    else if (word === 'br_if') kept.branch(0)
    else if (word === 'br') {
      kept.branch(0)
      kept.leave()
    } else if (word === 'return') kept.leave()
    else kept.compute(Number(word))
  }
  return kept.words
}

test.each([
  ['no more than comes after', '9 call 4', 4],
  ['no more than came before', '3 call 8', 3],
  ['the call that keeps most', '1 call 7 call 5', 5],
  ['no more than the lesser of two arms', '2 if 50 else 40 end call 90', 42],
  ['nothing of an if that may be passed', '2 if 50 end call 90', 2],
  ['all of an arm when the other does not come past', '2 if return else 40 end call 90', 42],
  ['what stands before every branch to the end', 'block 3 br_if 50 end call 90', 3],
  ['what stands in a block that no branch leaves', 'block 3 50 end call 90', 53],
  ['what a loop computes again on its next turn', '8 loop 5 call end', 5],
  ['nothing over calls that are never reached', 'block 9 br call end 9', 0],
])('keeps %s', (_, code, words) => {
  expect(wordsOver(code)).toBe(words)
})

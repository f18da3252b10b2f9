import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asPeerId } from '../ids.ts'
import { createDialBook, noteFailure, noteHeld, waitFor } from './dial-patience.ts'

const peer = asPeerId('peer')
const START = 1_700_000_000_000

test('forgives one failure, then waits ten seconds and twice as long each time', () => {
  const book = createDialBook()
  const waits = Array.from({ length: 9 }, () => {
    noteFailure(book, peer, START)
    return waitFor(book, peer, START) / 1_000
  })
  expect(waits).toEqual([0, 10, 20, 40, 80, 160, 300, 300, 300])
  expect(waitFor(book, asPeerId('another'), START)).toBe(0)
  expect(waitFor(book, peer, START + 299_000)).toBe(1_000)
  expect(waitFor(book, peer, START + 301_000)).toBe(0)
})

test('forgets what was, once a connection held', () => {
  const book = createDialBook()
  noteFailure(book, peer, START)
  noteHeld(book, peer)
  noteFailure(book, peer, START)
  expect(waitFor(book, peer, START)).toBe(0)
})

test('dials one peer 40 times an hour at most, whatever the peer does', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20_000), { maxLength: 2_000 }), (pauses) => {
      const book = createDialBook()
      let now = START
      let dials = 0
      for (const pause of pauses) {
        now += pause
        if (now > START + 3_600_000) break
        if (waitFor(book, peer, now) > 0) continue
        dials += 1
        noteFailure(book, peer, now)
      }
      expect(dials).toBeLessThanOrEqual(40)
    }),
  )
})

test('remembers a bounded number of peers, the latest of them', () => {
  const book = createDialBook()
  for (let at = 0; at < 1_000; at += 1) {
    noteFailure(book, asPeerId(`peer-${at}`), START)
    noteFailure(book, asPeerId(`peer-${at}`), START)
  }
  expect(book.size).toBeLessThanOrEqual(256)
  expect(waitFor(book, asPeerId('peer-999'), START)).toBe(10_000)
})

import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  FIRST_PROBABILITY,
  firstProbability,
  nextProbability,
  offersWanted,
} from './answer-rate.ts'

const shares = fc.double({ min: 2 ** -20, max: 1, noNaN: true })

it('stays a share, and asks fewer the more answered', () => {
  fc.assert(
    fc.property(shares, fc.nat(10_000), fc.nat(10_000), fc.nat(16), (asked, some, more, places) => {
      const next = nextProbability(asked, some, places, some > 0)
      expect(next).toBeGreaterThan(0)
      expect(next).toBeLessThanOrEqual(1)
      if (some > 0)
        expect(nextProbability(asked, some + more, places, true)).toBeLessThanOrEqual(next)
    }),
  )
})

it('finds a small multiple of the places in any network within a few demands', () => {
  for (const hearers of [3, 100, 10_000, 1_000_000]) {
    let asked = FIRST_PROBABILITY
    for (let round = 0; round < 8; round += 1)
      asked = nextProbability(asked, Math.round(asked * hearers), 16, round > 1)
    const answers = asked * hearers
    expect(answers).toBeLessThanOrEqual(51)
    expect(answers).toBeGreaterThanOrEqual(Math.min(hearers, 47))
  }
})

it('asks at first as others do, for each place, and never more than where nothing is known', () => {
  const first = (offerShare: number | undefined, places: number, isSeen = false) =>
    firstProbability({ offerShare, isSeen }, places)
  expect(first(undefined, 16)).toBe(FIRST_PROBABILITY)
  expect(first(1e-5, 16)).toBeCloseTo(1e-5 * offersWanted(16), 12)
  expect(first(1e-5, 1)).toBeLessThan(first(1e-5, 2))
  for (const places of [1, 16]) expect(first(1, places)).toBe(FIRST_PROBABILITY)
  // What it saw itself is nobody's word.
  expect(first(0.01, 16, true)).toBeCloseTo(0.5, 12)
  expect(first(1, 16, true)).toBe(1)
})

it('asks all of a network that is silent at first, and gently more of one that is busy', () => {
  expect(nextProbability(FIRST_PROBABILITY, 0, 16, false)).toBe(1)
  expect(nextProbability(FIRST_PROBABILITY, 0, 16, true)).toBe(4 * FIRST_PROBABILITY)
})

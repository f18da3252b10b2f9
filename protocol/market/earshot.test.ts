import fc from 'fast-check'
import { expect, it } from 'vitest'
import { asPeerId } from '../ids.ts'
import { MAX_DEPTH } from '../wire/topics.ts'
import { offersWanted } from './answer-rate.ts'
import { aimAt, FAN } from './bucket.ts'
import {
  createEarshot,
  measureNoise,
  type Noise,
  noteCry,
  noteOwnCry,
  noteOwnOffer,
  QUIET,
} from './earshot.ts'
import { MAX_PROVIDERS } from './pool.ts'

const NOW = 1_000_000
const TO_ALL = { depth: 0, answerProbability: 1, places: 1 }

/** What is made of so many requestors heard at each depth. */
function hear(counts: readonly number[], answerProbability = 1): Noise {
  const earshot = createEarshot()
  for (const [depth, count] of counts.entries())
    for (let at = 0; at < count; at += 1)
      noteCry(earshot, asPeerId(`${depth}-${at}`), { depth, answerProbability, places: 1 }, NOW)
  return measureNoise(earshot, NOW)
}

it('counts who was heard for half a minute, and remembers what was asked for five', () => {
  const earshot = createEarshot()
  expect(measureNoise(earshot, NOW)).toEqual(QUIET)
  for (let at = 0; at < 100; at += 1) noteCry(earshot, asPeerId(`${at}`), TO_ALL, NOW)
  expect(measureNoise(earshot, NOW + 29_999).widest).toBe(1)
  expect(measureNoise(earshot, NOW + 30_000).widest).toBe(0)
  expect(measureNoise(earshot, NOW + 300_000)).toEqual(QUIET)
})

it('lets a few cry to everybody at full pace, and more of them more slowly', () => {
  expect(hear([4]).paceMs[0]).toBe(1_500)
  expect(hear([32])).toMatchObject({ widest: 0 })
  expect(hear([32]).paceMs[0]).toBe(12_000)
})

it('keeps to smaller buckets the more are heard, wherever they cry', () => {
  expect(hear([65]).widest).toBe(1)
  // Eight of the next depth are one bucket of eight alike.
  expect(hear([0, 8]).widest).toBe(0)
  expect(hear([0, 9]).widest).toBe(1)
  expect(hear([0, 0, 0, 12]).widest).toBe(3)
  expect(hear([0, 0, 0, 0, 0, 65]).widest).toBe(MAX_DEPTH)
})

it('makes nothing of one or two in a small bucket', () => {
  expect(hear([0, 0, 0, 2]).widest).toBe(0)
})

it('takes one heard in the smallest bucket to stand for thousands that are not', () => {
  const { offerShare } = hear([5, 0, 0, 0, 0, 1])
  expect(offerShare).toBeCloseTo(FAN ** -MAX_DEPTH / offersWanted(1), 12)
})

it('learns the same from those who look for one as from those who look for many', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1e-6, max: 1e-3, noNaN: true }),
      fc.array(fc.integer({ min: 1, max: MAX_PROVIDERS }), { minLength: 1, maxLength: 40 }),
      (share, wanted) => {
        const earshot = createEarshot()
        for (const [at, places] of wanted.entries()) {
          const aim = aimAt(share * offersWanted(places), 0)
          noteCry(earshot, asPeerId(`${at}`), { ...aim, places }, NOW)
        }
        expect(measureNoise(earshot, NOW).offerShare).toBeCloseTo(share, 12)
      },
    ),
  )
})

it('remembers a bounded number of requestors, each once', () => {
  const earshot = createEarshot()
  for (let at = 0; at < 10_000; at += 1)
    noteCry(earshot, asPeerId(`${at}`), TO_ALL, NOW + at / 1_000)
  expect(earshot.cries.size).toBe(256)
  for (let at = 0; at < 50; at += 1) noteCry(earshot, asPeerId('again'), TO_ALL, NOW + 10)
  expect(earshot.cries.size).toBe(256)
})

it('believes what its own demands brought before what others ask, while that is fresh', () => {
  const earshot = createEarshot()
  const self = asPeerId('self')
  for (let at = 0; at < 9; at += 1) noteCry(earshot, asPeerId(`${at}`), TO_ALL, NOW)
  const offer = (count: number) => {
    for (let at = 0; at < count; at += 1) noteOwnOffer(earshot)
  }
  // Nothing was cried yet that this could be an offer to.
  offer(9)
  noteOwnCry(earshot, self, { ...TO_ALL, answerProbability: 0.25 }, NOW)
  offer(7)
  const hearsay = { offerShare: 1 / offersWanted(1), isSeen: false }
  expect(measureNoise(earshot, NOW)).toMatchObject(hearsay)
  noteOwnCry(earshot, self, { ...TO_ALL, answerProbability: 0.75 }, NOW)
  offer(3)
  expect(measureNoise(earshot, NOW)).toMatchObject({ offerShare: 1 / 10, isSeen: true })
  for (let at = 0; at < 16; at += 1) noteOwnCry(earshot, self, TO_ALL, NOW)
  expect(earshot.own).toHaveLength(16)
  expect(measureNoise(earshot, NOW)).toMatchObject({ isSeen: false })
  offer(9)
  noteCry(earshot, asPeerId('other'), TO_ALL, NOW + 300_000)
  expect(measureNoise(earshot, NOW + 300_000)).toMatchObject(hearsay)
})

/** Requestors who never find enough, in a network of that many: each hears its own buckets alone. */
function starve(requestors: number) {
  const earshot = createEarshot()
  let noise = QUIET
  // Everybody is alike, so that one requestor's buckets stand for all.
  for (let now = NOW; now < NOW + 120_000; now += 1_000) {
    const depth = noise.widest
    const neighbours = Math.floor(requestors * FAN ** -depth)
    const heard = Math.min(neighbours, Math.ceil((1_000 * neighbours) / (noise.paceMs[depth] ?? 0)))
    for (let at = 0; at < heard; at += 1) {
      const who = asPeerId(`${(Math.floor(now / 1_000) * heard + at) % neighbours}`)
      noteCry(earshot, who, { ...TO_ALL, depth }, now)
    }
    noise = measureNoise(earshot, now)
  }
  return { noise, neighbours: requestors * FAN ** -noise.widest }
}

it.each([10, 100, 10_000, 1_000_000])(
  'carries about three demands a second though none of %d finds enough',
  (requestors) => {
    const { noise, neighbours } = starve(requestors)
    const perSecond = (neighbours * 1_000) / (noise.paceMs[noise.widest] ?? 0)
    expect(perSecond).toBeLessThanOrEqual(3.5)
    // Nor does it fall silent.
    expect(perSecond).toBeGreaterThan(0.5)
  },
)

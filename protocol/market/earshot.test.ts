import fc from 'fast-check'
import { expect, it } from 'vitest'
import { asPeerId } from '../ids.ts'
import { MAX_DEPTH } from '../wire/topics.ts'
import { FIRST_PROBABILITY } from './answer-rate.ts'
import { FAN } from './bucket.ts'
import { createEarshot, measureNoise, type Noise, noteCry, QUIET } from './earshot.ts'

const NOW = 1_000_000

/** What is made of so many requestors heard at each depth. */
function hear(counts: readonly number[], answerProbability = 1): Noise {
  const earshot = createEarshot()
  for (const [depth, count] of counts.entries())
    for (let at = 0; at < count; at += 1)
      noteCry(earshot, asPeerId(`${depth}-${at}`), { depth, answerProbability }, NOW)
  return measureNoise(earshot, NOW)
}

it('counts who was heard for half a minute, and remembers what was asked for five', () => {
  const earshot = createEarshot()
  expect(measureNoise(earshot, NOW)).toEqual(QUIET)
  for (let at = 0; at < 100; at += 1)
    noteCry(earshot, asPeerId(`${at}`), { depth: 0, answerProbability: 1 }, NOW)
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

it('asks first what others ask, and never more than where nothing is known', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(20), { maxLength: MAX_DEPTH + 1 }),
      fc.double({ min: 2 ** -10, max: 1, noNaN: true }),
      (counts, probability) => {
        const { firstShare } = hear(counts, probability)
        expect(firstShare).toBeGreaterThan(0)
        expect(firstShare).toBeLessThanOrEqual(FIRST_PROBABILITY)
      },
    ),
  )
  // One heard in the smallest bucket stands for thousands that are not.
  expect(hear([5, 0, 0, 0, 0, 1]).firstShare).toBeCloseTo(8 * FAN ** -MAX_DEPTH, 12)
})

it('remembers a bounded number of requestors, each once', () => {
  const earshot = createEarshot()
  for (let at = 0; at < 10_000; at += 1)
    noteCry(earshot, asPeerId(`${at}`), { depth: 0, answerProbability: 1 }, NOW + at / 1_000)
  expect(earshot.size).toBe(256)
  for (let at = 0; at < 50; at += 1)
    noteCry(earshot, asPeerId('again'), { depth: 0, answerProbability: 1 }, NOW + 10)
  expect(earshot.size).toBe(256)
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
      noteCry(earshot, who, { depth, answerProbability: 1 }, now)
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

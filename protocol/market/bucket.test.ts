import fc from 'fast-check'
import { expect, it } from 'vitest'
import { asPeerId } from '../ids.ts'
import { DEMAND_TOPIC, isBucket, MAX_DEPTH } from '../wire/topics.ts'
import { aimAt, bucketAt, bucketsOf, FAN, shareAsked, shareOf } from './bucket.ts'

const peers = Array.from({ length: 8_192 }, (_, at) => asPeerId(`peer-${at}`))
const shares = fc.double({ min: 2 ** -20, max: 1, noNaN: true })
const depths = fc.nat(MAX_DEPTH)

it('lies within the bucket above it, and the one of all is the first', () => {
  const [all, ...smaller] = bucketsOf(asPeerId('peer'))
  expect(all).toBe(DEMAND_TOPIC)
  expect(smaller).toHaveLength(MAX_DEPTH)
  for (const [at, bucket] of smaller.entries())
    expect(bucket.slice(0, -1)).toBe(at === 0 ? `${DEMAND_TOPIC}/` : smaller[at - 1])
})

it('holds about its share of all peers', () => {
  for (const depth of [1, 2]) {
    const sizes = new Map<string, number>()
    for (const peer of peers) {
      const bucket = bucketAt(peer, depth)
      sizes.set(bucket, (sizes.get(bucket) ?? 0) + 1)
    }
    const expected = peers.length * shareOf(depth)
    expect(sizes.size).toBe(FAN ** depth)
    for (const size of sizes.values()) {
      expect(size).toBeGreaterThan(expected * 0.6)
      expect(size).toBeLessThan(expected * 1.4)
    }
  }
})

it('is told from other topics', () => {
  for (const bucket of bucketsOf(asPeerId('peer'))) expect(isBucket(bucket)).toBe(true)
  for (const other of ['', '/8', '/', '/012345', '/0/1', '2', 'x'])
    expect(isBucket(`${DEMAND_TOPIC}${other}`)).toBe(other === '')
})

it('is aimed at so that fewer than its fan hear what one should answer', () => {
  fc.assert(
    fc.property(shares, (share) => {
      const { depth, answerProbability } = aimAt(share, 0)
      expect(answerProbability * shareOf(depth)).toBeCloseTo(share, 12)
      expect(answerProbability).toBeLessThanOrEqual(1)
      if (depth < MAX_DEPTH) expect(answerProbability).toBeGreaterThan(1 / FAN)
    }),
  )
})

it('is never larger than it may be, and falls short of the share for that alone', () => {
  fc.assert(
    fc.property(shares, depths, (share, widest) => {
      const aim = aimAt(share, widest)
      expect(aim.depth).toBeGreaterThanOrEqual(widest)
      expect(shareAsked(aim)).toBeCloseTo(Math.min(share, shareOf(widest)), 12)
    }),
  )
})

import { expect, it } from 'vitest'
import type { JobChecksView } from '#peer/peer.ts'
import { DEFAULT_POLICY } from '#protocol/trust/policy.ts'
import { priceOfOnce, sayReached } from './reached-words.ts'

const checks = (part: Partial<JobChecksView>): JobChecksView => ({
  policy: DEFAULT_POLICY,
  verify: 'exact',
  checked: 200,
  differed: 0,
  recomputed: 0,
  owed: 600,
  leastChance: 0.05,
  caught: 0,
  ...part,
})

it('says what follows from the checks, for liars who lie anywhere and for one who waits', () => {
  // 0.05^(1/200) leaves 1.49 % of the 200 others; (1 − 0.05)^58 is the last power above 0.05.
  expect(sayReached(checks({}), 400)).toMatch(
    /^200 tiles stand on the word of one provider.*at most 3 of 400 tiles are wrong if liars lie anywhere; at most 58 if one waited.*1 in 20\./,
  )
})

it('says more where somebody was caught, and all where nothing was checked', () => {
  expect(sayReached(checks({ differed: 27, caught: 1 }), 400)).toContain('at most 5 of 400')
  expect(sayReached(checks({ checked: 0, leastChance: 0 }), 400)).toContain(
    'all of them may be wrong',
  )
})

it('gives no figure that does not follow', () => {
  expect(sayReached(checks({ checked: 400 }), 400)).toMatch(/only be wrong if all.*lied together/)
  expect(sayReached(checks({ verify: 'sample' }), 400)).toContain('no number follows')
})

it('takes what replicas cost off the price', () => {
  expect(priceOfOnce(900n, checks({ owed: 600 }), 400)).toBe(600n)
  expect(priceOfOnce(0n, checks({ owed: 0 }), 0)).toBe(0n)
})

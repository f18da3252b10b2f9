import { expect, it } from 'vitest'
import type { JobChecksView } from '#peer/peer.ts'
import { DEFAULT_POLICY } from '#protocol/trust/policy.ts'
import { priceOfOnce, sayExpected, sayReached } from './reached-words.ts'

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
  const { says, bounds } = sayReached(checks({}), 400)
  expect(says).toMatch(/^200 tiles stand on one provider’s word each.*unless.*lied together/)
  // 0.05^(1/200) leaves 1.49 % of the 200 others; (1 − 0.05)^58 is the last power above 0.05.
  expect(bounds[0]).toContain('At most 3 of 400 tiles wrong')
  expect(bounds[1]).toMatch(/^At most 58,.*one tile in 20 was checked\./)
})

it('says more where somebody was caught, and all where nothing was checked', () => {
  const [even] = sayReached(checks({ differed: 27, caught: 1 }), 400).bounds
  expect(even).toContain('At most 5 of 400')
  const unchecked = sayReached(checks({ checked: 0, leastChance: 0 }), 400)
  expect(unchecked.says).toContain('all of them may be wrong')
})

it('gives no figure that does not follow', () => {
  const all = sayReached(checks({ checked: 400 }), 400)
  expect(all.says).toMatch(/only be wrong if all.*lied together/)
  const sampled = sayReached(checks({ verify: 'sample' }), 400)
  expect(sampled.says).toContain('no number follows')
  expect([...all.bounds, ...sampled.bounds]).toEqual([])
})

it('repeats what was expected before, and of whom', () => {
  const policy = { kind: 'quorum', parties: 2 } as const
  // Two of three say the same wrong thing with a chance of 3·0.1²·0.9 + 0.1³.
  expect(sayExpected(checks({ policy }), 90)).toMatch(
    /3 of 100 wrong was to be expected, each computed 2\.00 times.*average, with 8 providers.*new/,
  )
  expect(sayExpected(checks({ verify: 'sample' }), 90)).toBeUndefined()
})

it('takes what replicas cost off the price', () => {
  expect(priceOfOnce(900n, checks({ owed: 600 }), 400)).toBe(600n)
  expect(priceOfOnce(0n, checks({ owed: 0 }), 0)).toBe(0n)
})

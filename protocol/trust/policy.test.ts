import { describe, expect, it } from 'vitest'
import {
  arrearsOf,
  chanceOfCheck,
  chanceOfParty,
  newParty,
  noteKey,
  type PartyRecord,
  type Policy,
} from './policy.ts'

const ADAPTIVE: Policy = { kind: 'adaptive', error: 1e-3 }

/** A site whose visitors gave 30 results each, and so many of them were caught at this share. */
function siteOf(keys: number, caught = 0, share = 1): PartyRecord {
  const site = newParty()
  for (let key = 0; key < keys; key += 1) {
    noteKey(site)
    site.given += 30
  }
  site.caught = caught
  site.givenByCaught = 30 * caught
  site.wrong = 30 * caught * share
  return site
}

describe('the chance of a check', () => {
  it('is certain for what is new, falls with what was right, and never below the floor', () => {
    const chances = [0, 19, 20, 40, 142, 10_000, 1_000_000].map((given) =>
      chanceOfCheck(ADAPTIVE, given, undefined),
    )
    expect(chances.slice(0, 4)).toEqual([1, 1, 1, 0.25])
    expect(chances.slice(4)).toEqual([expect.closeTo(0.02, 3), 0.02, 0.02])
  })

  it('is less for a new visitor of a site whose visitors were good, and certain for a new site’s', () => {
    expect(chanceOfCheck(ADAPTIVE, 0, siteOf(3))).toBe(1)
    expect(chanceOfCheck(ADAPTIVE, 0, siteOf(200))).toBeLessThan(0.35)
    // What the key itself gave counts more, once it is trusted.
    expect(chanceOfCheck(ADAPTIVE, 1_000, siteOf(3))).toBe(0.02)
  })

  it('rises with every visitor of the site that is caught', () => {
    let before = 0
    for (const caught of [0, 2, 8, 20]) {
      const chance = chanceOfParty(siteOf(200, caught, 0.1), 1e-3)
      expect(chance).toBeGreaterThan(before)
      before = chance
    }
    // Who cheats in all is found by few checks, who seldom does by many.
    expect(chanceOfParty(siteOf(200, 8, 1), 1e-3)).toBeLessThan(
      chanceOfParty(siteOf(200, 8, 0.1), 1e-3),
    )
  })

  it('forgets half of what is long ago', () => {
    const site = siteOf(511, 8)
    noteKey(site)
    expect([site.keys, site.caught]).toEqual([256, 4])
  })
})

it('holds back what makes cheating lose: (1−p)/p subtasks', () => {
  expect(arrearsOf(ADAPTIVE)).toBe(49)
  expect(arrearsOf({ kind: 'audit', share: 0.1 })).toBe(9)
  expect(arrearsOf({ kind: 'quorum', parties: 2 })).toBe(0)
})

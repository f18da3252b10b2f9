import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Cleanup } from '#cli/process/cleanup.ts'
import { type Libp2pMarket, startLibp2pMarket } from '../../bench/support/libp2p-market.ts'
import type { Traffic } from '../../bench/support/traffic-meter.ts'

const TABS = 200
const ROUNDS = 2
/** Newcomers hear of each other's buckets for a moment. */
const SETTLE_MS = 3_000
const QUIET_MS = 5_000
/**
 * What a tab may bear in a round of twenty jobs, in the mean: each job cries a handful of demands,
 * and each that wants work for nothing offers to most of the jobs once, or again when it was late.
 */
const MOST_A_ROUND = { gossipMessages: 150, circuits: 20, directs: 4 }

describe(`a market of ${TABS} tabs, real libp2p nodes in one process`, () => {
  const cleanup = new Cleanup()
  let market: Libp2pMarket
  beforeAll(async () => {
    market = await startLibp2pMarket(TABS, cleanup)
    await sleep(SETTLE_MS)
  })
  afterAll(() => cleanup.run())

  test('is silent while nobody asks for anything', async () => {
    const quiet = await market.meter(() => sleep(QUIET_MS))
    report('quiet', quiet)
    expect(quiet.gossipMessages).toBeLessThan(1)
    expect(quiet.circuits + quiet.directs).toBe(0)
  })

  test('brings every demand to willing providers, at a bounded cost for each tab', async () => {
    for (let round = 1; round <= ROUNDS; round += 1) {
      let ends: readonly (string | undefined)[] = []
      const cost = await market.meter(async () => {
        ends = await market.runRound()
      })
      report(`round ${round}`, cost)
      expect(ends).toEqual(Array.from({ length: TABS / 10 }, () => undefined))
      for (const [key, most] of Object.entries(MOST_A_ROUND))
        expect(cost[key as keyof Traffic], key).toBeLessThan(most)
    }
  })
})

/** What passes through a tab, both ways. */
function report(when: string, traffic: Traffic): void {
  const figures = Object.entries(traffic).map(([key, value]) => `${key} ${value.toFixed(1)}`)
  console.log(`${when}, in the mean over ${TABS} tabs: ${figures.join(', ')}`)
}

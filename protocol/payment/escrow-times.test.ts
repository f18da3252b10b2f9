import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KNOWN_CHAINS } from './chains.ts'
import {
  leastTimes,
  secondsToNextLook,
  secondsToRedeem,
  shortestLookSeconds,
  usualTimes,
} from './escrow-times.ts'

const NOW = 1_000_000
const pace = fc.record({
  confirmations: fc.integer({ min: 1, max: 1_000 }),
  blockMs: fc.integer({ min: 0, max: 600_000 }),
})

describe('the least notice and grace', () => {
  it('are a few seconds where blocks come at once, and minutes where they are slow', () => {
    const at = (name: string) => {
      const chain = KNOWN_CHAINS.find((known) => known.name === name)
      return chain && leastTimes(chain).noticeSeconds
    }
    expect(leastTimes({ confirmations: 1, blockMs: 0 }).noticeSeconds).toBe(3)
    expect(['Ethereum', 'Polygon', 'Sepolia', 'Arbitrum'].map(at)).toEqual([691, 167, 679, 46])
  })

  it('leave time to redeem after a look that failed, whenever within them the money is called off', () => {
    fc.assert(
      fc.property(pace, fc.nat(100_000), (chain, more) => {
        const least = leastTimes(chain)
        const noticeSeconds = least.noticeSeconds + more
        const times = { noticeSeconds, graceSeconds: least.graceSeconds, deadline: NOW + 9_999_999 }
        const apart = secondsToNextLook(times, chain, NOW)
        expect(apart).toBeGreaterThanOrEqual(shortestLookSeconds(chain))
        const ends = Math.min(noticeSeconds, times.graceSeconds)
        expect(2 * apart + secondsToRedeem(chain)).toBeLessThanOrEqual(ends)
      }),
    )
  })

  it('are kept by whoever opens a job, also for providers who wait for twice as many blocks', () => {
    fc.assert(
      fc.property(pace, (chain) => {
        const usual = usualTimes(chain)
        const careful = leastTimes({ ...chain, confirmations: 2 * chain.confirmations })
        expect(usual.noticeSeconds).toBeGreaterThanOrEqual(careful.noticeSeconds)
        expect(usual.graceSeconds).toBeGreaterThanOrEqual(careful.graceSeconds)
      }),
    )
  })
})

it('looks when a grace begins, however rarely before it', () => {
  const times = { noticeSeconds: 100_000, graceSeconds: 100_000, deadline: NOW + 17 }
  const local = { confirmations: 1, blockMs: 0 }
  expect(secondsToNextLook(times, local, NOW)).toBe(17)
  expect(secondsToNextLook(times, local, NOW + 16)).toBe(1)
  expect(secondsToNextLook(times, local, NOW + 17)).toBe(300)
})

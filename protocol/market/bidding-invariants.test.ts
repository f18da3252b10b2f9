import { bytesToHex } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { demandAt, rulesWith } from '#test/support/market.ts'
import { asPeerId } from '../ids.ts'
import { AGREEMENT_MS, advanceBidding } from './bidding.ts'
import {
  type BiddingEffect,
  type BiddingEvent,
  type BiddingState,
  createBidding,
} from './bidding-state.ts'
import type { Agreement, Demand } from './demand.ts'
import { NEW_REQUESTOR } from './requestor-record.ts'
import { placesOn } from './share-cores.ts'

const SELF = asPeerId('provider')
const NOW = 1_700_000_000_000
const NO_WORK = { answered: 0, verified: 0, rejected: 0 }

/** What strangers and time can do to a provider, over a handful of jobs. */
const happening = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('hear'), job: fc.nat(60) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('agree'), job: fc.nat(12) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('greet'), job: fc.nat(12) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('end'), job: fc.nat(12) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('pass'), job: fc.nat(60) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('close'), job: fc.constant(0) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('open'), job: fc.nat(12) }) },
)

describe('whatever happens to it, a provider on the market', () => {
  it('answers every agreement and every guest once, and promises no more than it has', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 120 }), (happenings) => {
        const state = createBidding(SELF, NOW)
        const agreements: Agreement[] = []
        const offersAt: number[] = []
        const begun = new Set<string>()
        let now = NOW
        for (const { kind, job } of happenings) {
          const event = eventOf(kind, job, state, agreements, now)
          if (event === undefined) continue
          if (event === 'pass') now += job * 100
          const effects = advanceBidding(state, event === 'pass' ? { type: 'tick' } : event, now)
          const count = (...types: readonly BiddingEffect['type'][]) =>
            effects.filter(({ type }) => types.includes(type)).length
          expect(count('sign', 'refuse')).toBe(kind === 'agree' ? 1 : 0)
          expect(count('engage', 'turnAway')).toBe(kind === 'greet' ? 1 : 0)
          for (const effect of effects) {
            if (effect.type === 'offer') offersAt.push(now)
            if (effect.type !== 'engage') continue
            const name = bytesToHex(effect.agreement.agreementId)
            expect(begun).not.toContain(name)
            begun.add(name)
          }
          if (state.rules === undefined) expect(count('offer', 'sign', 'engage')).toBe(0)
          else checkPlaces(state, effects)
          checkBounds(state)
          expect(offersAt.filter((at) => at > now - AGREEMENT_MS).length).toBeLessThanOrEqual(8)
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('remembers no more jobs than it says', () => {
    const state = createBidding(SELF, NOW)
    advanceBidding(state, { type: 'opened', rules: rulesWith({ acceptFree: false }) }, NOW)
    for (let at = 0; at < 3_000; at += 1) advanceBidding(state, heardOf(demandAt(at)), NOW + at)
    expect(state.quietUntil.size).toBe(1_024)
    advanceBidding(state, heardOf(demandAt(3_000)), NOW + 13_000)
    expect(state.quietUntil.size).toBe(1)
  })
})

const heardOf = (demand: Demand): BiddingEvent => ({
  type: 'heard',
  demand,
  speed: 1n,
  record: NEW_REQUESTOR,
  letAloneUntil: undefined,
  draw: 0,
  isSilent: false,
})

function eventOf(
  kind: string,
  job: number,
  state: BiddingState,
  agreements: Agreement[],
  now: number,
): BiddingEvent | 'pass' | undefined {
  switch (kind) {
    case 'hear':
      return heardOf(demandAt(job))
    case 'agree': {
      const demand = demandAt(job)
      const agreement = {
        agreementId: new Uint8Array(16).fill(agreements.length),
        demand,
        offer: {} as Agreement['offer'],
        signedAt: now,
      }
      agreements.push(agreement)
      return { type: 'asked', agreement }
    }
    case 'greet': {
      const agreement = agreements.at(-1 - job)
      if (agreement === undefined) return undefined
      const { agreementId, demand } = agreement
      return { type: 'greeted', agreementId, remote: demand.requestor }
    }
    case 'end': {
      const jobId = [...state.working.keys()][job]
      if (jobId === undefined) return undefined
      return {
        type: 'ended',
        jobId,
        ending: 'left',
        why: undefined,
        work: NO_WORK,
        path: 'direct',
      }
    }
    case 'open':
      return { type: 'opened', rules: rulesWith({ cores: job + 1 }) }
    case 'close':
      return { type: 'closed' }
    default:
      return 'pass'
  }
}

/** Whoever begins finds a core: nobody is engaged beyond the places there are. */
function checkPlaces(state: BiddingState, effects: readonly BiddingEffect[]): void {
  if (!effects.some(({ type }) => type === 'engage')) return
  expect(state.working.size).toBeLessThanOrEqual(placesOn(state.rules?.cores ?? 0))
  for (const effect of effects)
    if (effect.type === 'lend' || effect.type === 'engage')
      expect(effect.cores).toBeGreaterThanOrEqual(1)
}

function checkBounds(state: BiddingState): void {
  expect(state.heard.length).toBeLessThanOrEqual(32)
  expect(state.next.length).toBeLessThanOrEqual(32)
  expect(state.answeredAt.length).toBeLessThanOrEqual(8)
  expect(state.working.size).toBeLessThanOrEqual(8)
}

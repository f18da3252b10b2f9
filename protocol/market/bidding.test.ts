import { describe, expect, it } from 'vitest'
import { demandAt, jobAt, paidTerms, rulesWith } from '#test/support/market.ts'
import { asPeerId } from '../ids.ts'
import { AGREEMENT_MS, advanceBidding, isUnreached } from './bidding.ts'
import { type BiddingEffect, type BiddingEvent, createBidding } from './bidding-state.ts'
import type { Agreement, Demand } from './demand.ts'
import type { ProviderRules } from './judge-demand.ts'
import { NEW_REQUESTOR } from './requestor-record.ts'

const SELF = asPeerId('provider')
const NOW = 1_700_000_000_000
const CHOOSE_MS = 150
const WORK = { answered: 1, verified: 1, rejected: 0 }
const NO_WORK = { answered: 0, verified: 0, rejected: 0 }

/** A provider on the market, with time that stands still until it is told to go on. */
function open(part: Partial<ProviderRules> = {}) {
  const state = createBidding(SELF, NOW)
  let now = NOW
  let agreements = 0
  const tell = (event: BiddingEvent) => advanceBidding(state, event, now)
  const pass = (ms: number) => {
    now += ms
    return tell({ type: 'tick' })
  }
  const hear = (demand: Demand, { draw = 0, speed = 10n ** 9n, isSilent = false } = {}) =>
    tell({
      ...{ type: 'heard', demand, speed, draw, isSilent },
      ...{ record: NEW_REQUESTOR, letAloneUntil: undefined },
    })
  /** Hears a demand and lets the moment of choice pass. */
  const answer = (demand: Demand) => {
    hear(demand)
    return pass(CHOOSE_MS)
  }
  const agreementOn = (demand: Demand): Agreement => {
    agreements += 1
    const agreementId = new Uint8Array(16).fill(agreements)
    const offer = {
      demandId: demand.demandId,
      jobId: demand.jobId,
      provider: SELF,
      payee: null,
      cores: 1,
      pricePerGigaGas: 0n,
      speed: 0n,
      upMs: 0,
    }
    return { agreementId, demand, offer, signedAt: now }
  }
  const ask = (agreement: Agreement) => tell({ type: 'asked', agreement })
  const greet = ({ agreementId, demand }: Agreement) =>
    tell({ type: 'greeted', agreementId, remote: demand.requestor })
  /** Agrees on a demand and begins to work. */
  const engage = (demand: Demand) => {
    const agreement = agreementOn(demand)
    ask(agreement)
    return greet(agreement)
  }
  const end = (at: number, how: Partial<Extract<BiddingEvent, { type: 'ended' }>> = {}) =>
    tell({
      type: 'ended',
      jobId: jobAt(at),
      ending: 'done',
      why: undefined,
      work: WORK,
      path: 'direct',
      ...how,
    })
  tell({ type: 'opened', rules: rulesWith(part) })
  return { state, tell, pass, hear, answer, agreementOn, ask, greet, engage, end }
}

const NO_ESCROW = {
  obstacle: 'escrow',
  reason: 'its escrow is closed',
  advice: 'None.',
} as const

const offered = (effects: readonly BiddingEffect[]) =>
  effects.flatMap((effect) => (effect.type === 'offer' ? [Number(effect.demand.jobId)] : []))
const only = <Type extends BiddingEffect['type']>(
  effects: readonly BiddingEffect[],
  type: Type,
): Extract<BiddingEffect, { type: Type }> => {
  const found = effects.filter((effect) => effect.type === type)
  expect(found).toHaveLength(1)
  return found[0] as Extract<BiddingEffect, { type: Type }>
}

describe('a line that was seen to be slow', () => {
  const from = (name: string) => ({ from: asPeerId(name), bytes: 1_000_000, tookMs: 10_000 })
  const needs = { cores: 1, bytesPerSecond: 200_000 }
  const offers = (effects: readonly BiddingEffect[]) =>
    effects.filter(({ type }) => type === 'offer').length

  it('keeps off what needs a faster one, and nothing else', () => {
    const { state, tell, answer } = open()
    for (const name of ['r8', 'r9']) tell({ type: 'fetched', download: from(name) })
    expect(offers(answer(demandAt(1, { needs })))).toBe(0)
    expect(state.passedOver.get('line')?.size).toBe(1)
    expect(offers(answer(demandAt(2)))).toBe(1)
  })

  it('does not end work under way', () => {
    const { state, tell, engage } = open()
    engage(demandAt(1, { needs }))
    for (const name of ['r8', 'r9']) tell({ type: 'fetched', download: from(name) })
    expect(tell({ type: 'opened', rules: rulesWith() })).toContainEqual({
      type: 'lend',
      jobId: jobAt(1),
      cores: 1,
    })
    expect(state.working.size).toBe(1)
  })
})

describe('a provider on the market', () => {
  it('weighs what it hears within a moment, and answers what pays best', () => {
    const { hear, pass, tell } = open({ cores: 2 })
    for (const [at, ceiling] of [5n, 9n, 7n].entries())
      hear(demandAt(at, { terms: paidTerms(ceiling * 10n ** 9n) }))
    const checks = pass(CHOOSE_MS).filter((effect) => effect.type === 'check')
    expect(checks.map(({ heard }) => Number(heard.demand.jobId))).toEqual([1, 2])
    const [best, second] = checks
    if (best === undefined || second === undefined) throw new Error('two are checked')
    // The best has no escrow: its turn goes to the one left over.
    const refused = tell({ type: 'checked', heard: best.heard, refusal: NO_ESCROW })
    expect(Number(only(refused, 'check').heard.demand.jobId)).toBe(0)
    expect(only(refused, 'say').explanation?.reason).toContain('its escrow is closed')
    const fine = tell({ type: 'checked', heard: second.heard, refusal: undefined })
    expect(only(fine, 'offer').offer).toMatchObject({ pricePerGigaGas: 7n * 10n ** 9n })
  })

  it('counts speed into what pays best', () => {
    const { hear, pass } = open()
    hear(demandAt(1, { terms: paidTerms(10n ** 10n) }), { speed: 10n ** 9n })
    hear(demandAt(2, { terms: paidTerms(10n ** 10n) }), { speed: 2n * 10n ** 9n })
    expect(Number(only(pass(CHOOSE_MS), 'check').heard.demand.jobId)).toBe(2)
  })

  it('leaves it to chance which of those that pay the same it answers', () => {
    const { hear, pass } = open()
    for (const [at, draw] of [0.5, 0.3, 0.7].entries()) hear(demandAt(at), { draw })
    expect(offered(pass(CHOOSE_MS))).toEqual([1])
  })

  it('passes its turn on when an offer does not get through', () => {
    const { hear, pass, tell } = open()
    for (const at of [1, 2]) hear(demandAt(at))
    const first = only(pass(CHOOSE_MS), 'offer')
    const effects = tell({
      type: 'missed',
      demand: first.demand,
      why: { reason: 'nobody there', advice: 'None.' },
    })
    expect(offered(effects)).toEqual([2])
  })

  it('answers only if it is drawn, never itself, and a job again after ten seconds', () => {
    const { answer, hear, pass } = open()
    hear(demandAt(1, { answerProbability: 0.25 }), { draw: 0.25 })
    hear(demandAt(2, { requestor: SELF }))
    expect(pass(CHOOSE_MS)).toEqual([])
    hear(demandAt(1, { answerProbability: 0.25 }), { draw: 0.24 })
    expect(offered(pass(CHOOSE_MS))).toEqual([1])
    pass(9_800)
    expect(answer(demandAt(1))).toEqual([])
    pass(100)
    expect(offered(answer(demandAt(1)))).toEqual([1])
  })

  it('keeps eight offers open at once, and answers more as they run out', () => {
    const { answer, pass } = open()
    const answered = (from: number) =>
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((at) => offered(answer(demandAt(from + at))))
    expect(answered(0)).toHaveLength(8)
    pass(AGREEMENT_MS)
    expect(answered(10)).toHaveLength(8)
  })

  it('says what stands against a demand, and looks at it again after ten seconds', () => {
    const { hear, pass } = open({ acceptFree: false })
    expect(hear(demandAt(1))).toEqual([
      {
        type: 'say',
        explanation: {
          reason: 'Passed over “Job 1”: unpaid work is switched off.',
          advice: 'Switch on “Unpaid work”.',
        },
      },
    ])
    expect(hear(demandAt(1))).toEqual([])
    pass(10_001)
    expect(hear(demandAt(1))).toHaveLength(1)
  })

  it('keeps the place of what it signed until its requestor comes, and says so to others', () => {
    const { ask, greet, agreementOn, pass, hear } = open()
    const first = agreementOn(demandAt(1))
    expect(ask(first)[0]).toEqual({ type: 'sign', agreement: first })
    const reason = '1 of 1 places for jobs are taken'
    expect(only(ask(agreementOn(demandAt(2))), 'refuse').reason).toBe(reason)
    expect(only(hear(demandAt(3)), 'say').explanation?.reason).toBe(
      `Passed over “Job 3”: ${reason}.`,
    )
    pass(9_000)
    expect(only(greet(first), 'engage')).toMatchObject({ cores: 1 })
  })

  it('gives the place away after ten seconds, and turns who comes later away with the reason', () => {
    const { ask, greet, agreementOn, engage, pass } = open()
    const late = agreementOn(demandAt(1))
    ask(late)
    pass(10_000)
    only(engage(demandAt(2)), 'engage')
    expect(greet(late)).toEqual([
      {
        type: 'turnAway',
        agreementId: late.agreementId,
        reason: '1 of 1 places for jobs are taken',
      },
      { type: 'conclude', agreementId: late.agreementId, ending: 'refused', work: NO_WORK },
    ])
  })

  it('begins under an agreement once, and only for whom it was signed with', () => {
    const { ask, greet, agreementOn, tell } = open({ cores: 4 })
    const agreement = agreementOn(demandAt(1))
    ask(agreement)
    expect(only(ask(agreement), 'refuse').reason).toBe('that agreement is signed already')
    const { agreementId } = agreement
    const other = tell({ type: 'greeted', agreementId, remote: asPeerId('somebody') })
    only(other, 'turnAway')
    only(greet(agreement), 'engage')
    only(greet(agreement), 'turnAway')
  })

  it('signs nothing and begins nothing once it is closed', () => {
    const { ask, greet, agreementOn, tell, hear } = open()
    const agreement = agreementOn(demandAt(1))
    ask(agreement)
    hear(demandAt(2))
    tell({ type: 'closed' })
    expect(hear(demandAt(4))).toEqual([])
    only(greet(agreement), 'turnAway')
    only(ask(agreementOn(demandAt(3))), 'refuse')
    expect(tell({ type: 'tick' })).toEqual([])
  })

  it('holds work to its share as jobs come and go, and hands back what is too much', () => {
    const { engage, end, tell } = open({ cores: 4 })
    only(engage(demandAt(1)), 'lend')
    const both = engage(demandAt(2)).filter(({ type }) => type === 'lend')
    expect(both).toMatchObject([{ cores: 2 }, { cores: 2 }])
    expect(only(end(1), 'lend')).toMatchObject({ jobId: jobAt(2), cores: 4 })
    engage(demandAt(3))
    const fewer = tell({ type: 'opened', rules: rulesWith({ cores: 1 }) })
    expect(only(fewer, 'leave')).toMatchObject({ jobId: jobAt(3), ending: 'left' })
  })

  it('leaves a job whose requestor starts over, and none that is cried out again', () => {
    const { engage, hear } = open({ cores: 4 })
    engage(demandAt(1, { since: 2 }))
    expect(hear(demandAt(1, { since: 2 }))).toEqual([])
    expect(hear(demandAt(1, { since: 1 }))).toEqual([])
    expect(only(hear(demandAt(1, { since: 3 })), 'leave')).toMatchObject({
      jobId: jobAt(1),
      ending: 'abandoned',
    })
  })

  it('leaves a job for another key only when its requestor is silent', () => {
    const { engage, hear } = open({ cores: 4 })
    engage(demandAt(1, { since: 2 }))
    const taken = demandAt(1, { since: 3, requestor: asPeerId('another') })
    expect(hear(taken)).toEqual([])
    expect(only(hear(taken, { isSilent: true }), 'leave')).toMatchObject({ jobId: jobAt(1) })
  })

  it('asks more the longer it was at work', () => {
    const price = { ...rulesWith().price, topPerGigaGas: 10n ** 9n }
    const { engage, pass, hear, tell } = open({ cores: 2, price })
    const askedOf = (at: number) => {
      hear(demandAt(at, { terms: paidTerms(10n ** 12n) }))
      const { heard } = only(pass(CHOOSE_MS), 'check')
      return only(tell({ type: 'checked', heard, refusal: undefined }), 'offer').offer
        .pricePerGigaGas
    }
    expect(askedOf(1)).toBe(0n)
    engage(demandAt(2))
    pass(600_000)
    expect(Number(askedOf(3))).toBeCloseTo(10 ** 9 * (1 - 2 * Math.exp(-1)), -7)
  })

  it('thinks the network at fault once two agreements in a row came to nothing', () => {
    const { state, ask, agreementOn, pass, engage, end } = open({ cores: 8 })
    ask(agreementOn(demandAt(1)))
    expect(only(pass(AGREEMENT_MS), 'conclude')).toMatchObject({ ending: 'abandoned' })
    expect(isUnreached(state)).toBe(false)
    engage(demandAt(2))
    end(2, { work: NO_WORK, path: 'relayed' })
    expect(isUnreached(state)).toBe(true)
    engage(demandAt(3))
    end(3)
    expect(isUnreached(state)).toBe(false)
  })

  it('lets a job be for ten seconds whose program it could not prepare', () => {
    const { engage, end, answer, pass } = open()
    engage(demandAt(1))
    const why = { reason: 'refused by the gate', advice: 'None.' }
    expect(only(end(1, { ending: 'refused', why }), 'say').explanation).toEqual({
      reason: '“Job 1” ended: refused by the gate.',
      advice: 'None.',
    })
    expect(answer(demandAt(1))).toEqual([])
    pass(10_000)
    expect(offered(answer(demandAt(1)))).toEqual([1])
  })

  it('tries again after three seconds to reach whom an offer did not reach', () => {
    const { tell, answer, pass } = open()
    const demand = demandAt(1)
    expect(offered(answer(demand))).toEqual([1])
    tell({ type: 'missed', demand, why: { reason: 'its relay does not answer', advice: 'None.' } })
    pass(2_800)
    expect(offered(answer(demand))).toEqual([])
    pass(200)
    expect(offered(answer(demand))).toEqual([1])
  })

  it('answers a requestor again at once that went without a word, as a reloaded one does', () => {
    const { state, engage, end, hear, answer } = open()
    for (const [why, again] of [
      [undefined, [1]],
      [{ reason: 'the job is paused', advice: 'None.' }, []],
    ] as const) {
      state.quietUntil.clear()
      expect(offered(answer(demandAt(1)))).toEqual([1])
      engage(demandAt(1))
      end(1, { why })
      expect(offered(answer(demandAt(1)))).toEqual(again)
    }
    state.quietUntil.clear()
    answer(demandAt(2))
    engage(demandAt(2))
    const { why } = only(hear(demandAt(2, { since: 2 })), 'leave')
    end(2, { why })
    expect(offered(answer(demandAt(2)))).toEqual([2])
  })
})

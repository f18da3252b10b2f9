import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bidOf, demandOf, paidTerms } from '#test/support/market.ts'
import { asAddress, asPeerId } from '../ids.ts'
import { FIRST_PROBABILITY } from './answer-rate.ts'
import { shareAsked } from './bucket.ts'
import { QUIET } from './earshot.ts'
import { MAX_PROVIDERS, type Pool } from './pool.ts'
import { NO_PREFERENCES } from './preferences.ts'
import type { Bid } from './score.ts'
import {
  advanceStall,
  createStall,
  MAX_BIDS,
  type StallBook,
  type StallEffect,
  type StallState,
} from './stall.ts'
import { NEWCOMER, noteIncident } from './standing.ts'

const NOW = 1_000_000
const CEILING = 10n ** 16n

const emptyPool: Pool = {
  members: 0,
  parties: new Set(),
  cores: 0,
  subtasksLeft: 1_000,
  quorum: 2,
}
const bookOf = (pool: Partial<Pool> = {}): StallBook => ({
  demand: demandOf({ terms: paidTerms(CEILING) }),
  prefers: NO_PREFERENCES,
  self: asPeerId('requestor'),
  engaged: new Set(),
  banned: new Map(),
  pool: { ...emptyPool, ...pool },
  noise: QUIET,
})
const payeeOf = (at: number) => asAddress(`0x${at.toString(16).padStart(40, '0')}`)
const bidAt = (at: number, part: Parameters<typeof bidOf>[0] = {}) =>
  bidOf({ provider: asPeerId(`p${`${at}`.padStart(3, '0')}`), payee: payeeOf(at), ...part })

const namesOf = (effects: readonly StallEffect[], type: 'take' | 'decline') =>
  effects.flatMap((effect) => (effect.type === type ? [effect.provider] : []))
const reasonFor = (effects: readonly StallEffect[], { offer }: Bid) =>
  effects.flatMap((effect) =>
    effect.type === 'decline' && effect.provider === offer.provider ? [effect.refusal] : [],
  )[0]

/** Offers all these at once, and lets the window pass. */
function decideOn(bids: readonly Bid[], book: StallBook, state: StallState = createStall()) {
  const effects: StallEffect[] = []
  for (const [at, bid] of bids.entries())
    effects.push(...advanceStall(state, { type: 'offered', bid, book }, NOW + (at % 90)))
  effects.push(...advanceStall(state, { type: 'tick', book }, NOW + 1_000))
  return effects
}

describe('a stall on the market', () => {
  const crowd = fc.uniqueArray(
    fc.record({
      at: fc.nat(200),
      party: fc.nat(60),
      cores: fc.integer({ min: 1, max: 16 }),
      speed: fc.bigInt(10n ** 7n, 10n ** 10n),
      pricePerGigaGas: fc.bigInt(0n, 2n * CEILING),
      upMs: fc.nat(10_000_000),
    }),
    { maxLength: 120, selector: ({ at }) => at },
  )

  it('takes the same, in whatever order they came within the window', () => {
    fc.assert(
      fc.property(
        crowd.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        fc.integer({ min: 1, max: 200 }),
        (orders, subtasksLeft) => {
          const [first, second] = orders.map((all) => {
            const bids = all.map(({ at, party, ...offer }) =>
              bidAt(at, { ...offer, payee: payeeOf(party) }),
            )
            return namesOf(decideOn(bids, bookOf({ subtasksLeft })), 'take').sort()
          })
          expect(second).toEqual(first)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('does not go by who came first among those who offer the same', () => {
    const alike = Array.from({ length: 40 }, (_, at) => bidAt(at))
    const taken = namesOf(decideOn(alike, bookOf()), 'take')
    expect(namesOf(decideOn(alike.toReversed(), bookOf()), 'take')).toEqual(taken)
  })

  it('answers everybody, once, and takes no more than there are places', () => {
    fc.assert(
      fc.property(crowd, fc.nat(MAX_PROVIDERS), fc.nat(400), (all, members, subtasksLeft) => {
        const parties = new Set(Array.from({ length: members }, (_, at) => `member ${at}`))
        const bids = all.map(({ at, party, ...offer }) =>
          bidAt(at, { ...offer, payee: payeeOf(party) }),
        )
        const effects = decideOn(bids, bookOf({ members, parties, cores: members, subtasksLeft }))
        const answered = [...namesOf(effects, 'take'), ...namesOf(effects, 'decline')]
        expect(answered.sort()).toEqual(bids.map(({ offer }) => offer.provider).sort())
        const taken = namesOf(effects, 'take').length
        const missing = Math.max(0, 2 - members)
        expect(taken).toBeLessThanOrEqual(Math.max(MAX_PROVIDERS - members, missing))
        expect(taken).toBeLessThanOrEqual(Math.max(subtasksLeft, missing))
        for (const effect of effects)
          if (effect.type === 'decline') expect(effect.refusal.toProvider).not.toBe('')
      }),
      { numRuns: 300 },
    )
  })

  it('takes the better of more than there are places for, though it came last', () => {
    const slow = Array.from({ length: MAX_PROVIDERS }, (_, at) => bidAt(at, { speed: 10n ** 8n }))
    const fast = bidAt(99, { speed: 10n ** 10n })
    const effects = decideOn([...slow, fast], bookOf())
    expect(namesOf(effects, 'take')).toHaveLength(MAX_PROVIDERS)
    expect(namesOf(effects, 'take')).toContain(fast.offer.provider)
    expect(namesOf(effects, 'decline')).toEqual(['p015'])
  })

  it('sends nobody away for a better one, and says what would have to change', () => {
    const book = bookOf({ members: MAX_PROVIDERS, parties: new Set(['a', 'b']), cores: 16 })
    const better = bidAt(1, { speed: 10n ** 10n })
    expect(reasonFor(decideOn([better], book), better)).toMatchObject({
      reason: 'enough providers: all 16 places are taken',
    })
    const tail = bookOf({ members: 2, parties: new Set(['a', 'b']), cores: 2, subtasksLeft: 1 })
    expect(reasonFor(decideOn([better], tail), better)).toMatchObject({
      reason: 'enough providers for what is left: 1 subtask',
    })
  })

  it('finds a second wallet a place, though one wallet’s tabs are better and fill them all', () => {
    const tabs = Array.from({ length: 40 }, (_, at) =>
      bidAt(at, { payee: payeeOf(7), speed: 10n ** 10n }),
    )
    const other = bidAt(99, { speed: 10n ** 8n })
    const effects = decideOn([...tabs, other], bookOf())
    expect(namesOf(effects, 'take')).toContain(other.offer.provider)
    expect(namesOf(effects, 'take')).toHaveLength(MAX_PROVIDERS)
    const full = bookOf({ members: MAX_PROVIDERS, parties: new Set([payeeOf(7)]), cores: 16 })
    expect(namesOf(decideOn([bidAt(1), bidAt(2)], full), 'take')).toHaveLength(1)
  })

  it('keeps a place for who was taken until it comes, or for five seconds', () => {
    const state = createStall()
    const book = bookOf({ subtasksLeft: 2 })
    expect(namesOf(decideOn([bidAt(1), bidAt(2)], book, state), 'take')).toHaveLength(2)
    const late = { type: 'offered', bid: bidAt(3), book } as const
    expect(advanceStall(state, late, NOW + 2_000)).toMatchObject([{ type: 'decline' }])
    expect(advanceStall(state, late, NOW + 7_000)).toMatchObject([{ type: 'wake' }])
  })

  it('keeps a bounded number of offers, none of whose makers has more than its part', () => {
    const state = createStall()
    for (let at = 0; at < 500; at += 1) {
      const bid = bidAt(at, { payee: at % 2 === 0 ? payeeOf(7) : payeeOf(at) })
      advanceStall(state, { type: 'offered', bid, book: bookOf() }, NOW)
    }
    expect(state.bids.size).toBe(MAX_BIDS)
    const ofOne = [...state.bids.values()].filter(({ party }) => party === payeeOf(7))
    expect(ofOne.length).toBeLessThanOrEqual(16)
  })

  it('does not take who left again and again', () => {
    let standing = NEWCOMER
    for (let times = 0; times < 3; times += 1) standing = noteIncident(standing, 'departure', NOW)
    const flapping = { ...bidAt(1), standing }
    expect(reasonFor(decideOn([flapping], bookOf()), flapping)).toMatchObject({
      reason: '3 departures in the last hour: not taken again for 15 s',
    })
  })
})

describe('a demand', () => {
  const cry = (state: StallState, now: number, book = bookOf()) =>
    advanceStall(state, { type: 'tick', book }, now).flatMap((effect) =>
      effect.type === 'cry' ? [shareAsked(effect)] : [],
    )

  it('reaches everybody of a small network within a second', () => {
    const state = createStall()
    let asked = 0
    for (let now = NOW; now <= NOW + 1_000; now += 100) asked = cry(state, now)[0] ?? asked
    expect(asked).toBe(1)
  })

  it('goes on to a larger bucket at once where nobody hears it, and begins anew where nobody is there', () => {
    const state = createStall()
    const unheard = (now: number, noise = QUIET) =>
      advanceStall(state, { type: 'unheard', book: { ...bookOf(), noise } }, now).flatMap(
        (effect) => (effect.type === 'cry' ? [shareAsked(effect)] : []),
      )
    expect(unheard(NOW)).toEqual([])
    expect(cry(state, NOW)).toEqual([FIRST_PROBABILITY])
    expect(unheard(NOW)).toEqual([1])
    // Nobody is there at all: as often as ever, and to as few at first.
    expect(unheard(NOW)).toEqual([])
    expect(cry(state, NOW + 1_400)).toEqual([])
    expect(cry(state, NOW + 1_500)).toEqual([FIRST_PROBABILITY])
    // In a crowd it keeps to the largest bucket that is quiet enough, and to its pace.
    expect(unheard(NOW + 1_500, { ...QUIET, widest: 1 })).toEqual([1 / 8])
    expect(unheard(NOW + 1_500, { ...QUIET, widest: 1 })).toEqual([])
  })

  it('waits for answers where somebody gave one, heard or not', () => {
    const state = createStall()
    const book = bookOf()
    cry(state, NOW)
    advanceStall(state, { type: 'offered', bid: bidAt(1), book }, NOW + 1)
    expect(advanceStall(state, { type: 'unheard', book }, NOW + 2)).toEqual([])
  })

  it('is not repeated while answers to it still come', () => {
    const state = createStall()
    const book = bookOf()
    cry(state, NOW)
    for (const [at, now] of [NOW + 700, NOW + 900].entries())
      advanceStall(
        state,
        { type: 'offered', bid: bidAt(at, { pricePerGigaGas: 2n * CEILING }), book },
        now,
      )
    expect(cry(state, NOW + 1_199)).toEqual([])
    expect(cry(state, NOW + 1_200)).toHaveLength(1)
  })

  it('is heard in no larger bucket than is quiet enough, and ever later up to its pace', () => {
    const noise = { ...QUIET, offerShare: 1, widest: 1, paceMs: [1, 9_000, 1_500] }
    const state = createStall()
    const aims: unknown[] = []
    for (let now = NOW; now <= NOW + 30_000; now += 100)
      for (const effect of advanceStall(state, { type: 'tick', book: { ...bookOf(), noise } }, now))
        if (effect.type === 'cry') aims.push([now - NOW, effect.depth, effect.answerProbability])
    expect(aims).toEqual([
      [0, 2, 1 / 4],
      [800, 1, 1],
      [2_300, 1, 1],
      [5_300, 1, 1],
      [11_300, 1, 1],
      [20_300, 1, 1],
      [29_300, 1, 1],
    ])
  })

  it('is repeated soon again once somebody was taken for the last place', () => {
    const noise = { ...QUIET, widest: 5, paceMs: Array.from({ length: 6 }, () => 60_000) }
    const book = { ...bookOf({ members: MAX_PROVIDERS - 1, parties: new Set(['a', 'b']) }), noise }
    const state = createStall()
    const look = (from: number, until: number) => {
      const times: number[] = []
      for (let now = NOW + from; now <= NOW + until; now += 100)
        for (const effect of advanceStall(state, { type: 'tick', book }, now))
          if (effect.type === 'cry') times.push(now - NOW)
      return times
    }
    expect(look(0, 20_000)).toEqual([0, 1_500, 4_500, 10_500])
    advanceStall(state, { type: 'offered', bid: bidAt(1), book }, NOW + 20_000)
    expect(look(20_100, 20_500)).toEqual([])
    // It did not keep its word, and another is looked for.
    advanceStall(state, { type: 'settled', provider: asPeerId('p001') }, NOW + 20_500)
    expect(look(20_600, 28_000)).toEqual([21_900, 23_400, 26_400])
  })

  it('is not repeated while nobody more is of use', () => {
    const book = bookOf({ members: 2, parties: new Set(['a', 'b']), cores: 8, subtasksLeft: 8 })
    expect(cry(createStall(), NOW, book)).toEqual([])
  })

  it.each([10, 1_000, 100_000, 1_000_000])(
    'gets a bounded number of answers of %d hearers, however many there are',
    (hearers) => {
      const state = createStall()
      let now = NOW
      let most = 0
      for (let round = 0; round < 12; round += 1) {
        const [asked] = cry(state, now)
        if (asked === undefined) break
        const answers = Math.round(asked * hearers)
        most = Math.max(most, answers)
        for (let at = 0; at < answers; at += 1)
          // Above the ceiling: the places stay free, and the next demand is due.
          advanceStall(
            state,
            { type: 'offered', bid: bidAt(at, { pricePerGigaGas: 2n * CEILING }), book: bookOf() },
            now,
          )
        now += 1_500
      }
      expect(Math.round((state.asked ?? 0) * hearers)).toBeLessThanOrEqual(3 * MAX_PROVIDERS + 3)
      expect(most).toBeLessThanOrEqual(Math.max(48 * 4, hearers * FIRST_PROBABILITY + 1))
    },
  )
})

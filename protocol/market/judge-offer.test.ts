import { expect, it } from 'vitest'
import { bidOf, demandOf, paidTerms } from '#test/support/market.ts'
import { asPeerId } from '../ids.ts'
import type { Format } from '../task/app.ts'
import type { Demand } from './demand.ts'
import { judgeOffer, type OfferBook } from './judge-offer.ts'
import { NO_PREFERENCES } from './preferences.ts'
import { NEWCOMER, noteCaught, noteIncident } from './standing.ts'

const CENT = 10n ** 16n

const book = (part: Partial<OfferBook> = {}): OfferBook => ({
  demand: demandOf({ terms: paidTerms(3n * CENT) }),
  prefers: NO_PREFERENCES,
  self: asPeerId('requestor'),
  engaged: new Set(),
  banned: new Map(),
  ...part,
})

it('takes an offer up to the ceiling, and says by how much one is above it', () => {
  expect(judgeOffer(bidOf({ pricePerGigaGas: 3n * CENT }), book(), 0)).toEqual({ kind: 'take' })
  expect(judgeOffer(bidOf({ pricePerGigaGas: 4n * CENT }), book(), 0)).toMatchObject({
    kind: 'decline',
    reason: 'price 0.04 > 0.03 GLM for 10⁹ gas',
    advice: 'A job that pays up to 0.04 GLM for 10⁹ gas would take it.',
    toProvider: 'Ask 0.03 GLM for 10⁹ gas or less.',
  })
})

it('names the unit that a job is paid by', () => {
  const demand = demandOf({ terms: paidTerms(3n * CENT), unit: 'path' })
  expect(judgeOffer(bidOf({ pricePerGigaGas: 5n * CENT }), book({ demand }), 0)).toMatchObject({
    reason: 'price 0.05 > 0.03 GLM for 10⁹ light paths',
  })
})

it('takes who computes with the program, or with its reference where there is one', () => {
  const shader = demandOf({ format: 'wgsl' })
  const reference = { module: shader.module, units: 1 }
  const kind = (demand: Demand, format: Format) =>
    judgeOffer(bidOf({ format, pricePerGigaGas: 0n }), book({ demand }), 0).kind
  expect(kind(shader, 'wgsl')).toBe('take')
  expect(kind(shader, 'kernel')).toBe('decline')
  expect(kind({ ...shader, reference }, 'kernel')).toBe('take')
  expect(kind({ ...shader, reference }, 'wasi')).toBe('decline')
})

it('pays nothing in a free job, and nobody without a wallet in a paid one', () => {
  const demand = demandOf()
  expect(judgeOffer(bidOf({ pricePerGigaGas: 1n }), book({ demand }), 0).kind).toBe('decline')
  expect(judgeOffer(bidOf({ payee: null }), book(), 0)).toMatchObject({
    reason: 'named no wallet to be paid',
  })
})

it('lets a flapping provider alone for longer and longer, and says for how long', () => {
  let standing = NEWCOMER
  const reason = (now: number) => judgeOffer({ ...bidOf({}), standing }, book(), now)
  for (let times = 0; times < 2; times += 1) standing = noteIncident(standing, 'timeout', 1_000)
  expect(reason(1_000)).toEqual({ kind: 'take' })
  standing = noteIncident(standing, 'timeout', 1_000)
  expect(reason(1_000)).toMatchObject({
    reason: '3 timeouts in the last hour: not taken again for 15 s',
  })
  expect(reason(16_000)).toEqual({ kind: 'take' })
  standing = noteIncident(standing, 'departure', 16_000)
  expect(reason(16_000)).toMatchObject({
    reason: '3 timeouts and 1 departure in the last hour: not taken again for 30 s',
  })
})

it('takes nobody who was caught twice, for longer each time, and forgets it in the end', () => {
  const DAY = 86_400_000
  let standing = noteCaught(NEWCOMER, 0)
  const reason = (day: number) => judgeOffer({ ...bidOf({}), standing }, book(), day * DAY)
  expect(reason(0)).toEqual({ kind: 'take' })
  standing = noteCaught(standing, 0)
  expect(reason(0)).toMatchObject({
    reason: 'caught at wrong results more than once: not taken again for 299 h',
  })
  expect(reason(12).kind).toBe('decline')
  expect(reason(13)).toEqual({ kind: 'take' })
  standing = noteCaught(standing, 13 * DAY)
  expect(reason(13 + 20).kind).toBe('decline')
  expect(reason(13 + 26)).toEqual({ kind: 'take' })
})

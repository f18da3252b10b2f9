import { expect, it } from 'vitest'
import { demandOf, offerOf, paidTerms } from '#test/support/market.ts'
import { asPeerId } from '../ids.ts'
import { judgeOffer, type OfferBook } from './judge-offer.ts'

const CENT = 10n ** 16n

const book = (part: Partial<OfferBook> = {}): OfferBook => ({
  demand: demandOf({ terms: paidTerms(3n * CENT) }),
  self: asPeerId('requestor'),
  engaged: new Set(),
  banned: new Map(),
  isFull: false,
  free: CENT,
  ...part,
})

it('takes an offer up to the ceiling, and says by how much one is above it', () => {
  expect(judgeOffer(offerOf({ pricePerGigaGas: 3n * CENT }), book())).toEqual({ kind: 'take' })
  expect(judgeOffer(offerOf({ pricePerGigaGas: 4n * CENT }), book())).toEqual({
    kind: 'decline',
    reason: 'price 0.04 > 0.03 GLM per Ggas',
  })
})

it('names the unit that a job is paid by', () => {
  const demand = demandOf({ terms: paidTerms(3n * CENT), unit: 'path' })
  expect(judgeOffer(offerOf({ pricePerGigaGas: 5n * CENT }), book({ demand }))).toMatchObject({
    reason: 'price 0.05 > 0.03 GLM per Gpath',
  })
})

it('pays nothing in a free job', () => {
  expect(judgeOffer(offerOf({ pricePerGigaGas: 1n }), book({ demand: demandOf() }))).toMatchObject({
    kind: 'decline',
  })
})

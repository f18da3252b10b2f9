import { expect, it } from 'vitest'
import { bidOf, demandOf } from '#test/support/market.ts'
import { asPeerId } from '../ids.ts'
import { createRecentOffers, noteAnswer, viewOffers } from './recent-offers.ts'

const demand = demandOf()
const offerOf = (at: number) => bidOf({ provider: asPeerId(`p${at}`) }).offer

it('shows each offer once, with its latest answer, the newest first', () => {
  const offers = createRecentOffers()
  const refusal = { reason: 'price 0.04 > 0.03', advice: 'Pay more.' }
  noteAnswer(offers, demand, offerOf(1), 'weighed', 0)
  noteAnswer(offers, demand, offerOf(2), 'weighed', 1)
  noteAnswer(offers, demand, offerOf(1), refusal, 2)
  expect(viewOffers(offers, 2)).toMatchObject([
    { provider: 'p1', answer: refusal },
    { provider: 'p2', answer: 'weighed' },
  ])
})

it('forgets what is older than ten minutes, and keeps no more than 64', () => {
  const offers = createRecentOffers()
  for (let at = 0; at < 100; at += 1) noteAnswer(offers, demand, offerOf(at), 'taken', at)
  expect(viewOffers(offers, 100)).toHaveLength(64)
  expect(viewOffers(offers, 600_098)).toMatchObject([{ provider: 'p99' }])
})

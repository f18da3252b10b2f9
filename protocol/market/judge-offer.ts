import type { PeerId } from '../ids.ts'
import type { Demand } from './demand.ts'
import { decline, type Judgement, TAKE } from './judgement.ts'
import { judgePreferences, type Preferences } from './preferences.ts'
import { sayPrice, sayPriceUnit } from './price.ts'
import type { Bid } from './score.ts'
import { pauseLeft, sayIncidents } from './standing.ts'

/** What a requestor knows when it decides on offers. */
export interface OfferBook {
  readonly demand: Demand
  readonly prefers: Preferences
  readonly self: PeerId
  readonly engaged: ReadonlySet<PeerId>
  readonly banned: ReadonlyMap<PeerId, string>
}

/** Decides whether an offer may be agreed on at all; which of those are is for the score. */
export function judgeOffer(bid: Bid, book: OfferBook, now: number): Judgement {
  const { offer, standing } = bid
  const banned = book.banned.get(offer.provider)
  if (banned !== undefined) return decline(banned)
  if (offer.provider === book.self) return decline('is this very tab')
  if (book.engaged.has(offer.provider)) return decline('already works on this job')
  const ceiling = ceilingOf(book.demand)
  if (offer.pricePerGigaGas > ceiling)
    return decline(
      `price ${sayPrice(offer.pricePerGigaGas)} > ${sayPrice(ceiling)} ${sayPriceUnit(book.demand)}`,
    )
  if (book.demand.terms.kind === 'paid' && offer.payee === null)
    return decline('named no wallet to be paid')
  const preferred = judgePreferences(bid, book.prefers, book.demand)
  if (preferred.kind === 'decline') return preferred
  const pauseMs = pauseLeft(standing, now)
  if (pauseMs > 0)
    return decline(
      `${sayIncidents(standing, now)}: not taken again for ${Math.ceil(pauseMs / 1_000)} s`,
    )
  return TAKE
}

/** Nothing is paid for free work. */
const ceilingOf = ({ terms }: Demand) => (terms.kind === 'free' ? 0n : terms.ceilingPerGigaGas)

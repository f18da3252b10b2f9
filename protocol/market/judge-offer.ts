import type { PeerId } from '../ids.ts'
import { type Demand, formatOf } from './demand.ts'
import { declineOffer, type Judgement, type OfferRefusal, TAKE } from './judgement.ts'
import { judgePreferences, type Preferences } from './preferences.ts'
import { sayPrice, sayPriceUnit } from './price.ts'
import { sayTime } from './say-time.ts'
import type { Bid } from './score.ts'
import { banLeft, pauseLeft, sayIncidents } from './standing.ts'

/** What a requestor knows when it decides on offers. */
export interface OfferBook {
  readonly demand: Demand
  readonly prefers: Preferences
  readonly self: PeerId
  readonly engaged: ReadonlySet<PeerId>
  readonly banned: ReadonlyMap<PeerId, string>
}

/** Decides whether an offer may be agreed on at all; which of those are is for the score. */
export function judgeOffer(bid: Bid, book: OfferBook, now: number): Judgement<OfferRefusal> {
  const { offer, standing } = bid
  const banned = book.banned.get(offer.provider)
  if (banned !== undefined) return declineOffer(banned, NEVER_AGAIN, OTHER_JOBS)
  if (offer.provider === book.self)
    return declineOffer(
      'is this very tab',
      'Let another tab or machine work: nobody checks their own results.',
      'Offer from another tab or machine: nobody checks their own results.',
    )
  if (book.engaged.has(offer.provider))
    return declineOffer(
      'already works on this job',
      'Nothing to do: it is at work.',
      'Nothing to do: you are at work for it.',
    )
  const ceiling = ceilingOf(book.demand)
  if (offer.pricePerGigaGas > ceiling) {
    const unit = sayPriceUnit(book.demand)
    return declineOffer(
      `price ${sayPrice(offer.pricePerGigaGas)} > ${sayPrice(ceiling)} ${unit}`,
      `A job that pays up to ${sayPrice(offer.pricePerGigaGas)} ${unit} would take it.`,
      `Ask ${sayPrice(ceiling)} ${unit} or less.`,
    )
  }
  if (book.demand.terms.kind === 'paid' && offer.payee === null)
    return declineOffer(
      'named no wallet to be paid',
      'A job that is asked for free would take it.',
      'Connect a wallet to be paid.',
    )
  const format = formatOf({ demand: book.demand, offer })
  const hasReference = book.demand.reference !== undefined
  if (format !== book.demand.format && !(hasReference && format === 'kernel'))
    return declineOffer(
      `would compute with another format, ${format}`,
      `A job of ${format} programs would take it.`,
      `Offer to compute with ${hasReference ? 'the program or its reference' : 'the program'}.`,
    )
  const preferred = judgePreferences(bid, book.prefers, book.demand)
  if (preferred.kind === 'decline') return preferred
  const banMs = banLeft(standing, now)
  if (banMs > 0)
    return declineOffer(
      `caught at wrong results more than once: not taken again for ${sayTime(banMs)}`,
      'It may come back after that, as a newcomer; each further time keeps it away for longer.',
      'Offer again after that, and have the machine looked at: each further time counts for more.',
    )
  const pauseMs = pauseLeft(standing, now)
  if (pauseMs > 0)
    return declineOffer(
      `${sayIncidents(standing, now)}: not taken again for ${Math.ceil(pauseMs / 1_000)} s`,
      'It may come back after that; each further fault doubles the pause.',
      'Offer again after that; each further fault doubles the pause.',
    )
  return TAKE
}

/** Advice about a key that was caught at something. */
export const NEVER_AGAIN = 'This job never takes it again; what it did is computed by others.'
const OTHER_JOBS = 'Offer to other jobs: this one is closed to you.'

/** Nothing is paid for free work. */
const ceilingOf = ({ terms }: Demand) => (terms.kind === 'free' ? 0n : terms.ceilingPerGigaGas)

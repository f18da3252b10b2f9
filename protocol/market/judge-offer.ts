import type { PeerId } from '../ids.ts'
import { formatGlm } from '../payment/amount.ts'
import { SAY_GIGA_UNIT } from '../task/unit.ts'
import type { Demand, Offer } from './demand.ts'
import { decline, type Judgement, TAKE } from './judgement.ts'

/** What a requestor knows when an offer arrives. */
export interface OfferBook {
  readonly demand: Demand
  readonly self: PeerId
  readonly engaged: ReadonlySet<PeerId>
  readonly banned: ReadonlyMap<PeerId, string>
  /** Whether every place is taken. */
  readonly isFull: boolean
  /** GLM in wei that is neither reserved nor spent; undefined for a free job. */
  readonly free: bigint | undefined
}

/** Decides whether a requestor signs an agreement on an offer. */
export function judgeOffer(offer: Offer, book: OfferBook): Judgement {
  const banned = book.banned.get(offer.provider)
  if (banned !== undefined) return decline(banned)
  if (offer.provider === book.self) return decline('is this very tab')
  if (book.engaged.has(offer.provider)) return decline('already works on this job')
  const price = judgePrice(offer, book.demand)
  if (price.kind === 'decline') return price
  if (book.isFull) return decline('enough providers')
  if (book.demand.terms.kind === 'paid') {
    if (offer.payee === null) return decline('named no wallet to be paid')
    if (book.free !== undefined && book.free === 0n) return decline('the budget is all reserved')
  }
  return TAKE
}

/** No agreement is above the ceiling, and nothing is paid for free work. */
function judgePrice({ pricePerGigaGas }: Offer, { terms, unit = 'gas' }: Demand): Judgement {
  const ceiling = terms.kind === 'free' ? 0n : terms.ceilingPerGigaGas
  if (pricePerGigaGas <= ceiling) return TAKE
  return decline(
    `price ${formatGlm(pricePerGigaGas)} > ${formatGlm(ceiling)} GLM per ${SAY_GIGA_UNIT[unit]}`,
  )
}

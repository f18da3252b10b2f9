import type { Explanation } from '../explanation.ts'

/** Taken, or turned away with what the page shows about it. */
export type Judgement<Refusal extends Explanation = Explanation> =
  | { readonly kind: 'take' }
  | ({ readonly kind: 'decline' } & Refusal)

export const TAKE = { kind: 'take' } as const

/** Why a requestor does not take an offer; `advice` is for the requestor. */
export interface OfferRefusal extends Explanation {
  /** What the provider could do: it is told this, and the reason. */
  readonly toProvider: string
}

export const declineOffer = (
  reason: string,
  advice: string,
  toProvider: string,
): Judgement<OfferRefusal> => ({ kind: 'decline', reason, advice, toProvider })

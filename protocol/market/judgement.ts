/** Taken, or turned away for a reason that the page shows as it is. */
export type Judgement =
  | { readonly kind: 'take' }
  | { readonly kind: 'decline'; readonly reason: string }

export const decline = (reason: string): Judgement => ({ kind: 'decline', reason })
export const TAKE: Judgement = { kind: 'take' }

import type { Format } from '../task/app.ts'
import type { BiddingState } from './bidding-state.ts'
import { type Agreement, type Demand, formatOf } from './demand.ts'
import type { ProviderRules } from './judge-demand.ts'
import { type CoreClaim, shareCores } from './share-cores.ts'

/** What a demand's job would claim of a provider that computes with this format. */
export const claimOf = ({ jobId, requestor }: Demand, format: Format): CoreClaim => ({
  jobId,
  requestor,
  graphics: format === 'wgsl',
})

/** What a job claims under an agreement. */
export const claimUnder = (agreement: Agreement): CoreClaim =>
  claimOf(agreement.demand, formatOf(agreement))

/** Of jobs at work, in the order they came. */
export const workingClaims = (state: BiddingState): readonly CoreClaim[] =>
  [...state.working.values()].map(claimUnder)

/** Jobs at work and those that have a place kept for them. */
export function keptPlaces(state: BiddingState, now: number): readonly CoreClaim[] {
  const kept = [...workingClaims(state)]
  for (const { agreement, placeUntil } of state.signed.values())
    if (now < placeUntil) kept.push(claimUnder(agreement))
  return kept
}

/** Cores that one more job would have beside those at work. */
export function coresFor(state: BiddingState, claim: CoreClaim, rules: ProviderRules): number {
  const claims = [...workingClaims(state), claim]
  return Math.max(1, shareCores(rules.cores, claims).get(claim.jobId) ?? 0)
}

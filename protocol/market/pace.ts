import type { Offer } from './demand.ts'

/** What a provider was seen to do in a job, by its requestor's own clock. */
export interface Showing {
  /** Of the job's unit. */
  readonly done: number
  /** Milliseconds of its cores, while it held work. */
  readonly coreMs: number
}

export const NOTHING_SHOWN: Showing = { done: 0, coreMs: 0 }

/** Core time before which a figure says more about the first lease's way than about the core. */
const LEAST_CORE_MS = 3_000
/** Fewer measured providers make no middle that one of them could not be itself. */
const LEAST_WITNESSES = 3

/** Adds an answer. @param tookMs since the lease was granted or its holder's answer before it. */
export const addShowing = (
  { done, coreMs }: Showing,
  answer: { readonly units: bigint; readonly tookMs: number; readonly cores: number },
): Showing => ({
  done: done + Number(answer.units),
  coreMs: coreMs + answer.tookMs * answer.cores,
})

/** A provider at work, with the speed that its offer claims. */
export interface Claimant {
  readonly offer: Pick<Offer, 'speed' | 'format'>
  readonly showing: Showing
}

/**
 * The share of its claimed speed that a provider holds, from 0 to 1, against the one in the middle
 * of all who claimed something, compute with the same and were measured in the same job; undefined
 * where too few were.
 *
 * No program runs at the speed of the yardstick, and all these providers run the same one: what it is
 * slower by concerns them alike. Work that the job needs anyway, and whose gas a second party
 * confirms, is a challenge that a provider cannot tell from work.
 */
export function judgePace(claimant: Claimant, all: Iterable<Claimant>): number | undefined {
  const own = heldShare(claimant)
  const shares = [...all]
    .filter(({ offer }) => offer.format === claimant.offer.format)
    .flatMap((one) => heldShare(one) ?? [])
    .sort((a, b) => a - b)
  const middle = shares[shares.length >> 1]
  if (own === undefined || !middle || shares.length < LEAST_WITNESSES) return undefined
  return Math.min(1, own / middle)
}

function heldShare({ offer, showing }: Claimant): number | undefined {
  if (offer.speed === 0n || showing.coreMs < LEAST_CORE_MS) return undefined
  return showing.done / showing.coreMs / Number(offer.speed)
}

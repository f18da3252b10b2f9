import type { Explanation } from '../explanation.ts'
import type { Address, JobId, PeerId } from '../ids.ts'
import type { Format } from '../task/app.ts'
import type { Unit } from '../task/unit.ts'
import { type Demand, formatOf, type Offer } from './demand.ts'

/** Offers that are remembered, at most. */
const MAX_OFFERS = 64
/** How long an offer is told of, in ms. */
const MEMORY_MS = 600_000

/** An offer to one of this requestor's jobs, and what was answered. */
export interface OfferView {
  readonly jobId: JobId
  readonly title: string
  readonly provider: PeerId
  readonly payee: Address | null
  /** What it would compute with. */
  readonly format: Format
  readonly unit: Unit
  /** Wei for 10⁹ of the unit; 0 of a free job. */
  readonly pricePerGigaGas: bigint
  readonly cores: number
  /** Of the unit, what each core does in a second by its own word; 0 where it has none. */
  readonly speed: bigint
  /** How long it had been here, in ms. */
  readonly upMs: number
  /** When it came, or came again, in Unix milliseconds. */
  readonly at: number
  readonly answer: OfferOutcome
}

/** `weighed` is not answered yet; who was not taken has the reason. */
export type OfferOutcome = 'weighed' | 'taken' | Explanation

/** The latest offers, the newest last; each job's of one provider once. Kept by `noteAnswer`. */
export type RecentOffers = Map<string, OfferView>

export const createRecentOffers = (): RecentOffers => new Map()

/** An offer came, or was answered. */
export function noteAnswer(
  offers: RecentOffers,
  demand: Demand,
  offer: Offer,
  answer: OfferOutcome,
  now: number,
): void {
  const { jobId, title, unit = 'gas' } = demand
  const { provider, payee, pricePerGigaGas, cores, speed, upMs } = offer
  const name = `${provider} ${jobId}`
  offers.delete(name)
  offers.set(name, {
    ...{
      jobId,
      title,
      provider,
      payee,
      format: formatOf({ demand, offer }),
      unit,
      pricePerGigaGas,
      cores,
      speed,
      upMs,
    },
    at: now,
    answer,
  })
  const oldest = offers.keys().next().value
  if (offers.size > MAX_OFFERS && oldest !== undefined) offers.delete(oldest)
}

/** Offers of the last ten minutes, the newest first. */
export const viewOffers = (offers: RecentOffers, now: number): readonly OfferView[] =>
  [...offers.values()].filter(({ at }) => now - at < MEMORY_MS).reverse()

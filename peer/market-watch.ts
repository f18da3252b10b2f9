import type { DemandHearing } from '#peer/demand-hearing.ts'
import type { MarketView } from '#peer/peer.ts'
import type { Clock } from '#peer/ports/clock.ts'
import type { Unsubscribe } from '#peer/ports/mesh.ts'
import type { Agreement, Demand, Offer } from '#protocol/market/demand.ts'
import {
  createEarshot,
  measureNoise,
  type Noise,
  noteCry,
  noteOwnCry,
  noteOwnOffer,
} from '#protocol/market/earshot.ts'
import {
  createRates,
  noteAgreement,
  noteDemand,
  noteOffer,
  viewRates,
} from '#protocol/market/going-rate.ts'
import {
  createRecentOffers,
  noteAnswer,
  type OfferOutcome,
  viewOffers,
} from '#protocol/market/recent-offers.ts'

/** What this tab hears of the market: the demands of its buckets, and the offers and agreements of its own jobs. */
export class MarketWatch {
  readonly #clock: Clock
  readonly #onChange: () => void
  readonly #rates = createRates()
  readonly #earshot = createEarshot()
  readonly #offers = createRecentOffers()
  readonly #stopListening: Unsubscribe

  constructor(options: {
    readonly demands: DemandHearing
    readonly clock: Clock
    readonly onChange: () => void
  }) {
    this.#clock = options.clock
    this.#onChange = options.onChange
    // Whoever speaks in a bucket that is not its own tells nothing of how loud this one is.
    this.#stopListening = options.demands.listen((demand, depth) => this.#note(demand, depth))
  }

  view(): MarketView {
    const now = this.#clock.now()
    return { rates: viewRates(this.#rates, now), offers: viewOffers(this.#offers, now) }
  }

  /** How loud the market is where this tab stands. */
  noise(): Noise {
    return measureNoise(this.#earshot, this.#clock.now())
  }

  /** A demand of this tab's own was cried out, in its bucket of this depth. */
  cried(demand: Demand, depth: number): void {
    const { requestor, answerProbability, places } = demand
    const now = this.#clock.now()
    noteOwnCry(this.#earshot, requestor, { depth, answerProbability, places }, now)
    this.#note(demand, undefined)
  }

  /** Somebody's answer to it. */
  offered(demand: Demand, offer: Offer): void {
    noteOffer(this.#rates, demand, offer, this.#clock.now())
    noteOwnOffer(this.#earshot)
    this.answered(demand, offer, 'weighed')
  }

  /** What became of such an offer. */
  answered(demand: Demand, offer: Offer, answer: OfferOutcome): void {
    noteAnswer(this.#offers, demand, offer, answer, this.#clock.now())
    this.#onChange()
  }

  agreed({ demand, offer }: Pick<Agreement, 'demand' | 'offer'>): void {
    noteAgreement(this.#rates, demand, offer, this.#clock.now())
    this.answered(demand, offer, 'taken')
  }

  stop(): void {
    this.#stopListening()
  }

  #note(demand: Demand, depth: number | undefined): void {
    const now = this.#clock.now()
    const { requestor, answerProbability, places } = demand
    noteDemand(this.#rates, demand, now)
    if (depth !== undefined)
      noteCry(this.#earshot, requestor, { depth, answerProbability, places }, now)
    this.#onChange()
  }
}

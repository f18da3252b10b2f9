import type { MarketView } from '#peer/peer.ts'
import type { Clock } from '#peer/ports/clock.ts'
import type { Mesh, Unsubscribe } from '#peer/ports/mesh.ts'
import { MalformedError } from '#protocol/errors.ts'
import { bucketAt, bucketsOf } from '#protocol/market/bucket.ts'
import {
  type Agreement,
  DEMAND_MAX_BYTES,
  type Demand,
  demandSchema,
  type Offer,
} from '#protocol/market/demand.ts'
import { createEarshot, measureNoise, type Noise, noteCry } from '#protocol/market/earshot.ts'
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
import { sealedSchema, unseal } from '#protocol/trust/seal.ts'
import { decode } from '#protocol/wire/codec.ts'

/** Demands of others that are looked at within a second, at most: each costs a signature check. */
const LOOKS_A_SECOND = 4

/** What this tab hears of the market: the demands of its buckets, and the offers and agreements of its own jobs. */
export class MarketWatch {
  readonly #clock: Clock
  readonly #onChange: () => void
  readonly #rates = createRates()
  readonly #earshot = createEarshot()
  readonly #offers = createRecentOffers()
  readonly #unsubscribe: readonly Unsubscribe[]
  #second = 0
  #looks = 0

  constructor(options: {
    readonly mesh: Mesh
    readonly clock: Clock
    readonly onChange: () => void
  }) {
    this.#clock = options.clock
    this.#onChange = options.onChange
    const { mesh } = options
    this.#unsubscribe = bucketsOf(mesh.self).map((bucket, depth) =>
      mesh.subscribe(bucket, (bytes) => this.#hear(bytes, bucket, depth)),
    )
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
    this.#note(demand, depth)
  }

  /** Somebody's answer to it. */
  offered(demand: Demand, offer: Offer): void {
    noteOffer(this.#rates, demand, offer, this.#clock.now())
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
    for (const unsubscribe of this.#unsubscribe) unsubscribe()
  }

  #hear(bytes: Uint8Array, bucket: string, depth: number): void {
    const now = this.#clock.now()
    const second = Math.floor(now / 1_000)
    if (second !== this.#second) this.#looks = 0
    this.#second = second
    if (this.#looks >= LOOKS_A_SECOND) return
    this.#looks += 1
    try {
      const sealed = decode(sealedSchema, bytes, 'demand', DEMAND_MAX_BYTES)
      const demand = unseal('demand', demandSchema, sealed, (value) => value.requestor)
      // Whoever speaks in a bucket that is not its own tells nothing of how loud this one is.
      this.#note(demand, bucketAt(demand.requestor, depth) === bucket ? depth : undefined)
    } catch (error) {
      // Gossip has no one sender to blame: whoever passed it on may be honest.
      if (!(error instanceof MalformedError)) throw error
    }
  }

  #note(demand: Demand, depth: number | undefined): void {
    const now = this.#clock.now()
    const { requestor, answerProbability } = demand
    noteDemand(this.#rates, demand, now)
    if (depth !== undefined) noteCry(this.#earshot, requestor, { depth, answerProbability }, now)
    this.#onChange()
  }
}

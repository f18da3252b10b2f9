import type { Clock } from '#peer/ports/clock.ts'
import type { Mesh, Unsubscribe } from '#peer/ports/mesh.ts'
import { MalformedError } from '#protocol/errors.ts'
import {
  type Agreement,
  DEMAND_MAX_BYTES,
  type Demand,
  demandSchema,
  type Offer,
} from '#protocol/market/demand.ts'
import {
  createRates,
  type GoingRate,
  noteAgreement,
  noteDemand,
  noteOffer,
  viewRates,
} from '#protocol/market/going-rate.ts'
import { sealedSchema, unseal } from '#protocol/trust/seal.ts'
import { decode } from '#protocol/wire/codec.ts'
import { DEMAND_TOPIC } from '#protocol/wire/topics.ts'

/** Demands of others that are looked at within a second, at most: each costs a signature check. */
const LOOKS_A_SECOND = 4

/** What this tab hears of the market: the demands of all, and the offers and agreements of its own jobs. */
export class MarketWatch {
  readonly #clock: Clock
  readonly #onChange: () => void
  readonly #rates = createRates()
  readonly #unsubscribe: Unsubscribe
  #second = 0
  #looks = 0

  constructor(options: {
    readonly mesh: Mesh
    readonly clock: Clock
    readonly onChange: () => void
  }) {
    this.#clock = options.clock
    this.#onChange = options.onChange
    this.#unsubscribe = options.mesh.subscribe(DEMAND_TOPIC, (bytes) => this.#hear(bytes))
  }

  view(): readonly GoingRate[] {
    return viewRates(this.#rates, this.#clock.now())
  }

  /** A demand of this tab's own. */
  demanded(demand: Demand): void {
    noteDemand(this.#rates, demand, this.#clock.now())
    this.#onChange()
  }

  /** Somebody's answer to it. */
  offered(demand: Demand, offer: Offer): void {
    noteOffer(this.#rates, demand, offer, this.#clock.now())
    this.#onChange()
  }

  agreed({ demand, offer }: Pick<Agreement, 'demand' | 'offer'>): void {
    noteAgreement(this.#rates, demand, offer, this.#clock.now())
    this.#onChange()
  }

  stop(): void {
    this.#unsubscribe()
  }

  #hear(bytes: Uint8Array): void {
    const second = Math.floor(this.#clock.now() / 1_000)
    if (second !== this.#second) this.#looks = 0
    this.#second = second
    if (this.#looks >= LOOKS_A_SECOND) return
    this.#looks += 1
    try {
      const sealed = decode(sealedSchema, bytes, 'demand', DEMAND_MAX_BYTES)
      this.demanded(unseal('demand', demandSchema, sealed, (value) => value.requestor))
    } catch (error) {
      // Gossip has no one sender to blame: whoever passed it on may be honest.
      if (!(error instanceof MalformedError)) throw error
    }
  }
}

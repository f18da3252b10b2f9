import type { PeerId } from '#protocol/ids.ts'
import type { Agreement, Demand, Offer } from '#protocol/market/demand.ts'
import {
  type Cry,
  createEarshot,
  type Earshot,
  measureNoise,
  type Noise,
  noteCry,
  noteOwnCry,
  noteOwnOffer,
} from '#protocol/market/earshot.ts'
import { NEWCOMER, noteIncident, type Standing } from '#protocol/market/standing.ts'
import { leafOf } from './gossip-model.ts'
import { type JobHost, type JobNotes, ModelledJob } from './modelled-job.ts'
import type { Network, ProviderTab, RequestorTab, Tab } from './tabs.ts'

/** Providers remembered, as many as by the page. */
const MAX_KEYS = 2_048

/** A requestor's tab: one job at a time, and what it hears and remembers of others. */
export class ModelledRequestor implements RequestorTab, Tab {
  readonly peer: PeerId
  readonly leaf: number
  readonly #network: Network
  readonly #notes: JobNotes
  readonly #earshot: Earshot = createEarshot()
  readonly #standings = new Map<PeerId, Standing>()
  readonly #onEnded: (requestor: ModelledRequestor) => void
  #job: ModelledJob | undefined

  constructor(options: {
    readonly peer: PeerId
    readonly network: Network
    readonly notes: JobNotes
    readonly onEnded: (requestor: ModelledRequestor) => void
  }) {
    this.peer = options.peer
    this.leaf = leafOf(options.peer)
    this.#network = options.network
    this.#notes = options.notes
    this.#onEnded = options.onEnded
    options.network.gossip.add(this)
  }

  /** What its reducers hold. */
  get state(): unknown {
    return [this.#earshot, this.#standings, this.#job?.state]
  }

  get hasJob(): boolean {
    return this.#job !== undefined
  }

  /** Leaves the market; it has no job. */
  leave(): void {
    this.#network.gossip.remove(this)
  }

  post(demand: Demand, work: number): void {
    this.#job = new ModelledJob(this.#host(), demand, work)
  }

  hear({ requestor }: Demand, cry: Cry): void {
    noteCry(this.#earshot, requestor, cry, this.#network.now)
  }

  offer(offer: Offer, by: ProviderTab): void {
    const job = this.#jobOf(offer)
    if (job === undefined) return
    noteOwnOffer(this.#earshot)
    job.offer(offer, by)
  }

  signed(agreement: Agreement, by: ProviderTab): void {
    const job = this.#jobOf(agreement.demand)
    if (job === undefined) return
    job.signed(agreement, by)
    this.#network.dial('direct', () => by.greet(agreement, this))
  }

  refused(agreement: Agreement, by: ProviderTab): void {
    this.#jobOf(agreement.demand)?.refused(by)
  }

  ready({ demand }: Agreement, by: ProviderTab): void {
    const job = this.#jobOf(demand)
    if (job === undefined) by.release(demand)
    else job.ready(by)
  }

  lost(demand: Demand, provider: ProviderTab): void {
    this.#jobOf(demand)?.lost(provider)
  }

  #jobOf({ jobId }: Pick<Demand, 'jobId'>): ModelledJob | undefined {
    return this.#job?.jobId === jobId ? this.#job : undefined
  }

  #host(): JobHost {
    const network = this.#network
    return {
      self: this.peer,
      network,
      notes: this.#notes,
      noise: () => this.#noise(),
      standing: (provider) => this.#standings.get(provider) ?? NEWCOMER,
      forsaken: (provider) => this.#forsake(provider),
      cry: (demand, depth) => {
        const { answerProbability, places } = demand
        const cry = { depth, answerProbability, places }
        noteOwnCry(this.#earshot, this.peer, cry, network.now)
        network.cry(this, depth, (tab) => tab.hear(demand, cry))
      },
      ask: (agreement, provider) => network.send('agree', () => provider.ask(agreement, this)),
      ended: () => {
        this.#job = undefined
        this.#onEnded(this)
      },
    }
  }

  #noise(): Noise {
    return measureNoise(this.#earshot, this.#network.now)
  }

  #forsake(provider: PeerId): void {
    const standing = this.#standings.get(provider) ?? NEWCOMER
    this.#standings.delete(provider)
    this.#standings.set(provider, noteIncident(standing, 'departure', this.#network.now))
    const oldest = this.#standings.keys().next().value
    if (this.#standings.size > MAX_KEYS && oldest !== undefined) this.#standings.delete(oldest)
  }
}

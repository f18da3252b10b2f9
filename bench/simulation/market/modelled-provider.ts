import type { Explanation } from '#protocol/explanation.ts'
import type { JobId, PeerId } from '#protocol/ids.ts'
import { AGREEMENT_MS, advanceBidding } from '#protocol/market/bidding.ts'
import {
  type BiddingEffect,
  type BiddingEvent,
  type BiddingState,
  createBidding,
} from '#protocol/market/bidding-state.ts'
import type { Agreement, Demand, Offer } from '#protocol/market/demand.ts'
import type { ProviderRules } from '#protocol/market/judge-demand.ts'
import { NEW_REQUESTOR } from '#protocol/market/requestor-record.ts'
import { leafOf } from './gossip-model.ts'
import type { Network, ProviderTab, RequestorTab, Tab } from './tabs.ts'

/** Gas a second and core of a provider of speed 1. */
export const GAS_PER_SECOND = 1e9
/** A look at the chain. */
const LOOK_MS = 50
/** Until a program is here and compiled. */
const PREPARE_MS = 200

export interface ProviderModel {
  readonly peer: PeerId
  /** Of what one in the middle computes. */
  readonly speed: number
  /** Signs, and never comes. */
  readonly isFickle: boolean
  readonly rules: ProviderRules
}

/** A provider's tab: drives the reducer of the page's provider over the modelled network. */
export class ModelledProvider implements ProviderTab, Tab {
  readonly peer: PeerId
  readonly speed: number
  readonly leaf: number
  readonly bidding: BiddingState
  isAlive = true
  readonly #gasPerSecond: bigint
  readonly #isFickle: boolean
  readonly #network: Network
  readonly #find: (requestor: PeerId) => RequestorTab | undefined
  /** Jobs with whose requestors it talks about an offer. */
  readonly #talks = new Set<JobId>()
  readonly #employers = new Map<JobId, RequestorTab>()

  constructor(
    model: ProviderModel,
    network: Network,
    find: (requestor: PeerId) => RequestorTab | undefined,
  ) {
    this.peer = model.peer
    this.speed = model.speed
    this.leaf = leafOf(model.peer)
    this.#gasPerSecond = BigInt(Math.round(model.speed * GAS_PER_SECOND))
    this.#isFickle = model.isFickle
    this.#network = network
    this.#find = find
    this.bidding = createBidding(model.peer, network.now)
    this.#advance({ type: 'opened', rules: model.rules })
    network.gossip.add(this)
  }

  /** What its reducer holds, but for its owner's rules. */
  get state(): unknown {
    return { ...this.bidding, rules: undefined }
  }

  get isWorking(): boolean {
    return this.#employers.size > 0
  }

  /** The tab is closed, and nobody is told. */
  vanish(): void {
    this.isAlive = false
    this.#network.gossip.remove(this)
    for (const [jobId, employer] of this.#employers) {
      const agreement = this.bidding.working.get(jobId)
      if (agreement !== undefined) employer.lost(agreement.demand, this)
    }
  }

  hear(demand: Demand): void {
    const draw = this.#network.random.uniform()
    this.#advance({
      type: 'heard',
      demand,
      speed: this.#gasPerSecond,
      record: NEW_REQUESTOR,
      letAloneUntil: undefined,
      draw,
      isSilent: false,
    })
  }

  ask(agreement: Agreement): void {
    this.#advance({ type: 'asked', agreement })
  }

  greet(agreement: Agreement, by: RequestorTab): void {
    if (this.#isFickle) return
    const { agreementId } = agreement
    this.#advance({ type: 'greeted', agreementId, remote: by.peer })
  }

  decline(demand: Demand, why: Explanation): void {
    this.#hangUp(demand)
    this.#advance({ type: 'declined', demand, why })
  }

  release({ jobId }: Demand): void {
    this.#employers.delete(jobId)
    const work = { answered: 1, verified: 1, rejected: 0 }
    this.#advance({ type: 'ended', jobId, why: undefined, ending: 'done', work, path: 'direct' })
  }

  #advance(event: BiddingEvent): void {
    if (!this.isAlive) return
    for (const effect of advanceBidding(this.bidding, event, this.#network.now))
      this.#perform(effect)
  }

  #perform(effect: BiddingEffect): void {
    const network = this.#network
    switch (effect.type) {
      case 'wake':
        network.after(effect.at - network.now, () => this.#advance({ type: 'tick' }))
        break
      case 'check': {
        const { heard } = effect
        const checked = { type: 'checked', heard, refusal: undefined } as const
        network.after(LOOK_MS, () => this.#advance(checked))
        break
      }
      case 'offer':
        this.#offer(effect.demand, effect.offer)
        break
      case 'sign':
        this.#tell(effect.agreement, 'sign', (requestor) =>
          requestor.signed(effect.agreement, this),
        )
        break
      case 'refuse':
        this.#tell(effect.agreement, 'decline', (requestor) =>
          requestor.refused(effect.agreement, this),
        )
        break
      case 'engage':
        this.#engage(effect.agreement)
        break
    }
  }

  #offer(demand: Demand, offer: Offer): void {
    this.#network.counts.offers += 1
    this.#talks.add(demand.jobId)
    this.#network.after(AGREEMENT_MS, () => this.#hangUp(demand))
    this.#network.dial('relayed', () => {
      const requestor = this.#find(demand.requestor)
      if (requestor === undefined || !this.isAlive) this.#hangUp(demand)
      else this.#network.send('offer', () => requestor.offer(offer, this))
    })
  }

  #hangUp({ jobId }: Demand): void {
    if (this.#talks.delete(jobId)) this.#network.hangUp()
  }

  #engage(agreement: Agreement): void {
    const requestor = this.#find(agreement.demand.requestor)
    if (requestor === undefined) {
      this.release(agreement.demand)
      return
    }
    this.#employers.set(agreement.demand.jobId, requestor)
    this.#network.after(PREPARE_MS, () => {
      if (this.isAlive) this.#tell(agreement, 'sign', () => requestor.ready(agreement, this))
    })
  }

  #tell(
    { demand }: Agreement,
    kind: 'sign' | 'decline',
    hear: (requestor: RequestorTab) => void,
  ): void {
    const requestor = this.#find(demand.requestor)
    if (requestor !== undefined) this.#network.send(kind, () => hear(requestor))
  }
}

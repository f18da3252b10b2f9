import type { Explanation } from '#protocol/explanation.ts'
import type { PeerId } from '#protocol/ids.ts'
import type { Agreement, Demand, Offer } from '#protocol/market/demand.ts'
import type { Cry } from '#protocol/market/earshot.ts'
import type { NetworkModel } from './network-model.ts'

/** A provider as requestors meet it. */
export interface ProviderTab {
  readonly peer: PeerId
  readonly speed: number
  readonly isAlive: boolean
  /** An agreement that the requestor has signed. */
  ask(agreement: Agreement, by: RequestorTab): void
  /** The requestor's work channel opens. */
  greet(agreement: Agreement, by: RequestorTab): void
  decline(demand: Demand, why: Explanation): void
  /** The job is over. */
  release(demand: Demand): void
}

/** A requestor as providers meet it. */
export interface RequestorTab {
  readonly peer: PeerId
  offer(offer: Offer, by: ProviderTab): void
  signed(agreement: Agreement, by: ProviderTab): void
  /** Not signed, or turned away. */
  refused(agreement: Agreement, by: ProviderTab): void
  /** The program is there, and work can begin. */
  ready(agreement: Agreement, by: ProviderTab): void
  /** Fell silent; it will be noticed. */
  lost(demand: Demand, provider: ProviderTab): void
}

/** Anybody who hears gossip. */
export interface Tab {
  readonly leaf: number
  hear(demand: Demand, cry: Cry): void
}

export type Network = NetworkModel<Tab>

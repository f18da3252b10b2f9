import type { Explanation } from '../explanation.ts'
import type { JobId, PeerId } from '../ids.ts'
import type { Format } from '../task/app.ts'
import type { Ending, WorkDone } from './agreement-chain.ts'
import type { Agreement, Demand, Offer } from './demand.ts'
import { createDownstream, type Download, type Downstream } from './downstream.ts'
import type { ProviderRules } from './judge-demand.ts'
import { createPassedOver, type DemandRefusal, type PassedOver } from './passed-over.ts'
import type { Load } from './price-rule.ts'
import type { RequestorRecord } from './requestor-record.ts'

/** A demand as it was heard here. */
export interface HeardDemand {
  readonly demand: Demand
  /** What would be computed with. */
  readonly format: Format
  /** What a core here does of its unit in a second that way; 0 where nobody knows. */
  readonly speed: bigint
  /** Below the share that it asks; of demands that pay the same the lowest is answered first. */
  readonly draw: number
}

interface AwaitedAgreement {
  readonly agreement: Agreement
  readonly placeUntil: number
  readonly until: number
}

/** A provider on the market. Owned by `advanceBidding`, which changes it in place. */
export interface BiddingState {
  readonly self: PeerId
  /** Undefined while nothing new is taken. */
  rules: ProviderRules | undefined
  openedAt: number
  /** Until when a job is passed over, by when that was decided. */
  readonly quietUntil: Map<JobId, number>
  /** Heard of late and to be weighed against each other. */
  readonly heard: HeardDemand[]
  chooseAt: number | undefined
  /** Weighed, the best first: each is answered when one before it came to nothing. */
  readonly next: HeardDemand[]
  /** When the demands of late were answered. */
  readonly answeredAt: number[]
  /** Signed, and not begun. */
  readonly signed: Map<string, AwaitedAgreement>
  /** Jobs at work, in the order they came. */
  readonly working: Map<JobId, Agreement>
  load: Load
  readonly downstream: Downstream
  /** Demands of late that came to nothing, for its owner to see why. */
  readonly passedOver: PassedOver
  /** Agreements in a row that came to nothing because no path held. */
  unreached: number
}

export const createBidding = (self: PeerId, now: number): BiddingState => ({
  self,
  rules: undefined,
  openedAt: now,
  quietUntil: new Map(),
  heard: [],
  chooseAt: undefined,
  next: [],
  answeredAt: [],
  signed: new Map(),
  working: new Map(),
  load: { share: 0, at: now },
  downstream: createDownstream(),
  passedOver: createPassedOver(),
  unreached: 0,
})

export type BiddingEvent =
  /** Takes work by these rules from now on. Work under way is held to what is lent now. */
  | { readonly type: 'opened'; readonly rules: ProviderRules }
  /** Takes nothing new. */
  | { readonly type: 'closed' }
  /** A demand whose signature holds. */
  | {
      readonly type: 'heard'
      readonly demand: Demand
      /** With the format that `formatFor` chooses. */
      readonly speed: bigint
      /** What was seen of its requestor. */
      readonly record: RequestorRecord
      /** Until when it is let alone for having taken more than its credit, at the least. */
      readonly letAloneUntil: number | undefined
      /** Drawn evenly from 0 to 1, 1 left out: whether this hearer is among those asked, and when. */
      readonly draw: number
      /** Whether the requestor of this job, at work here, was not heard of for a while. */
      readonly isSilent: boolean
    }
  /** Time passed; at least whenever a `wake` is due. */
  | { readonly type: 'tick' }
  /** The escrow was looked at; `refusal` says what is wrong with it. */
  | {
      readonly type: 'checked'
      readonly heard: HeardDemand
      readonly refusal: DemandRefusal | undefined
    }
  /** An offer did not get through. */
  | { readonly type: 'missed'; readonly demand: Demand; readonly why: Explanation | undefined }
  /** The requestor does not take an offer. */
  | { readonly type: 'declined'; readonly demand: Demand; readonly why: Explanation }
  /** A requestor signed an agreement, on the very terms that were offered. */
  | { readonly type: 'asked'; readonly agreement: Agreement }
  /** An agreement could not be kept on disk, and so was not signed. */
  | { readonly type: 'unsigned'; readonly agreement: Agreement; readonly why: Explanation }
  /** A requestor came to begin under an agreement that it names. */
  | { readonly type: 'greeted'; readonly agreementId: Uint8Array; readonly remote: PeerId }
  /** A program came in. */
  | { readonly type: 'fetched'; readonly download: Download }
  /** Work on a job ended, and all it held is given back. */
  | {
      readonly type: 'ended'
      readonly jobId: JobId
      /** Why; undefined where nobody said, as when a tab is closed or reloaded. */
      readonly why: Explanation | undefined
      readonly ending: Ending
      readonly work: WorkDone
      readonly path: 'direct' | 'relayed'
    }

export type BiddingEffect =
  /** Looks at a demand's escrow, and reports it `checked`. */
  | { readonly type: 'check'; readonly heard: HeardDemand }
  /** Sends an offer, and reports it `missed` if it does not get through. */
  | { readonly type: 'offer'; readonly demand: Demand; readonly offer: Offer }
  | { readonly type: 'sign'; readonly agreement: Agreement }
  /** Does not sign, and tells the requestor why. */
  | ({ readonly type: 'refuse'; readonly agreement: Agreement } & Explanation)
  /** Begins to work, and reports it when that has `ended`. */
  | { readonly type: 'engage'; readonly agreement: Agreement; readonly cores: number }
  /** Does not begin, and tells whoever came why. */
  | { readonly type: 'turnAway'; readonly agreementId: Uint8Array; readonly reason: string }
  /** Notes how an agreement ended that was signed. */
  | {
      readonly type: 'conclude'
      readonly agreementId: Uint8Array
      readonly ending: Ending
      readonly work: WorkDone
    }
  /** Work under way has so many cores from now on. */
  | { readonly type: 'lend'; readonly jobId: JobId; readonly cores: number }
  /** Hands work under way back, on its owner's account or because its requestor left it. */
  | {
      readonly type: 'leave'
      readonly jobId: JobId
      readonly why: Explanation
      readonly ending: Extract<Ending, 'left' | 'abandoned'>
    }
  /** What the owner is told from now on; undefined once it is out of date. */
  | { readonly type: 'say'; readonly explanation: Explanation | undefined }
  /** Wants a tick at this time. */
  | { readonly type: 'wake'; readonly at: number }

import type { Address, JobId, PeerId } from '../ids.ts'
import type { Demand } from '../market/demand.ts'
import type { EvidenceHead } from './evidence-file.ts'

/** Findings told of one by one; a file that is wrong everywhere needs no longer list. */
const MAX_FINDINGS = 64

/** Where something is wrong. Sections and batches count from 1, positions from 0 as they are signed. */
export interface EvidencePlace {
  readonly section: number
  readonly batch?: number | undefined
  readonly provider?: PeerId | undefined
  /** Which leaf of the batch. */
  readonly position?: number | undefined
  /** As the leaf says: what is damaged may say anything. */
  readonly subtask?: number | undefined
}

/** Something wrong, and where. `words` say both, for people. */
export interface EvidenceFinding extends EvidencePlace {
  readonly words: string
}

/** What one requestor key judged of a provider. */
export interface ProviderTotals {
  readonly provider: PeerId
  readonly requestor: PeerId
  /** Null works for credit. */
  readonly payee: Address | null
  readonly right: number
  readonly wrong: number
  readonly unjudged: number
  /** Of the right ones. */
  readonly gas: bigint
}

/** What a payee earned from one requestor key. What several owe is nowhere added up: see ADR 0028. */
export interface PayeeTotals {
  readonly payee: Address
  readonly requestor: PeerId
  /** What its right results cost at the agreed prices, in wei. Whether it was paid only the chain tells. */
  readonly earned: bigint
  /** What the job’s last voucher promises the payee, in wei: the same for each requestor key. More than was earned where a verdict reached nobody. */
  readonly promised: bigint
}

/** What evidence amounts to. */
export interface EvidenceTotals {
  readonly jobId: JobId
  readonly role: EvidenceHead['role']
  readonly by: PeerId
  /** What signs the job's vouchers, and where; undefined where no agreement is shown. */
  readonly terms: Demand['terms'] | undefined
  /** Keys that signed the agreements as requestor: only the chain tells which of them are the job's. */
  readonly requestors: readonly PeerId[]
  /** Of the whole job, as its demand says; 0 where no agreement is shown. */
  readonly subtasks: number
  /** Different subtasks with a result judged right. */
  readonly confirmed: number
  /** Leaves shown, and how many there were by the exporter's word. */
  readonly executions: { readonly shown: number; readonly claimed: number }
  readonly agreements: number
  readonly batches: number
  readonly providers: readonly ProviderTotals[]
  readonly payees: readonly PayeeTotals[]
}

export type EvidenceReport =
  | { readonly kind: 'fine'; readonly totals: EvidenceTotals }
  | {
      readonly kind: 'broken'
      /** The first of them, one at least. */
      readonly findings: readonly EvidenceFinding[]
      /** How many there are beyond those. */
      readonly more: number
    }

/** Gathers what is wrong, in the order it is found. */
export class Findings {
  readonly list: EvidenceFinding[] = []
  #count = 0

  get count(): number {
    return this.#count
  }

  add(place: EvidencePlace, what: string): void {
    this.#count += 1
    if (this.list.length < MAX_FINDINGS)
      this.list.push({ ...place, words: `${sayPlace(place)}: ${what}.` })
  }
}

function sayPlace({ section, batch, provider, position, subtask }: EvidencePlace): string {
  const of = provider === undefined ? '' : ` of ${provider}`
  if (batch === undefined) return `Section ${section}${of}`
  if (position === undefined) return `Batch ${batch}${of}`
  const about = subtask === undefined ? '' : ` (subtask ${subtask})`
  return `Leaf ${position}${about} in batch ${batch}${of}`
}

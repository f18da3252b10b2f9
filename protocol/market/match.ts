import type { Address, Cid, PeerId } from '../ids.ts'
import type { Format } from '../task/app.ts'
import { GAS_PER_UNIT } from '../task/unit.ts'
import type { Demand, Offer } from './demand.ts'

/** Taken, or turned away for a reason that the page shows as it is. */
export type Judgement =
  | { readonly kind: 'take' }
  | { readonly kind: 'decline'; readonly reason: string }

/** What a provider allows and can do. */
export interface ProviderRules {
  readonly formats: readonly Format[]
  /** Shader programs that are run; undefined runs any stranger's. */
  readonly shaders: ReadonlySet<Cid> | undefined
  readonly acceptFree: boolean
  readonly payee: Address | undefined
  /** Wei per thousand million gas. */
  readonly floorPerGigaGas: bigint
  /** The chain and escrow this provider can check, if any. */
  readonly chain: { readonly chainId: number; readonly escrow: Address } | undefined
  readonly maxMemoryBytes: number
  readonly maxDownloadBytes: number
  /** Longest wall clock of a subtask: for so long a core may be held by one that never ends. */
  readonly maxWallMs: number
}

const decline = (reason: string): Judgement => ({ kind: 'decline', reason })
const TAKE: Judgement = { kind: 'take' }

/** Decides whether a provider answers a demand. Pure: the escrow itself is checked afterwards. */
export function judgeDemand(demand: Demand, rules: ProviderRules, now: number): Judgement {
  if (demand.deadline <= now) return decline('the deadline has passed')
  const needs = judgeNeeds(demand, rules)
  return needs.kind === 'decline' ? needs : judgeTerms(demand, rules)
}

/**
 * Decides whether a provider has and lends what a demand needs. Holds for work under way too: who
 * lends less than before may have to leave it, whereas its terms were agreed on.
 */
export function judgeNeeds(demand: Demand, rules: ProviderRules): Judgement {
  if (!rules.formats.includes(demand.format)) return decline(`cannot run ${demand.format} programs`)
  if (demand.format === 'wgsl' && rules.shaders?.has(demand.module) === false)
    return decline('runs shaders of strangers')
  if (demand.limits.memoryBytes > rules.maxMemoryBytes)
    return decline(
      `needs ${mebibytes(demand.limits.memoryBytes)} MiB of memory, ${mebibytes(rules.maxMemoryBytes)} granted`,
    )
  if (demand.downloadBytes > rules.maxDownloadBytes)
    return decline(
      `needs ${mebibytes(demand.downloadBytes)} MiB of download, ${mebibytes(rules.maxDownloadBytes)} granted`,
    )
  if (demand.limits.wallMs > rules.maxWallMs)
    return decline(
      `a subtask may take ${minutes(demand.limits.wallMs)} minutes, ${minutes(rules.maxWallMs)} granted`,
    )
  return TAKE
}

function judgeTerms(demand: Demand, rules: ProviderRules): Judgement {
  if (demand.terms.kind === 'free')
    return rules.acceptFree ? TAKE : decline('unpaid work is switched off')
  if (rules.chain === undefined) return decline('paid, but no chain is configured here')
  if (rules.payee === undefined) return decline('paid, but no wallet is chosen to be paid')
  if (demand.terms.chainId !== rules.chain.chainId || demand.terms.escrow !== rules.chain.escrow)
    return decline('pays on another chain or escrow')
  const unit = demand.unit ?? 'gas'
  const floor = rules.floorPerGigaGas * GAS_PER_UNIT[unit]
  if (demand.terms.pricePerGigaGas < floor)
    return decline(`price ${demand.terms.pricePerGigaGas} < ${floor} wei per G${unit}`)
  return TAKE
}

/** What a requestor knows when an offer arrives. */
export interface OfferBook {
  readonly demand: Demand
  readonly self: PeerId
  readonly engaged: ReadonlySet<PeerId>
  readonly banned: ReadonlyMap<PeerId, string>
  /** Whether every place is taken. */
  readonly isFull: boolean
  /** GLM in wei that is neither reserved nor spent; undefined for a free job. */
  readonly free: bigint | undefined
}

/** Decides whether a requestor signs an agreement on an offer. */
export function judgeOffer(offer: Offer, book: OfferBook): Judgement {
  const banned = book.banned.get(offer.provider)
  if (banned !== undefined) return decline(banned)
  if (offer.provider === book.self) return decline('is this very tab')
  if (book.engaged.has(offer.provider)) return decline('already works on this job')
  if (book.isFull) return decline('enough providers')
  if (book.demand.terms.kind === 'paid') {
    if (offer.payee === null) return decline('named no wallet to be paid')
    if (book.free !== undefined && book.free === 0n) return decline('the budget is all reserved')
  }
  return TAKE
}

const minutes = (ms: number) => Math.ceil(ms / 60_000)
const mebibytes = (bytes: number) => Math.ceil(bytes / 2 ** 20)

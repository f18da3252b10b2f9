import type { Address, Cid } from '../ids.ts'
import type { Format } from '../task/app.ts'
import type { Demand } from './demand.ts'
import { decline, type Judgement, TAKE } from './judgement.ts'
import type { Listing } from './market-rules.ts'
import { sayPrice, sayPriceUnit } from './price.ts'
import { askPrice, isBusyHour, type PriceMoment, type PriceRule } from './price-rule.ts'

/** What a provider allows and can do. */
export interface ProviderRules {
  readonly formats: readonly Format[]
  /** Shader programs that are run; undefined runs any stranger's. */
  readonly shaders: ReadonlySet<Cid> | undefined
  readonly acceptFree: boolean
  readonly payee: Address | undefined
  readonly price: PriceRule
  readonly apps: Listing
  readonly requestors: Listing
  /** The chain and escrow this provider can check, if any. */
  readonly chain: { readonly chainId: number; readonly escrow: Address } | undefined
  readonly cores: number
  readonly maxMemoryBytes: number
  readonly maxDownloadBytes: number
  /** Longest wall clock of a subtask: for so long a core may be held by one that never ends. */
  readonly maxWallMs: number
}

/** Decides whether a provider answers a demand. Pure: the escrow itself is checked afterwards. */
export function judgeDemand(demand: Demand, rules: ProviderRules, moment: PriceMoment): Judgement {
  if (demand.deadline <= moment.now) return decline('the deadline has passed')
  const unwanted =
    objectionTo(rules.apps, demand.appId, `the app ${demand.appId}`) ??
    objectionTo(rules.requestors, demand.requestor, 'this requestor')
  if (unwanted !== undefined) return decline(unwanted)
  const needs = judgeNeeds(demand, rules)
  return needs.kind === 'decline' ? needs : judgeTerms(demand, rules, moment)
}

function objectionTo({ only, never }: Listing, name: string, words: string): string | undefined {
  if (never.includes(name)) return `${words} is on the list of those refused`
  if (only.length > 0 && !only.includes(name))
    return `${words} is not among the ${only.length} accepted`
  return undefined
}

/**
 * Decides whether a provider has and lends what a demand needs. Holds for work under way too: who
 * lends less than before may have to leave it, whereas its terms were agreed on.
 */
export function judgeNeeds(demand: Demand, rules: ProviderRules): Judgement {
  if (!rules.formats.includes(demand.format)) return decline(`cannot run ${demand.format} programs`)
  if (demand.format === 'wgsl' && rules.shaders?.has(demand.module) === false)
    return decline('runs shaders of strangers')
  if (demand.needs.cores > rules.cores)
    return decline(`needs ${demand.needs.cores} cores, ${rules.cores} lent`)
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

function judgeTerms(demand: Demand, rules: ProviderRules, moment: PriceMoment): Judgement {
  if (demand.terms.kind === 'free') {
    const { busyHours } = rules.price
    if (isBusyHour(busyHours, moment.now) && busyHours.noFreeWork)
      return decline(
        `no unpaid work between ${busyHours.fromHour}:00 and ${busyHours.untilHour}:00`,
      )
    return rules.acceptFree ? TAKE : decline('unpaid work is switched off')
  }
  if (rules.chain === undefined) return decline('paid, but no chain is configured here')
  if (rules.payee === undefined) return decline('paid, but no wallet is chosen to be paid')
  if (demand.terms.chainId !== rules.chain.chainId || demand.terms.escrow !== rules.chain.escrow)
    return decline('pays on another chain or escrow')
  const ask = askPrice(rules.price, demand, moment)
  const { ceilingPerGigaGas } = demand.terms
  if (ceilingPerGigaGas < ask)
    return decline(
      `price ${sayPrice(ceilingPerGigaGas)} < ${sayPrice(ask)} ${sayPriceUnit(demand)}`,
    )
  return TAKE
}

const minutes = (ms: number) => Math.ceil(ms / 60_000)
const mebibytes = (bytes: number) => Math.ceil(bytes / 2 ** 20)

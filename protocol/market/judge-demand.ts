import type { Address, Cid } from '../ids.ts'
import type { Format } from '../task/app.ts'
import { GAS_PER_UNIT } from '../task/unit.ts'
import type { Demand } from './demand.ts'
import { decline, type Judgement, TAKE } from './judgement.ts'

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
  if (demand.terms.ceilingPerGigaGas < floor)
    return decline(`price ${demand.terms.ceilingPerGigaGas} < ${floor} wei per G${unit}`)
  return TAKE
}

const minutes = (ms: number) => Math.ceil(ms / 60_000)
const mebibytes = (bytes: number) => Math.ceil(bytes / 2 ** 20)

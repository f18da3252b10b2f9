import type { Address, Cid } from '../ids.ts'
import { payeePart, sayShare } from '../payment/author-share.ts'
import type { Format } from '../task/app.ts'
import type { Graphics } from '../task/graphics.ts'
import type { Demand } from './demand.ts'
import { judgeGraphics } from './judge-graphics.ts'
import { judgeOverdraft, judgeRecord } from './judge-record.ts'
import { type Judgement, TAKE } from './judgement.ts'
import type { LeastRecord, Listing } from './market-rules.ts'
import { type DemandRefusal, NOT_YOURS, type Obstacle, passOver } from './passed-over.ts'
import { sayPrice, sayPriceUnit } from './price.ts'
import {
  askPrice,
  floorOf,
  isBusyHour,
  type PriceMoment,
  type PriceRule,
  priceWithin,
} from './price-rule.ts'
import type { RequestorRecord } from './requestor-record.ts'

/** What a provider allows and can do. */
export interface ProviderRules {
  /** What this machine can run. */
  readonly runnable: readonly Format[]
  /** What its owner lets run. */
  readonly formats: readonly Format[]
  /** Shader programs that are run; undefined runs any stranger's. */
  readonly shaders: ReadonlySet<Cid> | undefined
  /** What its graphics device has; undefined where there is none, or nothing is known of it. */
  readonly graphics: Graphics | undefined
  readonly acceptFree: boolean
  readonly payee: Address | undefined
  /** The origin of the site whose visitor provides. */
  readonly site?: string | undefined
  readonly price: PriceRule
  readonly apps: Listing
  readonly requestors: Listing
  readonly leastRecord: LeastRecord
  /** The chain and escrow this provider can check, if any. */
  readonly chain: { readonly chainId: number; readonly escrow: Address } | undefined
  readonly cores: number
  readonly maxMemoryBytes: number
  readonly maxDownloadBytes: number
  /** Longest wall clock of a subtask: for so long a core may be held by one that never ends. */
  readonly maxWallMs: number
}

/** What the answer to a demand depends on, beside a provider's rules. */
export interface DemandMoment extends PriceMoment {
  /** What it was seen to receive of late; undefined where too few sent enough to tell. */
  readonly bytesPerSecond: number | undefined
  /** What it saw of the demand’s requestor. */
  readonly record: RequestorRecord
  /** Until when that is let alone for having taken more than its credit, at the least. */
  readonly letAloneUntil: number | undefined
}

/** Decides whether a provider answers a demand. Pure: the escrow itself is checked afterwards. */
export function judgeDemand(
  demand: Demand,
  rules: ProviderRules,
  moment: DemandMoment,
): Judgement<DemandRefusal> {
  if (demand.deadline <= moment.now)
    return passOver('deadline', 'the deadline has passed', NOT_YOURS)
  const unwanted =
    judgeListed('apps', rules.apps, demand.appId, `the app ${demand.appId}`) ??
    judgeListed('people', rules.requestors, demand.requestor, 'this requestor') ??
    judgeOverdraft(moment) ??
    judgeRecord(rules.leastRecord, moment.record, moment.now)
  if (unwanted !== undefined) return unwanted
  const format = formatFor(demand, rules)
  const needs = judgeNeeds(demand, rules, format)
  if (needs.kind === 'decline') return needs
  return judgeLine(demand, moment) ?? judgeTerms(demand, rules, format, moment)
}

/**
 * A line is no part of what is lent: what it was seen to carry goes up and down, and work under way
 * is not left for it.
 */
function judgeLine(
  { needs: { bytesPerSecond: needed } }: Demand,
  { bytesPerSecond: seen }: DemandMoment,
): Judgement<DemandRefusal> | undefined {
  if (seen === undefined || seen >= needed) return undefined
  return passOver(
    'line',
    `needs ${kilobytes(needed, 'up')} kB/s of download, ${kilobytes(seen, 'down')} kB/s were seen here of late`,
    'Use a faster network, or end other downloads: it is measured anew, and forgotten after ten minutes.',
  )
}

function judgeListed(
  which: Extract<Obstacle, 'apps' | 'people'>,
  { only, never }: Listing,
  name: string,
  words: string,
): Judgement<DemandRefusal> | undefined {
  if (never.includes(name))
    return passOver(
      which,
      `${words} is on the list of those refused`,
      `Take it off “Never these ${which}” in your rules.`,
    )
  if (only.length > 0 && !only.includes(name))
    return passOver(
      which,
      `${words} is not among the ${only.length} accepted`,
      `Add it to “Only these ${which}” in your rules, or empty that list.`,
    )
  return undefined
}

/** What a provider would compute with: the program, or its reference where only that can be run here. */
export function formatFor(demand: Demand, rules: ProviderRules): Format {
  if (demand.reference === undefined) return demand.format
  const canRun = (format: Format) => judgeProgram(demand, rules, format) === undefined
  return !canRun(demand.format) && canRun('kernel') ? 'kernel' : demand.format
}

/**
 * Decides whether a provider has and lends what a demand needs of who computes with this format.
 * Holds for work under way too: who lends less than before may have to leave it, whereas its terms
 * were agreed on.
 */
export function judgeNeeds(
  demand: Demand,
  rules: ProviderRules,
  format: Format,
): Judgement<DemandRefusal> {
  return judgeProgram(demand, rules, format) ?? judgeSize(demand, rules) ?? TAKE
}

function judgeProgram(
  { module, needs }: Demand,
  { runnable, formats, shaders, graphics }: ProviderRules,
  format: Format,
): Judgement<DemandRefusal> | undefined {
  const isGraphics = format === 'wgsl'
  if (!runnable.includes(format))
    return passOver(
      'machine',
      `this machine cannot run ${format} programs`,
      isGraphics
        ? 'Open Loam in a browser with WebGPU, on a machine with a graphics card.'
        : NOT_YOURS,
    )
  if (!formats.includes(format))
    return isGraphics
      ? passOver(
          'graphics',
          'the graphics card is lent to nobody',
          'Lend it under “What you take”: to Loam for its own shaders, to anyone for all.',
        )
      : passOver(
          'formats',
          `${format} programs are switched off`,
          `Switch ${format} programs on in your rules.`,
        )
  if (isGraphics && shaders?.has(module) === false)
    return passOver(
      'graphics',
      'runs shaders of strangers',
      'Lend the graphics card to anyone, under “What you take”.',
    )
  return isGraphics ? judgeGraphics(needs.graphics, graphics) : undefined
}

function judgeSize(
  { needs, limits, downloadBytes }: Demand,
  { cores, maxMemoryBytes, maxDownloadBytes, maxWallMs }: ProviderRules,
): Judgement<DemandRefusal> | undefined {
  if (needs.cores > cores)
    return passOver(
      'cores',
      `needs ${needs.cores} cores, ${cores} lent`,
      `Lend ${needs.cores - cores} more, if the machine has them.`,
    )
  if (limits.memoryBytes > maxMemoryBytes) {
    const asked = mebibytes(limits.memoryBytes)
    return passOver(
      'memory',
      `needs ${asked} MiB of memory, ${mebibytes(maxMemoryBytes)} granted`,
      `Allow each core ${asked} MiB or more.`,
    )
  }
  if (downloadBytes > maxDownloadBytes)
    return passOver(
      'machine',
      `needs ${mebibytes(downloadBytes)} MiB of download, ${mebibytes(maxDownloadBytes)} granted`,
      `Nothing on your side: nobody fetches more than ${mebibytes(maxDownloadBytes)} MiB for a job.`,
    )
  if (limits.wallMs > maxWallMs)
    return passOver(
      'minutes',
      `a subtask may take ${minutes(limits.wallMs)} minutes, ${minutes(maxWallMs)} granted`,
      `Allow one piece ${minutes(limits.wallMs)} minutes or more.`,
    )
  return undefined
}

function judgeTerms(
  demand: Demand,
  rules: ProviderRules,
  format: Format,
  moment: PriceMoment,
): Judgement<DemandRefusal> {
  if (demand.terms.kind === 'free') return judgeFree(rules, moment)
  const { chain, payee, price } = rules
  if (chain === undefined)
    return passOver(
      'chain',
      'paid, but no chain is configured here',
      'Use a Loam whose operator has set up a chain; free work needs none.',
    )
  if (payee === undefined)
    return passOver(
      'wallet',
      'paid, but no wallet is chosen to be paid',
      'Connect a wallet, or make a guest wallet, under “Who is paid”.',
    )
  if (demand.terms.chainId !== chain.chainId || demand.terms.escrow !== chain.escrow)
    return passOver(
      'chain',
      'pays on another chain or escrow',
      'Use the Loam that this job was posted from; this one cannot check its deposit.',
    )
  const ask = askPrice(price, demand, format, moment)
  const { ceilingPerGigaGas, authorShare } = demand.terms
  if (ceilingPerGigaGas >= ask) return TAKE
  const unit = demand.unit ?? 'gas'
  const left = payeePart(ceilingPerGigaGas, authorShare)
  const most = `${sayPrice(priceWithin(price, unit, left, moment.now))} ${sayPriceUnit({})}`
  const without = authorShare ? ` without the ${sayShare(authorShare)} of the app’s author` : ''
  return passOver(
    'price',
    `price ${sayPrice(left)} < ${sayPrice(payeePart(ask, authorShare))} ${sayPriceUnit(demand)}${without}`,
    left < floorOf(price, format, unit, moment.now)
      ? `Lower your lowest price to ${most} or less.`
      : `Lower your highest price to ${most} or less, or wait: at rest you ask less.`,
  )
}

function judgeFree({ acceptFree, price }: ProviderRules, { now }: PriceMoment) {
  const { busyHours } = price
  if (isBusyHour(busyHours, now) && busyHours.noFreeWork)
    return passOver(
      'hours',
      `no unpaid work between ${busyHours.fromHour}:00 and ${busyHours.untilHour}:00`,
      `It is taken from ${busyHours.untilHour}:00 on; allow it at these hours in your rules.`,
    )
  return acceptFree
    ? TAKE
    : passOver('unpaid', 'unpaid work is switched off', 'Switch on “Unpaid work”.')
}

const minutes = (ms: number) => Math.ceil(ms / 60_000)
const kilobytes = (bytes: number, round: 'up' | 'down') =>
  (round === 'up' ? Math.ceil(bytes / 1_000) : Math.floor(bytes / 1_000)).toLocaleString('en')
const mebibytes = (bytes: number) => Math.ceil(bytes / 2 ** 20)

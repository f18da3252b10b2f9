import { costOf } from '../payment/amount.ts'
import type { Format } from '../task/app.ts'
import type { Unit } from '../task/unit.ts'
import type { Demand, Offer } from './demand.ts'

/** Prices of one kind that are kept for one format, at most. */
const MAX_PRICES = 64
/** A demand is repeated while it stands: one that was not heard for so long is over. */
const DEMAND_MS = 15_000
const OFFER_MS = 600_000
const AGREED_MS = 24 * 3_600_000
/** Agreed prices that are enough to estimate by. */
const ENOUGH_AGREED = 3

interface Price {
  readonly wei: bigint
  readonly at: number
}

/** Prices by who named them, newest last: nobody is counted twice. */
type Prices = Map<string, Price>

interface Bucket {
  readonly format: Format
  readonly unit: Unit
  readonly ceilings: Prices
  readonly asks: Prices
  readonly agreed: Prices
}

/** What one tab heard of prices, in bounded buckets by format. Kept by the functions below. */
export type Rates = Map<string, Bucket>

export const createRates = (): Rates => new Map()

/** A paid demand stands; heard again, it is counted once. Free ones name no price. */
export function noteDemand(rates: Rates, demand: Demand, now: number): void {
  if (demand.terms.kind === 'paid')
    note(bucketOf(rates, demand).ceilings, demand.jobId, demand.terms.ceilingPerGigaGas, now)
}

/** Somebody offered to work at its price, whether or not it was taken. */
export function noteOffer(rates: Rates, demand: Demand, offer: Offer, now: number): void {
  if (demand.terms.kind === 'paid')
    note(bucketOf(rates, demand).asks, offer.provider, offer.pricePerGigaGas, now)
}

/** An agreement was signed by both. */
export function noteAgreement(rates: Rates, demand: Demand, offer: Offer, now: number): void {
  const name = `${offer.provider} ${demand.jobId}`
  if (demand.terms.kind === 'paid')
    note(bucketOf(rates, demand).agreed, name, offer.pricePerGigaGas, now)
}

/** Prices of one kind: wei for 10⁹ of the unit. A quarter lies below `low`, a quarter above `high`. */
export interface PriceSummary {
  readonly count: number
  readonly lowest: bigint
  readonly low: bigint
  readonly median: bigint
  readonly high: bigint
  readonly highest: bigint
}

/** What is asked, offered and agreed for one format; undefined where nothing was heard. */
export interface GoingRate {
  readonly format: Format
  readonly unit: Unit
  /** Ceilings of the demands that stand now. */
  readonly ceilings: PriceSummary | undefined
  /** Asks of the last ten minutes. */
  readonly asks: PriceSummary | undefined
  /** Agreed in the last day. */
  readonly agreed: PriceSummary | undefined
}

/** What this tab knows of prices now; formats that nothing is known of are left out. */
export function viewRates(rates: Rates, now: number): readonly GoingRate[] {
  const views: GoingRate[] = []
  for (const { format, unit, ceilings, asks, agreed } of rates.values()) {
    const view = {
      format,
      unit,
      ceilings: summarize(ceilings, now - DEMAND_MS),
      asks: summarize(asks, now - OFFER_MS),
      agreed: summarize(agreed, now - AGREED_MS),
    }
    if (view.ceilings ?? view.asks ?? view.agreed) views.push(view)
  }
  return views
}

/** What a job is likely to cost, by what others paid or ask. Wei. */
export interface CostRange {
  readonly low: bigint
  readonly high: bigint
  readonly from: 'agreed' | 'asks'
  /** Prices that it was made of. */
  readonly count: number
}

/**
 * The range a job's cost is likely to fall in: the middle half of what was agreed lately, or where
 * too little was, what providers ask. Undefined where nobody named a price.
 *
 * @param gas of the job in its unit, replicas counted.
 */
export function estimateCost(rate: GoingRate | undefined, gas: bigint): CostRange | undefined {
  const { agreed, asks } = rate ?? {}
  if (agreed !== undefined && (agreed.count >= ENOUGH_AGREED || asks === undefined))
    return {
      low: costOf(gas, agreed.low),
      high: costOf(gas, agreed.high),
      from: 'agreed',
      count: agreed.count,
    }
  if (asks === undefined) return undefined
  const [low, high] = [costOf(gas, asks.lowest), costOf(gas, asks.highest)]
  return { low, high, from: 'asks', count: asks.count }
}

/** Formats and units are few, so the buckets are. */
function bucketOf(rates: Rates, { format, unit = 'gas' }: Demand): Bucket {
  const name = `${format} ${unit}`
  let bucket = rates.get(name)
  if (bucket === undefined) {
    bucket = { format, unit, ceilings: new Map(), asks: new Map(), agreed: new Map() }
    rates.set(name, bucket)
  }
  return bucket
}

function note(prices: Prices, name: string, wei: bigint, at: number): void {
  prices.delete(name)
  prices.set(name, { wei, at })
  const oldest = prices.keys().next().value
  if (prices.size > MAX_PRICES && oldest !== undefined) prices.delete(oldest)
}

function summarize(prices: Prices, since: number): PriceSummary | undefined {
  const sorted = [...prices.values()]
    .filter(({ at }) => at >= since)
    .map(({ wei }) => wei)
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  const at = (share: number) => sorted[Math.round((sorted.length - 1) * share)] ?? 0n
  if (sorted.length === 0) return undefined
  return {
    count: sorted.length,
    lowest: at(0),
    low: at(0.25),
    median: at(0.5),
    high: at(0.75),
    highest: at(1),
  }
}

import { payeePart, totalFor } from '../payment/author-share.ts'
import type { Format } from '../task/app.ts'
import { GAS_PER_UNIT, type Unit } from '../task/unit.ts'
import { authorShareOf, type Demand } from './demand.ts'

/** Hours of the day at which a provider's machine, or its current, is dearer. */
export interface BusyHours {
  /** IANA name of the time zone that the hours are of. */
  readonly zone: string
  /** From the beginning of one hour to the beginning of another, 0 to 23; over midnight if less. */
  readonly fromHour: number
  readonly untilHour: number
  /** What prices are then, in percent of what they are otherwise. */
  readonly pricePercent: number
  /** Whether unpaid work is left to the other hours. */
  readonly noFreeWork: boolean
}

/** What a provider wants for its work, without an author's share. Prices are wei for 10⁹ gas. */
export interface PriceRule {
  readonly floorPerGigaGas: bigint
  /** For formats that have a floor of their own. */
  readonly floorByFormat: Readonly<Partial<Record<Format, bigint>>>
  /**
   * What it asks when it is never idle; the less it has to do, the nearer the floor, which is asked
   * with half of the time to spare. Undefined asks what is offered.
   */
  readonly topPerGigaGas: bigint | undefined
  readonly busyHours: BusyHours | undefined
}

/** What a price depends on, beside its rule. */
export interface PriceMoment {
  /** Unix milliseconds. */
  readonly now: number
  /** Share of the time of late that the provider was at work, 0 to 1. */
  readonly load: number
}

/**
 * Share of the time up to which work is wanted more than a better price. Who asked more from the
 * first minute on would stay dear with half of its time to spare, and new providers would bring no
 * price down.
 */
const BUSY_SHARE = 0.5

/** The hour of the day in a time zone. */
function hourIn(zone: string, now: number): number {
  const format = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    hour: '2-digit',
    hourCycle: 'h23',
  })
  return Number(format.format(now))
}

/** Whether it is now one of these hours. Hours from and until the same one are the whole day. */
export function isBusyHour(hours: BusyHours | undefined, now: number): hours is BusyHours {
  if (hours === undefined) return false
  const hour = hourIn(hours.zone, now)
  const { fromHour, untilHour } = hours
  if (fromHour < untilHour) return hour >= fromHour && hour < untilHour
  return hour >= fromHour || hour < untilHour
}

/** The least that is taken now, in wei for 10⁹ of a unit. */
export function floorOf(rule: PriceRule, format: Format, unit: Unit, now: number): bigint {
  const floor = rule.floorByFormat[format] ?? rule.floorPerGigaGas
  return atHour(rule, floor, now) * GAS_PER_UNIT[unit]
}

/**
 * What is asked for a demand, in wei for 10⁹ of its unit, with the share of its app's author on top
 * of what the rule wants; at the floor or above it. A demand with a lower ceiling is not answered.
 *
 * @param format what it would be computed with.
 */
export function askPrice(
  rule: PriceRule,
  demand: Demand,
  format: Format,
  moment: PriceMoment,
): bigint {
  if (demand.terms.kind === 'free') return 0n
  const unit = demand.unit ?? 'gas'
  const { ceilingPerGigaGas, authorShare } = demand.terms
  const floor = totalFor(floorOf(rule, format, unit, moment.now), authorShare)
  if (ceilingPerGigaGas < floor) return floor
  if (rule.topPerGigaGas === undefined) return ceilingPerGigaGas
  const wanted = atHour(rule, rule.topPerGigaGas, moment.now) * GAS_PER_UNIT[unit]
  const top = totalFor(wanted, authorShare)
  if (top <= floor) return floor
  const excess = (Math.min(1, moment.load) - BUSY_SHARE) / (1 - BUSY_SHARE)
  const permille = BigInt(Math.round(Math.max(0, excess) * 1_000))
  return floor + ((top - floor) * permille) / 1_000n
}

/** The most that a price of the rule may be, in wei for 10⁹ gas, for such a ceiling to be enough. */
export const priceWithin = (rule: PriceRule, unit: Unit, ceiling: bigint, now: number): bigint => {
  const percent = isBusyHour(rule.busyHours, now) ? BigInt(rule.busyHours.pricePercent) : 100n
  return (ceiling * 100n) / (percent * GAS_PER_UNIT[unit])
}

const atHour = ({ busyHours }: PriceRule, wei: bigint, now: number): bigint =>
  isBusyHour(busyHours, now) ? (wei * BigInt(Math.round(busyHours.pricePercent))) / 100n : wei

/** How much a provider was at work of late. */
export interface Load {
  /** Share of the time, 0 to 1; what is longer ago counts less. */
  readonly share: number
  readonly at: number
}

/** After so long, in ms, a third of what was before still counts. */
const LOAD_MEMORY_MS = 600_000

/** Lets time pass, at work all the while or not. A clock that goes back passes none. */
export function passTime(load: Load, isAtWork: boolean, now: number): Load {
  const kept = Math.exp(-Math.max(0, now - load.at) / LOAD_MEMORY_MS)
  return { share: load.share * kept + (isAtWork ? 1 - kept : 0), at: now }
}

/** Gas of a second on one core where no measure is known: about an ordinary machine's. */
const USUAL_SPEED = 10n ** 9n

/** Wei that a second on one core earns who computes, at a price, for choosing between demands. */
export function payPerSecond(demand: Demand, price: bigint, speed: bigint): bigint {
  const measured = speed > 0n ? speed : USUAL_SPEED / GAS_PER_UNIT[demand.unit ?? 'gas']
  return (payeePart(price, authorShareOf(demand)) * measured) / 10n ** 9n
}

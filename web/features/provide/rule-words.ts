import {
  MAX_LISTED,
  MAX_LISTED_LETTERS,
  type MarketRules,
  USUAL_RULES,
} from '#protocol/market/market-rules.ts'
import type { BusyHours } from '#protocol/market/price-rule.ts'

/** Names apart by spaces or commas, each once; those that are too long to be any are left out. */
export function readNames(text: string): string[] {
  const names = text
    .split(/[\s,]+/)
    .filter(({ length }) => length > 0 && length <= MAX_LISTED_LETTERS)
  return [...new Set(names)].slice(0, MAX_LISTED)
}

/** How many of the rules differ from the usual. */
export function countRules(rules: MarketRules): number {
  const { formats, topPerGigaGas, floorByFormat, busyHours, apps, requestors, leastRecord } = rules
  return [
    USUAL_RULES.formats.some((format) => !formats.includes(format)),
    topPerGigaGas !== undefined,
    Object.keys(floorByFormat).length > 0,
    busyHours !== undefined,
    leastRecord.kind !== USUAL_RULES.leastRecord.kind,
    ...[apps, requestors].map(({ only, never }) => only.length + never.length > 0),
  ].filter(Boolean).length
}

/** A working day by the clock on the wall here, to begin with. */
export const hoursHere = (): BusyHours => ({
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  fromHour: 8,
  untilHour: 20,
  pricePercent: 150,
  noFreeWork: false,
})

import type { LedgerEntry } from '#protocol/payment/ledger-entry.ts'
import type { Rate } from '#protocol/payment/rate.ts'

/** The rate that every job has which has one, so that it can be said once; undefined where they differ. */
export function onlyRate(entries: readonly LedgerEntry[]): Rate | undefined {
  const [first, ...others] = entries.flatMap(({ rate }) => rate ?? [])
  if (first === undefined) return undefined
  return others.every((rate) => isSame(rate, first)) ? first : undefined
}

const isSame = (one: Rate, other: Rate) =>
  one.currency === other.currency && one.perGlm === other.perGlm && one.perCoin === other.perCoin

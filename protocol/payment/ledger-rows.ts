import { SHOWN_UNIT_WEI } from './amount.ts'
import type { LedgerEntry } from './ledger-entry.ts'
import { type FixedRate, valuesAt } from './rate.ts'
import { roundTogether } from './round-together.ts'

/** Where money of a ledger can be. */
export type Part = 'free' | 'reserved' | 'paid' | 'refunded' | 'lost' | 'unknown'

/** Where the money of each side can be; no other part of it is ever anything. */
export const PARTS: Readonly<Record<LedgerEntry['side'], readonly Part[]>> = {
  requestor: ['free', 'reserved', 'paid', 'refunded'],
  provider: ['reserved', 'paid', 'lost', 'unknown'],
}

/** An amount, and where it is. `whole` is the sum of all parts; chain gas comes on top. */
export interface Sums {
  readonly whole: bigint
  readonly parts: Readonly<Record<Part, bigint>>
  readonly chainGas: bigint
}

/** A job in the ledger, as it is shown and saved. */
export interface LedgerRow<Of extends LedgerEntry = LedgerEntry> {
  readonly entry: Of
  /** Wei of GLM, and of the chain's coin for chain gas. */
  readonly glm: Sums
  /** The same as people are shown it: rounded so that the figures seen add up. */
  readonly shown: Sums
  /** 10⁻⁴ of a currency, at the rate of its opening; undefined where there was none. */
  readonly worth: (Sums & { readonly rate: FixedRate }) | undefined
}

/** Jobs of one side together. */
export interface LedgerTotal {
  readonly glm: Sums
  /** What the rows show, added up: it may be some units of the last decimal away from `glm`. */
  readonly shown: Sums
  /** By currency. Where some jobs have no rate, they are worth nothing here. */
  readonly worth: ReadonlyMap<string, Sums>
  /** Jobs without a rate. */
  readonly unvalued: number
}

const NOTHING: Sums = {
  whole: 0n,
  parts: { free: 0n, reserved: 0n, paid: 0n, refunded: 0n, lost: 0n, unknown: 0n },
  chainGas: 0n,
}

/**
 * A job's row. The parts add up to `whole` in GLM and in the currency, whatever the chain said: what
 * it said is in the entry, and `explainDifference` compares the two.
 */
export function rowOf<Of extends LedgerEntry>(entry: Of): LedgerRow<Of> {
  const { side, chainGas, rate } = entry
  const amounts = amountsOf(entry)
  const glm = sumsOf(side, amounts, chainGas)
  const [shownGas = 0n] = roundShown([chainGas])
  const shown = sumsOf(side, roundShown(amounts), shownGas)
  if (rate === undefined) return { entry, glm, shown, worth: undefined }
  const [spent = 0n] = valuesAt(rate.perCoin, [chainGas])
  const worth = { ...sumsOf(side, valuesAt(rate.perGlm, amounts), spent), rate }
  return { entry, glm, shown, worth }
}

/** Wei of a whole's parts as they are shown: to `SHOWN_DECIMALS`, and adding up to the whole shown so. */
export const roundShown = (parts: readonly bigint[]): readonly bigint[] =>
  roundTogether(parts, SHOWN_UNIT_WEI).map((units) => units * SHOWN_UNIT_WEI)

/** In the order of `PARTS`. */
const amountsOf = (entry: LedgerEntry): readonly bigint[] =>
  entry.side === 'requestor'
    ? [entry.free, entry.reserved, entry.paid, entry.refunded]
    : [entry.reserved, entry.paid, entry.lost, entry.unknown]

function sumsOf(side: LedgerEntry['side'], amounts: readonly bigint[], chainGas: bigint): Sums {
  const parts = { ...NOTHING.parts }
  let whole = 0n
  for (const [at, name] of PARTS[side].entries()) {
    parts[name] = amounts[at] ?? 0n
    whole += parts[name]
  }
  return { whole, parts, chainGas }
}

/** Rows together, in GLM and in each currency: what is shown adds up along rows and down columns. */
export function sumRows(rows: readonly LedgerRow[]): LedgerTotal {
  const worth = new Map<string, Sums>()
  let glm = NOTHING
  let shown = NOTHING
  let unvalued = 0
  for (const row of rows) {
    glm = add(glm, row.glm)
    shown = add(shown, row.shown)
    if (row.worth === undefined) unvalued += 1
    else {
      const { currency } = row.worth.rate
      worth.set(currency, add(worth.get(currency) ?? NOTHING, row.worth))
    }
  }
  return { glm, shown, worth, unvalued }
}

const add = (a: Sums, b: Sums): Sums => ({
  whole: a.whole + b.whole,
  parts: {
    free: a.parts.free + b.parts.free,
    reserved: a.parts.reserved + b.parts.reserved,
    paid: a.parts.paid + b.parts.paid,
    refunded: a.parts.refunded + b.parts.refunded,
    lost: a.parts.lost + b.parts.lost,
    unknown: a.parts.unknown + b.parts.unknown,
  },
  chainGas: a.chainGas + b.chainGas,
})

import type { ReactNode } from 'react'
import { decimalsThatSum, SHOWN_DECIMALS } from '#protocol/payment/amount.ts'
import type { LedgerEntry } from '#protocol/payment/ledger-entry.ts'
import {
  type LedgerRow,
  type LedgerTotal,
  PARTS,
  type Part,
  type Sums,
} from '#protocol/payment/ledger-rows.ts'

/** Sums in 10⁻⁴ of a currency. */
export interface Worth {
  readonly currency: string
  readonly sums: Sums
}

/** A line of a ledger's table: a job, or all of them together. */
export interface ShownRow {
  readonly key: string
  readonly name: ReactNode
  readonly glm: Sums
  /** One for each currency; none without a rate. */
  readonly worths: readonly Worth[]
  /** So many that the parts are seen to add up to the whole. */
  readonly decimals: number
  /** Wei of the whole that are the app's author's. */
  readonly toAuthor: bigint
}

export function showRow({ entry, glm, worth }: LedgerRow, name: ReactNode): ShownRow {
  const key = entry.side === 'provider' ? `${entry.jobId} ${entry.payee}` : entry.jobId
  const worths = worth === undefined ? [] : [{ currency: worth.rate.currency, sums: worth }]
  return { key, name, glm, worths, decimals: decimalsOf(entry.side, glm), toAuthor: entry.toAuthor }
}

export function showTotal(
  side: LedgerEntry['side'],
  { glm, worth }: LedgerTotal,
  rows: readonly LedgerRow[],
): ShownRow {
  const worths = Array.from(worth, ([currency, sums]) => ({ currency, sums }))
  const toAuthor = rows.reduce((sum, { entry }) => sum + entry.toAuthor, 0n)
  return { key: 'all', name: 'Together', glm, worths, decimals: decimalsOf(side, glm), toAuthor }
}

const decimalsOf = (side: LedgerEntry['side'], { parts }: Sums) =>
  decimalsThatSum(
    PARTS[side].map((part: Part) => parts[part]),
    SHOWN_DECIMALS,
  )

import type { ReactNode } from 'react'
import {
  type LedgerRow,
  type LedgerTotal,
  roundShown,
  type Sums,
} from '#protocol/payment/ledger-rows.ts'

/** Sums in 10⁻⁴ of a currency. */
export interface Worth {
  readonly currency: string
  readonly sums: Sums
}

/** Wei of GLM, exactly and as they are shown. */
export interface ShownAmount {
  readonly wei: bigint
  readonly shown: bigint
}

/** A line of a ledger's table: a job, or all of them together. */
export interface ShownRow {
  readonly key: string
  readonly name: ReactNode
  readonly glm: Sums
  readonly shown: Sums
  /** One for each currency; none without a rate. */
  readonly worths: readonly Worth[]
  /** Of the whole what is the app's author's. */
  readonly toAuthor: ShownAmount
}

export function showRow(row: LedgerRow, name: ReactNode): ShownRow {
  const { entry, glm, shown, worth } = row
  const key = entry.side === 'provider' ? `${entry.jobId} ${entry.payee}` : entry.jobId
  const worths = worth === undefined ? [] : [{ currency: worth.rate.currency, sums: worth }]
  return { key, name, glm, shown, worths, toAuthor: authorOf([row]) }
}

export function showTotal(
  { glm, shown, worth }: LedgerTotal,
  rows: readonly LedgerRow[],
): ShownRow {
  const worths = Array.from(worth, ([currency, sums]) => ({ currency, sums }))
  return {
    key: 'all',
    name: `All ${rows.length} jobs`,
    glm,
    shown,
    worths,
    toAuthor: authorOf(rows),
  }
}

const authorOf = (rows: readonly LedgerRow[]): ShownAmount => ({
  wei: rows.reduce((sum, { entry }) => sum + entry.toAuthor, 0n),
  shown: rows
    .flatMap(({ entry }) => roundShown([entry.toAuthor]))
    .reduce((sum, wei) => sum + wei, 0n),
})

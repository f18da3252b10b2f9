import type { ReactNode } from 'react'
import type { LedgerEntry } from '#protocol/payment/ledger-entry.ts'
import { rowOf, sumRows } from '#protocol/payment/ledger-rows.ts'
import { Card } from '#web/ui/card.tsx'
import { LedgerTable, type LedgerTableShape } from './ledger-table.tsx'
import { RateNote } from './rate-note.tsx'
import { showRow, showTotal } from './shown-row.ts'

/** The jobs of one side of a person's books, and what they come to; or what would bring the first. */
export function LedgerCard<Of extends LedgerEntry>({
  title,
  legend,
  testId,
  empty,
  entries,
  sayName,
  ...shape
}: {
  readonly title: string
  /** What the columns mean. */
  readonly legend: ReactNode
  readonly testId: string
  readonly empty: ReactNode
  readonly entries: readonly Of[]
  /** Which job it is, and when it was. */
  readonly sayName: (entry: Of) => ReactNode
} & LedgerTableShape) {
  const rows = entries.map((entry) => rowOf(entry))
  const total = sumRows(rows)
  return (
    <Card title={title} data-testid={testId}>
      {rows.length === 0 ? (
        empty
      ) : (
        <>
          <p className="mb-4 max-w-prose text-sm text-quiet">{legend}</p>
          <LedgerTable
            {...shape}
            rows={rows.map((row) => showRow(row, sayName(row.entry)))}
            total={showTotal(total, rows)}
          />
          <RateNote total={total} />
        </>
      )}
    </Card>
  )
}

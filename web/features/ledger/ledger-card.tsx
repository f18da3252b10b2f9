import { type ReactNode, useState } from 'react'
import type { LedgerEntry } from '#protocol/payment/ledger-entry.ts'
import { rowOf, sumRows } from '#protocol/payment/ledger-rows.ts'
import { Button } from '#web/ui/button.tsx'
import { Card } from '#web/ui/card.tsx'
import { FixedRateWords } from './fixed-rate-words.tsx'
import { LedgerTable, type LedgerTableShape } from './ledger-table.tsx'
import { onlyRate } from './only-rate.ts'
import { RateNote } from './rate-note.tsx'
import { showRow, showTotal } from './shown-row.ts'

/** Older jobs are shown when they are asked for. */
const SHOWN_AT_FIRST = 8

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
  const [isWhole, setWhole] = useState(false)
  const rows = entries.map((entry) => rowOf(entry))
  const total = sumRows(rows)
  const rate = onlyRate(entries)
  const older = rows.length - SHOWN_AT_FIRST
  const name = (entry: Of) => (
    <>
      {sayName(entry)}
      {rate === undefined && <FixedRateWords rate={entry.rate} />}
    </>
  )
  return (
    <Card title={title} data-testid={testId}>
      {rows.length === 0 ? (
        empty
      ) : (
        <>
          <p className="mb-4 max-w-prose text-sm text-quiet">{legend}</p>
          <LedgerTable
            {...shape}
            rows={rows
              .slice(0, isWhole ? rows.length : SHOWN_AT_FIRST)
              .map((row) => showRow(row, name(row.entry)))}
            total={showTotal(total, rows)}
          />
          {older > 0 && (
            <Button
              size="small"
              className="mt-4"
              aria-expanded={isWhole}
              onClick={() => setWhole(!isWhole)}
            >
              {isWhole ? 'Show the newest alone' : `Show ${older} older`}
            </Button>
          )}
          <RateNote total={total} rate={rate} />
        </>
      )}
    </Card>
  )
}

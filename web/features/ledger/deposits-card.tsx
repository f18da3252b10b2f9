import { Film } from 'lucide-react'
import { Link } from 'wouter'
import type { DepositEntry } from '#protocol/payment/ledger-entry.ts'
import { rowOf, sumRows } from '#protocol/payment/ledger-rows.ts'
import { testIds } from '#web/test-ids.ts'
import { ButtonLink } from '#web/ui/button.tsx'
import { Card } from '#web/ui/card.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { sayMoment } from '#web/ui/say-moment.ts'
import { FixedRateWords } from './fixed-rate-words.tsx'
import { LedgerTable } from './ledger-table.tsx'
import { RateNote } from './rate-note.tsx'
import { showRow, showTotal } from './shown-row.ts'

const PARTS = [
  { part: 'free', label: 'Free' },
  { part: 'reserved', label: 'Reserved' },
  { part: 'paid', label: 'Paid' },
  { part: 'refunded', label: 'Back with you' },
] as const

/** What this browser locked for its jobs, and where it is. */
export function DepositsCard({ entries }: { readonly entries: readonly DepositEntry[] }) {
  const rows = entries.map((entry) => rowOf(entry))
  const total = sumRows(rows)
  return (
    <Card title="Locked for your jobs" data-testid={testIds.ledgerDeposits}>
      {rows.length === 0 ? (
        <EmptyState
          icon={Film}
          title="Nothing locked yet"
          action={<ButtonLink href="/request">Ask for a render</ButtonLink>}
        >
          What you lock for a job appears here, and where each part of it is.
        </EmptyState>
      ) : (
        <>
          <LedgerTable
            caption="Deposits of your jobs"
            whole="Locked"
            parts={PARTS}
            authorBeside="paid"
            rows={rows.map((row) => showRow(row, <JobName entry={row.entry} />))}
            foot={showTotal(total, rows)}
          />
          <RateNote total={total} />
        </>
      )}
    </Card>
  )
}

function JobName({ entry: { jobId, title, openedAt, rate } }: { readonly entry: DepositEntry }) {
  return (
    <>
      <Link
        href={`/jobs/${jobId}`}
        className="block wrap-anywhere sm:max-w-64 sm:truncate font-semibold underline decoration-line-strong underline-offset-4"
        title={title}
      >
        {title}
      </Link>
      <span className="block text-[0.9em] text-quiet">{sayMoment(openedAt)}</span>
      <FixedRateWords rate={rate} />
    </>
  )
}

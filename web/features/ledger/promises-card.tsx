import { Cpu } from 'lucide-react'
import type { PromisedEntry } from '#protocol/payment/ledger-entry.ts'
import { type Part, rowOf, sumRows } from '#protocol/payment/ledger-rows.ts'
import { testIds } from '#web/test-ids.ts'
import { ButtonLink } from '#web/ui/button.tsx'
import { Card } from '#web/ui/card.tsx'
import { CopyableId } from '#web/ui/copyable-id.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { FixedRateWords } from './fixed-rate-words.tsx'
import { LedgerTable } from './ledger-table.tsx'
import { RateNote } from './rate-note.tsx'
import { showRow, showTotal } from './shown-row.ts'

const USUAL: ReadonlyArray<{ readonly part: Part; readonly label: string }> = [
  { part: 'reserved', label: 'Set aside for you' },
  { part: 'paid', label: 'Paid' },
]
/** Shown only where there is some: nobody should look for trouble in every row. */
const UNUSUAL: typeof USUAL = [
  { part: 'lost', label: 'Gone back' },
  { part: 'unknown', label: 'Not known' },
]

/** What this browser was promised for its work, and where it is. */
export function PromisesCard({ entries }: { readonly entries: readonly PromisedEntry[] }) {
  const rows = entries.map((entry) => rowOf(entry))
  const total = sumRows(rows)
  const parts = [...USUAL, ...UNUSUAL.filter(({ part }) => total.glm.parts[part] > 0n)]
  return (
    <Card title="Promised for your work" data-testid={testIds.ledgerPromises}>
      {rows.length === 0 ? (
        <EmptyState
          icon={Cpu}
          title="Nothing promised yet"
          action={<ButtonLink href="/provide">Give computing</ButtonLink>}
        >
          What requestors promise you for your work appears here, and whether it was paid.
        </EmptyState>
      ) : (
        <>
          <LedgerTable
            caption="Promises to you"
            whole="Promised"
            parts={parts}
            authorBeside="whole"
            rows={rows.map((row) => showRow(row, <WorkName entry={row.entry} />))}
            foot={showTotal(total, rows)}
          />
          <RateNote total={total} />
        </>
      )}
    </Card>
  )
}

function WorkName({ entry: { jobId, payee, rate } }: { readonly entry: PromisedEntry }) {
  return (
    <>
      <CopyableId id={jobId} />
      <span className="block text-[0.9em] text-quiet">
        for <CopyableId id={payee} />
      </span>
      <FixedRateWords rate={rate} />
    </>
  )
}

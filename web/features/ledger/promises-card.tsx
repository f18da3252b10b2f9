import { Cpu } from 'lucide-react'
import type { PromisedEntry } from '#protocol/payment/ledger-entry.ts'
import { testIds } from '#web/test-ids.ts'
import { ButtonLink } from '#web/ui/button.tsx'
import { CopyableId } from '#web/ui/copyable-id.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { saySpan } from '#web/ui/say-moment.ts'
import { LedgerCard } from './ledger-card.tsx'

const PARTS = [
  { part: 'reserved', label: 'Reserved' },
  { part: 'paid', label: 'Paid' },
  // Nobody should look for trouble in every row.
  { part: 'lost', label: 'Lost', isUnusual: true },
  { part: 'unknown', label: 'Unknown', isUnusual: true },
] as const

/** What this browser was promised for its work, and where it is. */
export function PromisesCard({ entries }: { readonly entries: readonly PromisedEntry[] }) {
  return (
    <LedgerCard
      title="Promised for your work"
      legend="The newest first. What is reserved lies in the escrow for you until its job settles or you collect it. What is paid is yours for good: in your wallet, or on its way there from the escrow."
      testId={testIds.ledgerPromises}
      caption="Promises to you, the newest first"
      whole="Promised"
      parts={PARTS}
      authorBeside="whole"
      entries={entries}
      sayName={(entry) => <WorkName entry={entry} />}
      empty={
        <EmptyState
          icon={Cpu}
          title="Nothing promised yet"
          action={<ButtonLink href="/provide">Give computing</ButtonLink>}
        >
          What requestors promise you for your work appears here, and whether it was paid.
        </EmptyState>
      }
    />
  )
}

/** People know their work by when it was. */
function WorkName({ entry: { jobId, payee, taken } }: { readonly entry: PromisedEntry }) {
  const job = (
    <>
      job <CopyableId id={jobId} />
    </>
  )
  return (
    <>
      <span className="block font-semibold">{taken ? saySpan(taken) : job}</span>
      {taken && <span className="block text-[0.9em] text-quiet">{job}</span>}
      <span className="block text-[0.9em] text-quiet">
        for <CopyableId id={payee} />
      </span>
    </>
  )
}

import { Film } from 'lucide-react'
import { Link } from 'wouter'
import type { DepositEntry } from '#protocol/payment/ledger-entry.ts'
import { testIds } from '#web/test-ids.ts'
import { ButtonLink } from '#web/ui/button.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { sayMoment } from '#web/ui/say-moment.ts'
import { LedgerCard } from './ledger-card.tsx'

const PARTS = [
  { part: 'free', label: 'Free' },
  { part: 'reserved', label: 'Reserved' },
  { part: 'paid', label: 'Paid' },
  { part: 'refunded', label: 'Refunded' },
] as const

/** What this browser locked for its jobs, and where it is. */
export function DepositsCard({ entries }: { readonly entries: readonly DepositEntry[] }) {
  return (
    <LedgerCard
      title="Locked for your jobs"
      legend="The newest first. In the escrow lie what is free to be spent and what is reserved for providers at work. What is paid is theirs for good; what is refunded is back in your wallet."
      testId={testIds.ledgerDeposits}
      caption="Deposits of your jobs, the newest first"
      whole="Locked"
      parts={PARTS}
      authorBeside="paid"
      entries={entries}
      sayName={(entry) => <JobName entry={entry} />}
      empty={
        <EmptyState
          icon={Film}
          title="Nothing locked yet"
          action={<ButtonLink href="/request">Ask for a render</ButtonLink>}
        >
          What you lock for a job appears here, and where each part of it is.
        </EmptyState>
      }
    />
  )
}

function JobName({ entry: { jobId, title, openedAt } }: { readonly entry: DepositEntry }) {
  return (
    <>
      <Link
        href={`/jobs/${jobId}`}
        className="block wrap-anywhere @4xl:max-w-64 @4xl:truncate font-semibold underline decoration-line-strong underline-offset-4"
        title={title}
      >
        {title}
      </Link>
      <span className="block text-[0.9em] text-quiet">{sayMoment(openedAt)}</span>
    </>
  )
}

import { explainDifference } from '#protocol/payment/explain-difference.ts'
import type { LedgerEntry } from '#protocol/payment/ledger-entry.ts'
import { testIds } from '#web/test-ids.ts'
import { Notice } from '#web/ui/notice.tsx'
import { shorten } from '#web/ui/short-id.tsx'
import { Why } from '#web/ui/why.tsx'

/** Whether the chain and this browser's own books agree; where they do not, job by job, and what to do. */
export function DifferencesNotice({ entries }: { readonly entries: readonly LedgerEntry[] }) {
  const found = entries.flatMap((entry) => {
    const why = explainDifference(entry)
    return why === undefined ? [] : [{ entry, why }]
  })
  if (entries.length === 0) return null
  if (found.length === 0)
    return (
      <Notice tone="good" data-testid={testIds.ledgerAgrees}>
        The chain and your own books agree: in every job the parts add up to what was locked or
        promised.
      </Notice>
    )
  return (
    <Notice
      tone="warn"
      title={
        found.length === 1
          ? 'In one job the chain and your own books differ'
          : `In ${found.length} jobs the chain and your own books differ`
      }
      data-testid={testIds.ledgerDiffers}
    >
      <ul className="mt-1 flex flex-col gap-2">
        {found.map(({ entry, why }) => (
          <li key={`${entry.side} ${entry.jobId}`}>
            <span className="font-semibold">{nameOf(entry)}:</span> <Why of={why} />
          </li>
        ))}
      </ul>
    </Notice>
  )
}

const nameOf = (entry: LedgerEntry) =>
  entry.side === 'requestor' ? entry.title : `Job ${shorten(entry.jobId)}`

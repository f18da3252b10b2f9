import { ExternalLink } from 'lucide-react'
import type { TransactionHash } from '#peer/ports/ledger.ts'
import { CopyableId } from '#web/ui/copyable-id.tsx'

/** A transaction, to be looked at where its chain has an explorer. */
export function TransactionLink({
  transaction,
  explorer,
}: {
  readonly transaction: TransactionHash
  readonly explorer: string | undefined
}) {
  if (explorer === undefined)
    return (
      <span>
        Transaction <CopyableId id={transaction} />
      </span>
    )
  return (
    <a
      href={`${explorer.replace(/\/$/, '')}/tx/${transaction}`}
      target="_blank"
      rel="noreferrer"
      className="inline-flex min-h-6 items-center gap-1 font-semibold underline"
    >
      Look at the transaction
      <ExternalLink size={14} aria-hidden />
    </a>
  )
}

import { useEffect, useState } from 'react'
import type { JobId } from '#protocol/ids.ts'
import { usePageConfig } from '#web/startup.tsx'
import { testIds } from '#web/test-ids.ts'
import { Notice } from '#web/ui/notice.tsx'
import { findSent, type SentTransaction } from '../wallet/sent-transactions.ts'
import { TransactionLink } from '../wallet/transaction-link.tsx'
import { walletSession } from '../wallet/wallet-desk.ts'
import type { SentFate } from '../wallet/wallet-session.ts'

const SAY: Readonly<Record<SentFate | 'pending', string>> = {
  pending: 'The transaction was sent, and the chain has not taken it in yet.',
  mined: 'The chain has taken the transaction in; the job goes on in a moment.',
  refused: 'The chain refused the transaction: nothing was locked. Cancel this job and ask again.',
  replaced:
    'Another transaction of this wallet took its place: nothing was locked. Cancel this job and ask again.',
}

/** What is known of the transaction that locks a job's budget, also after a reload. */
export function DepositNotice({
  jobId,
  className,
}: {
  readonly jobId: JobId
  readonly className?: string
}) {
  const { chain } = usePageConfig()
  const [sent] = useState(() => findSent(jobId, 'open'))
  const fate = useFate(sent)
  const isLost = fate === 'refused' || fate === 'replaced'
  return (
    <Notice
      tone={isLost ? 'warn' : 'neutral'}
      className={className ?? ''}
      aria-live="polite"
      data-testid={testIds.jobDeposit}
      data-fate={fate ?? 'pending'}
    >
      {sent === undefined ? (
        'Your wallet has not sent it as far as this page knows. If it still asks, confirm it there; if it does not, cancel this job and ask again.'
      ) : (
        <>
          <p>{SAY[fate ?? 'pending']}</p>
          <p className="mt-1">
            Sent {new Date(sent.at).toLocaleTimeString(undefined, { timeStyle: 'short' })}.{' '}
            <TransactionLink transaction={sent.transaction} explorer={chain?.explorer} />
          </p>
        </>
      )}
    </Notice>
  )
}

/** Undefined while it may still go either way. */
function useFate(sent: SentTransaction | undefined): SentFate | undefined {
  const [fate, setFate] = useState<SentFate>()
  useEffect(() => {
    if (sent === undefined) return
    const leaving = new AbortController()
    walletSession()
      .then((session) => session.follow(sent, leaving.signal))
      // Left before it was known.
      .then(setFate, () => undefined)
    return () => leaving.abort()
  }, [sent])
  return fate
}

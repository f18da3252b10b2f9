import { CircleX } from 'lucide-react'
import type { JobView } from '#peer/peer.ts'
import { usePeer } from '#web/peer-context.tsx'
import { testIds } from '#web/test-ids.ts'
import { Amount } from '#web/ui/amount.tsx'
import { ConfirmButton } from '#web/ui/confirm-button.tsx'

/** Ends the job early, after saying what is paid and what comes back. */
export function CancelButton({ job }: { readonly job: JobView }) {
  const peer = usePeer()
  return (
    <ConfirmButton
      label="Cancel the job"
      icon={CircleX}
      variant="danger"
      question="Cancel this job?"
      yes="Cancel it"
      no="Keep going"
      testId={testIds.jobCancel}
      onConfirm={() => {
        // The view tells how it goes; a failure shows there as the job's message.
        peer.cancel(job.jobId).catch(() => undefined)
      }}
    >
      {job.verified} of {job.subtasks} tiles are verified and stay with you.
      {job.money && (
        <>
          {' '}
          Providers get the <Amount wei={job.money.vouchered} /> they have earned; the rest comes
          back to your wallet.
        </>
      )}
    </ConfirmButton>
  )
}

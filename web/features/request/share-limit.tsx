import { Eye } from 'lucide-react'
import type { JobView } from '#peer/peer.ts'
import { usePeer } from '#web/peer-context.tsx'
import { testIds } from '#web/test-ids.ts'
import { ConfirmButton } from '#web/ui/confirm-button.tsx'

/** How much of a job one provider sees, and a way to show everybody all of it. */
export function ShareLimit({ job }: { readonly job: JobView }) {
  const peer = usePeer()
  if (job.maxShare === undefined) return null
  return (
    <div className="mt-4 flex flex-wrap items-center justify-between gap-3 text-sm">
      <p className="min-w-0 flex-1 basis-40 text-quiet">
        One provider sees {job.maxShare} % of the tiles at most.
      </p>
      <ConfirmButton
        label="Lift the limit"
        icon={Eye}
        variant="secondary"
        size="small"
        question="Lift the limit?"
        yes="Lift it"
        no="Keep it"
        testId={testIds.jobLiftShare}
        onConfirm={() => {
          // The view tells how it goes.
          peer.liftShare(job.jobId).catch(() => undefined)
        }}
      >
        From then on a single provider may be lent all tiles that are left. What was seen cannot be
        taken back, so the limit stays off for this job.
      </ConfirmButton>
    </div>
  )
}

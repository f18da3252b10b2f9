import { CircleX } from 'lucide-react'
import { useRef } from 'react'
import type { JobView } from '#peer/peer.ts'
import { usePeer } from '#web/peer-context.tsx'
import { testIds } from '#web/test-ids.ts'
import { Amount } from '#web/ui/amount.tsx'
import { Button } from '#web/ui/button.tsx'

/** Ends the job early, after saying what is paid and what comes back. */
export function CancelButton({ job }: { readonly job: JobView }) {
  const peer = usePeer()
  const dialog = useRef<HTMLDialogElement>(null)
  const cancel = () => {
    dialog.current?.close()
    // The view tells how it goes; a failure shows there as the job's message.
    peer.cancel(job.jobId).catch(() => undefined)
  }
  return (
    <>
      <Button
        variant="danger"
        icon={CircleX}
        data-testid={testIds.jobCancel}
        onClick={() => dialog.current?.showModal()}
      >
        Cancel the job
      </Button>
      <dialog
        ref={dialog}
        aria-label="Cancel this job?"
        className="m-auto max-w-md rounded-2xl border border-line bg-surface p-6 text-ink shadow-card backdrop:bg-black/50"
      >
        <h2 className="text-xl font-bold">Cancel this job?</h2>
        <p className="mt-3 text-quiet">
          {job.verified} of {job.subtasks} tiles are verified and stay with you.
          {job.money && (
            <>
              {' '}
              Providers get the <Amount wei={job.money.vouchered} maxDecimals={6} /> they have
              earned; the rest comes back to your wallet.
            </>
          )}
        </p>
        <div className="mt-6 flex flex-wrap justify-end gap-3">
          <Button onClick={() => dialog.current?.close()}>Keep going</Button>
          <Button variant="danger" onClick={cancel}>
            Cancel it
          </Button>
        </div>
      </dialog>
    </>
  )
}

import { Pause, Play } from 'lucide-react'
import type { JobView } from '#peer/peer.ts'
import { usePeer } from '#web/peer-context.tsx'
import { testIds } from '#web/test-ids.ts'
import { Button } from '#web/ui/button.tsx'

/** Holds a job, or lets it go on. One button, so that the focus stays where it was pressed. */
export function PauseButton({ job }: { readonly job: JobView }) {
  const peer = usePeer()
  const isPaused = job.phase === 'paused'
  const toggle = () => {
    const done = isPaused ? peer.resume(job.jobId) : peer.pause(job.jobId)
    // The view tells how it goes.
    done.catch(() => undefined)
  }
  return (
    <Button
      icon={isPaused ? Play : Pause}
      data-testid={isPaused ? testIds.jobResume : testIds.jobPause}
      onClick={toggle}
    >
      {isPaused ? 'Resume' : 'Pause'}
    </Button>
  )
}

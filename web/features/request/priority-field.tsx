import type { JobPriority, JobView } from '#peer/peer.ts'
import { usePeer } from '#web/peer-context.tsx'
import { Segmented } from '#web/ui/segmented.tsx'

const OPTIONS: ReadonlyArray<{ readonly value: JobPriority; readonly label: string }> = [
  { value: 'high', label: 'Before others' },
  { value: 'normal', label: 'Normal' },
  { value: 'low', label: 'After others' },
]

/** Which of a person's own jobs gets the providers that could serve several. */
export function PriorityField({ job }: { readonly job: JobView }) {
  const peer = usePeer()
  return (
    <div className="mt-4">
      <Segmented
        label="Among your jobs"
        value={job.priority}
        options={OPTIONS}
        onChange={(priority) => {
          // The view tells how it goes.
          peer.prioritise(job.jobId, priority).catch(() => undefined)
        }}
      />
    </div>
  )
}

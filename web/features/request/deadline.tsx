import { CalendarPlus } from 'lucide-react'
import type { JobView } from '#peer/peer.ts'
import { usePeer } from '#web/peer-context.tsx'
import { testIds } from '#web/test-ids.ts'
import { Button } from '#web/ui/button.tsx'
import { sayMoment } from '#web/ui/say-moment.ts'
import { AmendmentStatus } from '../wallet/amendment-status.tsx'
import { useAmendment } from '../wallet/use-amendment.ts'

const DAY_MS = 24 * 3_600_000

/** When a job ends at the latest, and a way to give it more time. */
export function Deadline({ job }: { readonly job: JobView }) {
  const peer = usePeer()
  const { pending, refusal, run } = useAmendment()
  return (
    <div className="mt-4 flex flex-wrap items-center justify-between gap-3 text-sm">
      <p className="min-w-0 flex-1 basis-40 text-quiet">
        Ends by {sayMoment(job.deadline)} at the latest{job.money && '; then the rest is refunded'}.
      </p>
      <Button
        size="small"
        icon={CalendarPlus}
        pending={pending}
        data-testid={testIds.jobExtend}
        onClick={() => run(() => peer.extend(job.jobId, job.deadline + DAY_MS))}
      >
        One more day
      </Button>
      <AmendmentStatus of={{ pending, refusal }} />
    </div>
  )
}

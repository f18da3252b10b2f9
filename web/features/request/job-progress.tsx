import type { JobView } from '#peer/peer.ts'
import { testIds } from '#web/test-ids.ts'
import { Card } from '#web/ui/card.tsx'
import { Progress } from '#web/ui/progress.tsx'
import { Stat } from '#web/ui/stat.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { Why } from '#web/ui/why.tsx'
import { Deadline } from './deadline.tsx'
import { DepositNotice } from './deposit-notice.tsx'
import { estimateSecondsLeft, sayDuration } from './eta.ts'
import { isFunded, isOpen } from './job-state.ts'
import { explainJob, PHASES, sayVerified } from './job-words.ts'
import { PriorityField } from './priority-field.tsx'
import { ShareLimit } from './share-limit.tsx'

/** Where the job stands, in words, numbers and a bar. */
export function JobProgress({ job }: { readonly job: JobView }) {
  const now = useNow(1000)
  const why = explainJob(job)
  // Nobody knows how long what it waits for will take.
  const isGettingOn = job.phase === 'running' && why === undefined
  const left = isGettingOn ? estimateSecondsLeft(job, now) : undefined
  const { join, firstResult, total } = job.seconds
  return (
    <Card>
      <div className="mb-3">
        <h2
          aria-live="polite"
          data-testid={testIds.jobPhase}
          data-phase={job.phase}
          className="text-2xl font-bold"
        >
          {PHASES[job.phase]}
        </h2>
        {/* While offers come it changes with each: too often to be read out. */}
        <div aria-live={job.phase === 'seeking' ? 'off' : 'polite'}>
          {why && <Why of={why} className="mt-1 text-quiet" />}
        </div>
      </div>
      {job.phase === 'funding' && <DepositNotice jobId={job.jobId} className="mb-4" />}
      {/* Outside the live region: nobody wants the countdown read out. */}
      {left !== undefined && <p className="mb-3 text-quiet">{sayDuration(left)} left</p>}
      <Progress
        label={`Tiles ${sayVerified(job)}`}
        value={job.verified}
        max={job.subtasks}
        testId={testIds.jobProgress}
      />
      <p className="mt-2 text-sm text-quiet tabular-nums">
        {job.verified} of {job.subtasks} tiles {sayVerified(job)} · {job.executions} computed
        {job.leased > 0 && ` · ${job.leased} at work`}
      </p>
      {isFunded(job) && <Deadline job={job} />}
      {isOpen(job) && <ShareLimit job={job} />}
      {isOpen(job) && <PriorityField job={job} />}
      <dl className="mt-5 grid grid-cols-3 gap-4">
        <Stat label="first provider">{saySeconds(join)}</Stat>
        <Stat label="first tile">{saySeconds(firstResult)}</Stat>
        <Stat label="all in all">{saySeconds(total)}</Stat>
      </dl>
    </Card>
  )
}

const saySeconds = (seconds: number | undefined) =>
  seconds === undefined ? '–' : `${seconds.toFixed(1)} s`

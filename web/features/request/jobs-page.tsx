import { Film } from 'lucide-react'
import { Link } from 'wouter'
import type { JobView } from '#peer/peer.ts'
import { useView } from '#web/peer-context.tsx'
import { Amount } from '#web/ui/amount.tsx'
import { ButtonLink } from '#web/ui/button.tsx'
import { Card } from '#web/ui/card.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { Page } from '#web/ui/page.tsx'
import { Pill, type Tone } from '#web/ui/pill.tsx'
import { Progress } from '#web/ui/progress.tsx'
import { Why } from '#web/ui/why.tsx'
import { ElsewhereNotice } from './elsewhere-notice.tsx'
import { isOpen } from './job-state.ts'
import { explainJob, PHASES, sayVerified } from './job-words.ts'
import { UnreadNotice } from './unread-notice.tsx'

const TONES: Partial<Record<JobView['phase'], Tone>> = {
  running: 'good',
  done: 'good',
  failed: 'bad',
  funding: 'warn',
  paused: 'warn',
}

/** Everything this browser has asked for; kept across reloads, and shown in each of its tabs. */
export function JobsPage() {
  const { jobs, jobsRun, unreadJobs } = useView()
  return (
    <Page title="Jobs" lead="What you have asked for. It goes on after a reload.">
      {jobsRun === 'elsewhere' && jobs.some(isOpen) && <ElsewhereNotice />}
      {unreadJobs > 0 && <UnreadNotice count={unreadJobs} />}
      {jobs.length === 0 ? (
        <Card>
          <EmptyState
            icon={Film}
            title="No jobs yet"
            action={
              <ButtonLink href="/request" variant="primary">
                Ask for a render
              </ButtonLink>
            }
          >
            A job you post appears here, with its picture, its providers and its money.
          </EmptyState>
        </Card>
      ) : (
        <ul className="flex flex-col gap-4">
          {jobs.map((job) => (
            <li key={job.jobId}>
              <JobCard job={job} />
            </li>
          ))}
        </ul>
      )}
    </Page>
  )
}

function JobCard({ job }: { readonly job: JobView }) {
  const why = explainJob(job)
  return (
    <Link href={`/jobs/${job.jobId}`} className="block rounded-2xl">
      <Card className="transition-colors hover:border-line-strong">
        <div className="mb-3 flex flex-wrap items-baseline justify-between gap-3">
          <h2 className="text-lg font-semibold">{job.title}</h2>
          <Pill tone={TONES[job.phase] ?? 'neutral'}>{PHASES[job.phase]}</Pill>
        </div>
        {why && <Why of={why} className="mb-3 text-sm text-quiet" />}
        <Progress label={`Tiles ${sayVerified(job)}`} value={job.verified} max={job.subtasks} />
        <p className="mt-3 flex flex-wrap justify-between gap-2 text-sm text-quiet tabular-nums">
          <span>
            {job.verified} of {job.subtasks} tiles ·{' '}
            {new Date(job.createdAt).toLocaleString(undefined, {
              dateStyle: 'medium',
              timeStyle: 'short',
            })}
          </span>
          <span>{job.money ? <Amount wei={job.money.vouchered} /> : 'free'}</span>
        </p>
      </Card>
    </Link>
  )
}

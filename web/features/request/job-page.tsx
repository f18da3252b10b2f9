import { SearchX } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'wouter'
import type { JobView } from '#peer/peer.ts'
import { isRender, readParams } from '#wasm-tasks/render/params.ts'
import { EvidenceButton } from '#web/features/evidence/evidence-button.tsx'
import { useView } from '#web/peer-context.tsx'
import { ButtonLink } from '#web/ui/button.tsx'
import { Card } from '#web/ui/card.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Page } from '#web/ui/page.tsx'
import { LedgerLink } from '../ledger/ledger-link.tsx'
import { CancelButton } from './cancel-button.tsx'
import { ElsewhereNotice } from './elsewhere-notice.tsx'
import { FundForm } from './fund-form.tsx'
import { JobProgress } from './job-progress.tsx'
import { hasRest, isEnded, isFunded, isOpen } from './job-state.ts'
import { JobVideo } from './job-video.tsx'
import { LedgerBar } from './ledger-bar.tsx'
import { LivePicture } from './live-picture.tsx'
import { PauseButton } from './pause-button.tsx'
import { CandidatesCard, ProvidersCard } from './providers-card.tsx'
import { ReachedCard } from './reached-card.tsx'
import { RestCard } from './rest-card.tsx'

/** One job: its picture as it grows, how it goes, who computes it, where its money is. */
export function JobPage({ jobId }: { readonly jobId: string }) {
  const { jobs, jobsRun } = useView()
  const job = jobs.find((one) => one.jobId === jobId)
  const next = jobs.find(({ continues }) => continues === jobId)
  if (job === undefined)
    return (
      <Page title="Job">
        <Card>
          <EmptyState
            icon={SearchX}
            title="This browser does not know that job"
            action={<ButtonLink href="/jobs">All jobs</ButtonLink>}
          >
            Jobs are kept by the browser that asked for them.
          </EmptyState>
        </Card>
      </Page>
    )
  return <KnownJob key={job.jobId} job={job} isElsewhere={jobsRun === 'elsewhere'} next={next} />
}

function KnownJob({
  job,
  isElsewhere,
  next,
}: {
  readonly job: JobView
  readonly isElsewhere: boolean
  /** The job that computes what this one left undone. */
  readonly next: JobView | undefined
}) {
  // Every view brings a fresh copy of them; they never change. Other apps' jobs have no picture.
  const [params] = useState(() => (isRender(job.appId) ? readParams(job.params) : undefined))
  const isComplete = job.verified === job.subtasks
  const isGrowing = params !== undefined && !isComplete
  const picture = params && (
    <Card title={isComplete ? 'Frame by frame' : 'Picture'}>
      <LivePicture jobId={job.jobId} params={params} isGrowing={isGrowing} />
    </Card>
  )
  const money = (
    <Card title="Money" actions={job.money && <LedgerLink />}>
      {job.money === undefined ? (
        <p className="text-quiet">A free job: no money is locked, moved or owed.</p>
      ) : job.phase === 'funding' ? (
        <p className="text-quiet">Nothing is locked yet.</p>
      ) : (
        <>
          <LedgerBar money={job.money} />
          {isFunded(job) && <FundForm job={job} money={job.money} />}
        </>
      )}
    </Card>
  )
  return (
    <Page
      title={job.title}
      actions={
        isOpen(job) ? (
          <JobActions job={job} />
        ) : (
          <EvidenceButton jobId={job.jobId} side="requestor" />
        )
      }
    >
      {isElsewhere && isOpen(job) && <ElsewhereNotice />}
      {job.continues && (
        <Notice>
          {job.inherited} tiles were verified before, by{' '}
          <Link href={`/jobs/${job.continues}`} className="font-semibold underline">
            a job that ended early
          </Link>
          . Its money was settled on its own.
        </Notice>
      )}
      {hasRest(job) && <RestCard job={job} next={next} />}
      <div className="grid items-start gap-5 sm:gap-6 lg:grid-cols-[1.4fr_1fr]">
        <div className="flex flex-col gap-5 sm:gap-6">
          {params && isComplete && <JobVideo jobId={job.jobId} params={params} />}
          {isGrowing ? picture : money}
        </div>
        <div className="flex flex-col gap-5 sm:gap-6">
          <JobProgress job={job} />
          {isGrowing ? money : picture}
        </div>
      </div>
      {isEnded(job) && <ReachedCard job={job} />}
      {job.phase !== 'funding' && <ProvidersCard job={job} />}
      <CandidatesCard job={job} />
    </Page>
  )
}

function JobActions({ job }: { readonly job: JobView }) {
  return (
    <div className="flex flex-wrap gap-3">
      {isFunded(job) && <PauseButton job={job} />}
      <CancelButton job={job} />
    </div>
  )
}

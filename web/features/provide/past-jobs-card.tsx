import type { ProviderView } from '#peer/provider-view.ts'
import { testIds } from '#web/test-ids.ts'
import { Amount } from '#web/ui/amount.tsx'
import { Card } from '#web/ui/card.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Pill } from '#web/ui/pill.tsx'
import { sayMoment } from '#web/ui/say-moment.ts'
import { ShortId } from '#web/ui/short-id.tsx'
import { type Column, Table } from '#web/ui/table.tsx'
import { EvidenceButton } from '../evidence/evidence-button.tsx'
import { type JobSoFar, jobsSoFar } from './jobs-so-far.ts'
import { usePastJobs } from './use-past-jobs.ts'

const count = (value: number) => value.toLocaleString('en')

const COLUMNS: ReadonlyArray<Column<JobSoFar>> = [
  { title: 'Job', wrap: true, cell: (job) => <JobTitle job={job} /> },
  { title: 'For', cell: ({ requestor }) => <ShortId id={requestor} /> },
  { title: 'Agreed on', cell: ({ agreedAt }) => sayMoment(agreedAt) },
  {
    title: 'Earned',
    align: 'right',
    cell: ({ earned }) => (earned === undefined ? 'credit' : <Amount wei={earned} inColumn />),
  },
  { title: 'Right', align: 'right', cell: ({ verified }) => count(verified) },
  {
    title: 'Wrong',
    align: 'right',
    cell: ({ rejected }) => (
      <span className={rejected > 0 ? 'text-bad' : undefined}>{count(rejected)}</span>
    ),
  },
  {
    title: 'Evidence',
    align: 'right',
    cell: ({ jobId }) => <EvidenceButton jobId={jobId} side="provider" size="small" />,
  },
]

/** What this tab worked on, and proof of each that anybody can check. */
export function PastJobsCard({ provider }: { readonly provider: ProviderView }) {
  const jobs = usePastJobs(`${provider.record.signed} ${provider.jobs.length}`)
  return (
    <Card title="Jobs you worked on" data-testid={testIds.providePastJobs}>
      <p className="mb-4 max-w-prose text-sm text-quiet">
        Should a requestor deny what you did or what it owes, the evidence shows it: what both of
        you signed, its verdicts and its last promise to pay, in one file that anybody can check
        without a network, with <code>loam verify</code>. The newest jobs are kept.
      </p>
      {jobs === 'failed' ? (
        <Notice tone="bad" title="The list cannot be read">
          Reload the page. What was signed stays on this disk.
        </Notice>
      ) : jobs === undefined ? (
        <p className="text-sm text-quiet">Looking…</p>
      ) : jobs.length === 0 ? (
        <p className="text-sm text-quiet">None yet: the first is here once you agreed on one.</p>
      ) : (
        <Table
          caption="Jobs you worked on"
          columns={COLUMNS}
          rows={jobsSoFar(jobs, provider.jobs)}
          rowKey={({ jobId }) => jobId}
        />
      )}
    </Card>
  )
}

function JobTitle({ job: { title, isRunning } }: { readonly job: JobSoFar }) {
  return (
    <span className="flex flex-wrap items-center gap-2">
      {title}
      {isRunning && (
        <Pill tone="good" dot="breathing">
          at work
        </Pill>
      )}
    </span>
  )
}

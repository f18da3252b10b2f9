import type { JobProviderView, JobView } from '#peer/peer.ts'
import { testIds } from '#web/test-ids.ts'
import { Amount } from '#web/ui/amount.tsx'
import { Card } from '#web/ui/card.tsx'
import { CopyableId } from '#web/ui/copyable-id.tsx'
import { Pill, type Tone } from '#web/ui/pill.tsx'
import { type Column, Table } from '#web/ui/table.tsx'
import { Why } from '#web/ui/why.tsx'
import { sayReputation } from '../provide/reputation-words.ts'
import { isEnded, isOpen } from './job-state.ts'
import { sayVerified } from './job-words.ts'

const STATES: Readonly<Record<JobProviderView['state'], { label: string; tone: Tone }>> = {
  connecting: { label: 'Connecting', tone: 'neutral' },
  working: { label: 'Working', tone: 'good' },
  idle: { label: 'Idle', tone: 'neutral' },
  suspect: { label: 'Silent', tone: 'warn' },
  gone: { label: 'Left', tone: 'neutral' },
  banned: { label: 'Banned', tone: 'bad' },
}

const WITH_US: Column<JobProviderView> = {
  title: 'State',
  cell: ({ state }) => (
    <Pill tone={STATES[state].tone} dot={state === 'working' ? 'breathing' : 'still'}>
      {STATES[state].label}
    </Pill>
  ),
}
/** Once a job is over everybody has gone: what counts is how they parted. */
const AFTERWARDS: Column<JobProviderView> = {
  title: 'State',
  cell: ({ state, verified }) =>
    state === 'banned' ? (
      <Pill tone="bad">Banned</Pill>
    ) : (
      <Pill tone={verified > 0 ? 'good' : 'neutral'}>{verified > 0 ? 'Done' : 'Not needed'}</Pill>
    ),
}
const NAME: Column<JobProviderView> = {
  title: 'Provider',
  cell: ({ peer }) => <CopyableId id={peer} />,
}
const PATH: Column<JobProviderView> = { title: 'Path', cell: ({ path }) => path ?? '–' }
const PAYEE: Column<JobProviderView> = {
  title: 'Paid to',
  cell: ({ payee }) => (payee === undefined ? '–' : <CopyableId id={payee} />),
}
/** What others said of it before, and what that is worth. */
const RECORD: Column<JobProviderView> = {
  title: 'Record',
  cell: ({ reputation }) => {
    const { short, why, tone } = sayReputation(reputation)
    return (
      <span title={why} className={tone === 'bad' ? 'text-bad' : undefined}>
        {short}
      </span>
    )
  },
}
const workColumns = (job: JobView): ReadonlyArray<Column<JobProviderView>> => [
  {
    title: sayVerified(job) === 'taken' ? 'Taken' : 'Verified',
    align: 'right',
    cell: ({ verified }) => verified,
  },
  { title: 'Rejected', align: 'right', cell: ({ rejected }) => rejected },
]

const PAID_COLUMNS: ReadonlyArray<Column<JobProviderView>> = [
  {
    title: 'Price',
    align: 'right',
    cell: ({ pricePerGigaGas }) =>
      pricePerGigaGas === undefined ? '–' : <Amount wei={pricePerGigaGas} inColumn />,
  },
  {
    title: 'Earned',
    align: 'right',
    cell: ({ earned }) => <Amount wei={earned} inColumn />,
  },
]

/** Who computes, and how it goes. */
export function ProvidersCard({ job }: { readonly job: JobView }) {
  const state = isEnded(job) ? AFTERWARDS : WITH_US
  // Words first, then figures: right-aligned ones would touch a column of words behind them.
  const columns =
    job.money === undefined
      ? [NAME, state, PATH, RECORD, ...workColumns(job)]
      : [NAME, state, PATH, PAYEE, RECORD, ...workColumns(job), ...PAID_COLUMNS]
  return (
    <Card title="Providers">
      {job.providers.length > 0 ? (
        <>
          <Table
            caption="Providers of this job"
            columns={columns}
            rows={job.providers}
            rowKey={({ peer }) => peer}
          />
          {job.money && isOpen(job) && (
            <p className="mt-4 text-sm text-quiet">
              Earned is what was promised so far. Of each provider the latest pay is held back until
              the job ends, and of one who is new all of it.
            </p>
          )}
          <Records providers={job.providers} />
        </>
      ) : isOpen(job) ? (
        <p className="text-quiet">
          Nobody has joined yet. The job is cried out again every second and a half; who answers and
          is not taken is listed below with the reason.
        </p>
      ) : (
        <p className="text-quiet">Nobody is with it any more.</p>
      )}
    </Card>
  )
}

/** Why each is trusted, in sentences. */
function Records({ providers }: { readonly providers: readonly JobProviderView[] }) {
  return (
    <details className="mt-4 text-sm">
      <summary className="cursor-pointer font-semibold">Why they are trusted</summary>
      <p className="mt-2 max-w-prose text-quiet">
        A provider shows what requestors before signed of its work. It can leave no agreement out,
        and paid words are held to the escrow. They spare it a part of the checks, never all.
      </p>
      <ul className="mt-2 flex flex-col divide-y divide-line">
        {providers.map(({ peer, reputation }) => (
          <li key={peer} className="flex flex-wrap items-baseline gap-x-6 gap-y-1 py-2">
            <CopyableId id={peer} />
            <span className="min-w-0 flex-1 basis-72 text-quiet">
              {sayReputation(reputation).why}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** Who offered and was not taken, or was sent away, and what would change that. */
export function CandidatesCard({ job }: { readonly job: JobView }) {
  if (job.turnedAway.length === 0) return null
  return (
    <Card title="Not taken, or sent away" data-testid={testIds.jobTurnedAway}>
      <ul className="flex flex-col divide-y divide-line text-sm">
        {job.turnedAway.map(({ peer, ...why }) => (
          <li
            key={peer}
            className="flex flex-wrap items-baseline gap-x-6 gap-y-1 py-3 first:pt-0 last:pb-0"
          >
            <CopyableId id={peer} />
            <Why of={why} className="min-w-0 flex-1 basis-72 text-quiet" />
          </li>
        ))}
      </ul>
    </Card>
  )
}

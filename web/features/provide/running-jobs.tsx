import { Cpu, Gpu, Link2, Radio, Sprout } from 'lucide-react'
import type { ProviderJobView, ProviderView } from '#peer/provider-view.ts'
import { sayRecord } from '#protocol/market/requestor-record.ts'
import { sayShare } from '#protocol/payment/author-share.ts'
import { Amount } from '#web/ui/amount.tsx'
import { Card } from '#web/ui/card.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { Pill } from '#web/ui/pill.tsx'
import { ShortId } from '#web/ui/short-id.tsx'
import { Why } from '#web/ui/why.tsx'

/** The jobs this tab works on now, or why there is none. */
export function RunningJobs({ provider }: { readonly provider: ProviderView }) {
  return (
    <Card title="On your cores now">
      {provider.jobs.length > 0 ? (
        <ul className="flex flex-col divide-y divide-line">
          {provider.jobs.map((job) => (
            <li key={job.jobId} className="py-5 first:pt-0 last:pb-0">
              <RunningJob job={job} />
            </li>
          ))}
        </ul>
      ) : provider.status === 'cannotWork' ? (
        <EmptyState icon={Radio} title="No work can reach this tab">
          {provider.explanation && <Why of={provider.explanation} />}
        </EmptyState>
      ) : (
        <EmptyState icon={Sprout} title="Nothing to do yet">
          The jobs that you work on appear here. Leave the tab open; it also works in the
          background.
        </EmptyState>
      )}
    </Card>
  )
}

function RunningJob({ job }: { readonly job: ProviderJobView }) {
  const {
    title,
    requestor,
    record,
    paid,
    device,
    path,
    vouchered,
    authorShare,
    running,
    waiting,
    verified,
    rejected,
  } = job
  const unsettled = job.answered - verified - rejected
  return (
    <article aria-label={title} className="flex flex-col gap-4 lg:flex-row lg:items-center">
      <div className="min-w-0 grow">
        <h3 className="truncate font-semibold">{title}</h3>
        <p className="mt-1 text-sm">{sayState(job)}</p>
        <p className="mt-1 flex flex-wrap items-center gap-2 text-sm text-quiet">
          <span>
            for <ShortId id={requestor} />
          </span>
          {path === 'direct' ? (
            <Pill tone="good" icon={Link2}>
              direct
            </Pill>
          ) : (
            <Pill tone="warn" icon={Radio}>
              relayed
            </Pill>
          )}
          {device === 'graphics' ? (
            <Pill icon={Gpu}>on the graphics card</Pill>
          ) : (
            <Pill icon={Cpu}>on processor cores</Pill>
          )}
          {!paid && <Pill icon={Sprout}>for credit</Pill>}
          {authorShare && <span>{sayShare(authorShare)} of the pay goes to the app’s author</span>}
        </p>
        <p className="mt-1 text-sm text-quiet">
          So far its requestor {sayRecord(record, Date.now()) ?? 'is new to you'}.
          {paid && verified > 0 && vouchered === 0n && ` ${NOT_PROMISED_YET}`}
        </p>
      </div>
      <dl className="grid shrink-0 grid-cols-3 gap-x-6 gap-y-3 sm:grid-cols-6 lg:grid-cols-[repeat(5,3.5rem)_7.5rem]">
        <Count label="running">{running}</Count>
        <Count label="waiting">{waiting}</Count>
        <Count label="in check">{Math.max(0, unsettled)}</Count>
        <Count label="verified" className="text-good">
          {verified}
        </Count>
        <Count label="rejected" className={rejected > 0 ? 'text-bad' : 'text-quiet'}>
          {rejected}
        </Count>
        <Count label="earned">{paid ? <Amount wei={vouchered} /> : '–'}</Count>
      </dl>
    </article>
  )
}

const NOT_PROMISED_YET =
  'It promises nothing yet: to those who are new to it, all pay is held back until enough of their work was right, or until the job ends.'

/** What a job is at, and what it waits for. */
function sayState({ isReady, running, waiting, answered, verified, rejected }: ProviderJobView) {
  if (!isReady) return 'Fetching and checking its program; pieces come once that is done.'
  if (running > 0) return 'Computing.'
  if (waiting > 0) return 'Its next piece begins once a core is free, and has rested as you chose.'
  return answered > verified + rejected
    ? 'Waiting for the requestor to check what was answered; new pieces come by themselves.'
    : 'Waiting for pieces: its requestor hands out none at the moment, and will by itself.'
}

function Count({
  label,
  className,
  children,
}: {
  readonly label: string
  readonly className?: string
  readonly children: React.ReactNode
}) {
  return (
    <div className="flex min-w-14 flex-col">
      <dt className="order-2 text-sm text-quiet">{label}</dt>
      <dd className="order-1 font-semibold whitespace-nowrap tabular-nums">
        <span className={className}>{children}</span>
      </dd>
    </div>
  )
}

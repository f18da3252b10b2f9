import { Link2, Moon, Radio, Sprout } from 'lucide-react'
import type { ProviderJobView, ProviderView } from '#peer/peer.ts'
import { Amount } from '#web/ui/amount.tsx'
import { Card } from '#web/ui/card.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { Pill } from '#web/ui/pill.tsx'
import { ShortId } from '#web/ui/short-id.tsx'
import { type Column, Table } from '#web/ui/table.tsx'

const COLUMNS: ReadonlyArray<Column<ProviderJobView>> = [
  {
    title: 'Job',
    cell: ({ title, requestor }) => (
      <>
        <span className="block font-semibold">{title}</span>
        <span className="text-quiet">
          for <ShortId id={requestor} />
        </span>
      </>
    ),
  },
  {
    title: 'Pay',
    cell: ({ paid, vouchered }) =>
      paid ? <Amount wei={vouchered} /> : <Pill icon={Sprout}>credit</Pill>,
  },
  {
    title: 'Path',
    cell: ({ path }) =>
      path === 'direct' ? (
        <Pill tone="good" icon={Link2}>
          direct
        </Pill>
      ) : (
        <Pill tone="warn" icon={Radio}>
          relayed
        </Pill>
      ),
  },
  { title: 'Running', align: 'right', cell: ({ running }) => running },
  { title: 'Waiting', align: 'right', cell: ({ waiting }) => waiting },
  { title: 'Answered', align: 'right', cell: ({ answered }) => answered },
  {
    title: 'Verified',
    align: 'right',
    cell: ({ verified }) => <span className="font-semibold text-good">{verified}</span>,
  },
  {
    title: 'Rejected',
    align: 'right',
    cell: ({ rejected }) => (
      <span className={rejected > 0 ? 'font-semibold text-bad' : 'text-quiet'}>{rejected}</span>
    ),
  },
]

/** The jobs this tab works on now. */
export function RunningJobs({ provider }: { readonly provider: ProviderView }) {
  return (
    <Card title="On your cores now">
      {provider.jobs.length > 0 ? (
        <Table
          caption="Jobs this tab works on"
          columns={COLUMNS}
          rows={provider.jobs}
          rowKey={({ jobId }) => jobId}
        />
      ) : provider.status === 'off' ? (
        <EmptyState icon={Moon} title="Nothing runs">
          Press Start, and jobs that fit your terms appear here.
        </EmptyState>
      ) : (
        <EmptyState icon={Sprout} title="Nothing to do yet">
          {provider.reason ?? 'Waiting for somebody to ask for work.'} Leave the tab open; it also
          works in the background.
        </EmptyState>
      )}
    </Card>
  )
}

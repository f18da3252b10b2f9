import type { JobProviderView, JobView } from '#peer/peer.ts'
import { Amount } from '#web/ui/amount.tsx'
import { Card } from '#web/ui/card.tsx'
import { CopyableId } from '#web/ui/copyable-id.tsx'
import { Pill, type Tone } from '#web/ui/pill.tsx'
import { type Column, Table } from '#web/ui/table.tsx'

const STATES: Readonly<Record<JobProviderView['state'], { label: string; tone: Tone }>> = {
  connecting: { label: 'Connecting', tone: 'neutral' },
  working: { label: 'Working', tone: 'good' },
  idle: { label: 'Idle', tone: 'neutral' },
  suspect: { label: 'Silent', tone: 'warn' },
  gone: { label: 'Left', tone: 'neutral' },
  banned: { label: 'Banned', tone: 'bad' },
}

const COLUMNS: ReadonlyArray<Column<JobProviderView>> = [
  { title: 'Provider', cell: ({ peer }) => <CopyableId id={peer} /> },
  {
    title: 'State',
    cell: ({ state }) => (
      <Pill tone={STATES[state].tone} dot={state === 'working' ? 'breathing' : 'still'}>
        {STATES[state].label}
      </Pill>
    ),
  },
  { title: 'Path', cell: ({ path }) => path ?? '–' },
  { title: 'Verified', align: 'right', cell: ({ verified }) => verified },
  { title: 'Rejected', align: 'right', cell: ({ rejected }) => rejected },
]

const PAID_COLUMNS: ReadonlyArray<Column<JobProviderView>> = [
  {
    title: 'Paid to',
    cell: ({ payee }) => (payee === undefined ? '–' : <CopyableId id={payee} />),
  },
  {
    title: 'Price',
    align: 'right',
    cell: ({ pricePerGigaGas }) =>
      pricePerGigaGas === undefined ? '–' : <Amount wei={pricePerGigaGas} maxDecimals={6} />,
  },
  {
    title: 'Earned',
    align: 'right',
    cell: ({ earned }) => <Amount wei={earned} maxDecimals={6} />,
  },
]

/** Who computes, how it goes, and who was not taken and why. */
export function ProvidersCard({ job }: { readonly job: JobView }) {
  return (
    <Card title="Providers">
      {job.providers.length === 0 ? (
        <p className="text-quiet">Nobody has joined yet. Demands go out every second and a half.</p>
      ) : (
        <Table
          caption="Providers of this job"
          columns={job.money === undefined ? COLUMNS : [...COLUMNS, ...PAID_COLUMNS]}
          rows={job.providers}
          rowKey={({ peer }) => peer}
        />
      )}
      {job.turnedAway.length > 0 && (
        <details className="mt-4">
          <summary className="cursor-pointer text-sm font-semibold text-quiet">
            Not taken or sent away ({job.turnedAway.length})
          </summary>
          <ul className="mt-2 flex flex-col gap-1 text-sm">
            {job.turnedAway.map(({ peer, reason }) => (
              <li key={peer}>
                <CopyableId id={peer} />: {reason}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Card>
  )
}

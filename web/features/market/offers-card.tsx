import { Handshake } from 'lucide-react'
import { Link } from 'wouter'
import type { OfferView } from '#protocol/market/recent-offers.ts'
import { sayTime } from '#protocol/market/say-time.ts'
import { SAY_GIGA_UNIT } from '#protocol/task/unit.ts'
import { useView } from '#web/peer-context.tsx'
import { Amount } from '#web/ui/amount.tsx'
import { Card } from '#web/ui/card.tsx'
import { CopyableId } from '#web/ui/copyable-id.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { Pill } from '#web/ui/pill.tsx'
import { type Column, Table } from '#web/ui/table.tsx'
import { Why } from '#web/ui/why.tsx'

const COLUMNS: ReadonlyArray<Column<OfferView>> = [
  { title: 'Provider', cell: ({ provider }) => <CopyableId id={provider} /> },
  { title: 'Answer', wrap: true, cell: ({ answer }) => <Answer of={answer} /> },
  {
    title: 'For',
    cell: ({ jobId, title }) => (
      <Link
        href={`/jobs/${jobId}`}
        className="inline-block max-w-48 truncate align-bottom underline"
      >
        {title}
      </Link>
    ),
  },
  {
    title: 'Asks',
    cell: ({ pricePerGigaGas, unit }) =>
      pricePerGigaGas === 0n ? (
        'nothing'
      ) : (
        <>
          <Amount wei={pricePerGigaGas} className="block" />
          <span className="block text-quiet">for {SAY_GIGA_UNIT[unit]}</span>
        </>
      ),
  },
  {
    title: 'Has',
    cell: ({ cores, upMs }) => (
      <>
        <span className="block">{cores === 1 ? '1 core' : `${cores} cores`}</span>
        <span className="block text-quiet">here for {sayTime(upMs)}</span>
      </>
    ),
  },
]

/** Who offered to work on this tab's jobs of late, and why each was taken or not. */
export function OffersCard() {
  const { offers } = useView().market
  return (
    <Card title="Offers to your jobs">
      {offers.length === 0 ? (
        <EmptyState icon={Handshake} title="Nobody has offered in the last ten minutes">
          Offers are made to jobs. Post one, and every answer to it is listed here, with the reason
          where it is not taken.
        </EmptyState>
      ) : (
        <Table
          caption="Offers of the last ten minutes"
          columns={COLUMNS}
          rows={offers}
          rowKey={({ provider, jobId }) => `${provider} ${jobId}`}
        />
      )}
    </Card>
  )
}

function Answer({ of }: { readonly of: OfferView['answer'] }) {
  if (of === 'taken') return <Pill tone="good">taken</Pill>
  if (of === 'weighed') return <Pill>being weighed</Pill>
  return <Why of={of} className="text-quiet" />
}

import { Scale } from 'lucide-react'
import type { GoingRate, PriceSummary } from '#protocol/market/going-rate.ts'
import { sayPriceUnit } from '#protocol/market/price.ts'
import { useView } from '#web/peer-context.tsx'
import { Card } from '#web/ui/card.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { type Column, Table } from '#web/ui/table.tsx'
import { sayPriceRange } from './price-words.ts'

export const FORMATS: Readonly<Record<GoingRate['format'], string>> = {
  kernel: 'Processors',
  wasi: 'Processors, WASI programs',
  wgsl: 'Graphics cards',
}

const COLUMNS: ReadonlyArray<Column<GoingRate>> = [
  {
    title: 'Work on',
    cell: ({ format, unit }) => (
      <>
        <span className="block font-medium">{FORMATS[format]}</span>
        <span className="block text-quiet">{sayPriceUnit({ unit })}</span>
      </>
    ),
  },
  { title: 'Wanted now, at most', cell: ({ ceilings }) => <Prices of={ceilings} noun="demand" /> },
  { title: 'Offered', cell: ({ asks }) => <Prices of={asks} noun="provider" /> },
  {
    title: 'Agreed',
    cell: ({ agreed }) =>
      agreed === undefined ? (
        <None />
      ) : (
        <>
          <span className="block tabular-nums">
            median {sayPriceRange(agreed.median, agreed.median)}
          </span>
          <span className="block text-quiet">
            {agreed.count === 1
              ? '1 agreement'
              : `half between ${sayPriceRange(agreed.low, agreed.high)}, ${agreed.count} agreements`}
          </span>
        </>
      ),
  },
]

/** What is asked, offered and agreed, as far as this tab heard. */
export function MarketCard() {
  const { market } = useView()
  return (
    <Card title="Prices">
      {market.rates.length === 0 ? (
        <EmptyState icon={Scale} title="No prices heard since this page was opened">
          This tab knows what it hears itself and forgets it at a reload: the demands of others
          while it is open, and the offers to its own jobs. Leave it open, or post a job to be
          offered prices.
        </EmptyState>
      ) : (
        <>
          <Table
            caption="Prices heard by this tab"
            columns={COLUMNS}
            rows={market.rates}
            rowKey={({ format, unit }) => `${format} ${unit}`}
          />
          <p className="mt-4 text-sm text-quiet">
            This is what this tab heard itself since this page was opened, for a day at most, not
            the whole market. Each provider is paid the price it asked. Gas counts the instructions
            that a program runs: 10⁹ are about one core’s second.
          </p>
        </>
      )}
    </Card>
  )
}

function Prices({ of, noun }: { readonly of: PriceSummary | undefined; readonly noun: string }) {
  if (of === undefined) return <None />
  return (
    <>
      <span className="block whitespace-nowrap tabular-nums">
        {sayPriceRange(of.lowest, of.highest)}
      </span>
      <span className="block text-quiet">
        {of.count} {noun}
        {of.count === 1 ? '' : 's'}
      </span>
    </>
  )
}

const None = () => <span className="text-quiet">none heard</span>

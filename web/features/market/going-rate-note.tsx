import { Link } from 'wouter'
import { estimateCost, type GoingRate } from '#protocol/market/going-rate.ts'
import { useView } from '#web/peer-context.tsx'
import { testIds } from '#web/test-ids.ts'
import { sayPriceRange } from './price-words.ts'

/** What a job is likely to cost at the prices this tab heard, beside the form's own ceiling. */
export function GoingRateNote({
  of,
  gas,
}: {
  readonly of: Pick<GoingRate, 'format' | 'unit'>
  /** Of the whole job in its unit, replicas counted. */
  readonly gas: bigint
}) {
  const { market } = useView()
  const rate = market.rates.find(({ format, unit }) => format === of.format && unit === of.unit)
  const range = estimateCost(rate, gas)
  const allPrices = (
    <Link href="/market" className="font-semibold underline">
      All prices
    </Link>
  )
  if (range === undefined)
    return (
      <p className="mt-4 text-sm text-quiet" data-testid={testIds.requestGoingRate}>
        No prices for such work were heard since this page was opened, so the expected cost is by
        your own price alone. Leave this page open to hear more. {allPrices}
      </p>
    )
  const source =
    range.from === 'agreed'
      ? `by ${range.count} agreement${range.count === 1 ? '' : 's'} heard since this page was opened`
      : `by what ${range.count} provider${range.count === 1 ? ' asks' : 's ask'} now`
  return (
    <p className="mt-4 text-sm text-quiet" data-testid={testIds.requestGoingRate}>
      At going prices it would cost{' '}
      <strong className="text-ink">{sayPriceRange(range.low, range.high)} GLM</strong>, {source}.{' '}
      {allPrices}
    </p>
  )
}

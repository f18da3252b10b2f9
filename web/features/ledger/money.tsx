import { formatValue, VALUE_DECIMALS } from '#protocol/payment/rate.ts'
import { Amount } from '#web/ui/amount.tsx'
import { Figure } from '#web/ui/figure.tsx'

/** What an amount was worth, in 10⁻⁴ of a currency. */
export interface Value {
  readonly currency: string
  readonly value: bigint
}

/** An amount of a column, and below it what it was worth when its job was opened. Of nothing only that it is nothing. */
export function Money({
  wei,
  shown,
  unit,
  values,
}: {
  readonly wei: bigint
  /** What is seen of it: figures that add up. */
  readonly shown: bigint
  readonly unit?: 'GLM' | 'coin'
  readonly values: readonly Value[]
}) {
  if (wei === 0n)
    return <Amount wei={wei} inColumn className="font-normal text-quiet" {...(unit && { unit })} />
  return (
    <>
      <Amount wei={wei} shown={shown} inColumn {...(unit && { unit })} />
      {values.map(({ currency, value }) => (
        <span key={currency} className="block text-[0.9em] font-normal text-quiet">
          <Figure digits={formatValue(value)} unit={currency} decimals={VALUE_DECIMALS} />
        </span>
      ))}
    </>
  )
}

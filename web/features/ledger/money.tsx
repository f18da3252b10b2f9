import { formatValue } from '#protocol/payment/rate.ts'
import { Amount } from '#web/ui/amount.tsx'

/** What an amount was worth, in millionths of a currency. */
export interface Value {
  readonly currency: string
  readonly millionths: bigint
}

/** An amount, and below it what it was worth when its job was opened. */
export function Money({
  wei,
  decimals,
  unit,
  values,
}: {
  readonly wei: bigint
  readonly decimals?: number
  readonly unit?: 'GLM' | 'coin'
  readonly values: readonly Value[]
}) {
  return (
    <>
      <Amount
        wei={wei}
        {...(decimals !== undefined && { decimals })}
        {...(unit !== undefined && { unit })}
      />
      {values.map(({ currency, millionths }) => (
        <span key={currency} className="block text-[0.9em] font-normal text-quiet tabular-nums">
          {formatValue(millionths)} {currency}
        </span>
      ))}
    </>
  )
}

import type { ComponentProps } from 'react'
import { formatGlm, SHOWN_DECIMALS } from '#protocol/payment/amount.ts'

/** GLM, or a chain's coin, for people: rounded to as many decimals everywhere; the exact amount is the title. */
export function Amount({
  wei,
  decimals = SHOWN_DECIMALS,
  unit = 'GLM',
  ...rest
}: {
  readonly wei: bigint
  /** More of them where figures must be seen to add up. */
  readonly decimals?: number
  readonly unit?: 'GLM' | 'coin'
} & ComponentProps<'span'>) {
  const rounded = formatGlm(wei, decimals)
  const shown = rounded === '0' && wei > 0n ? `< ${smallest(decimals)}` : rounded
  return (
    <span {...rest} title={`${formatGlm(wei)} ${unit}`}>
      <span className="tabular-nums">{shown}</span>
      <span className="ml-1 text-[0.75em] font-medium text-quiet">{unit}</span>
    </span>
  )
}

const smallest = (decimals: number) => `0.${'1'.padStart(decimals, '0')}`

import type { ComponentProps } from 'react'
import { formatGlm } from '#protocol/payment/amount.ts'

/** GLM for people: cut, never rounded up; the exact amount is the title. */
export function Amount({
  wei,
  maxDecimals = 4,
  ...rest
}: { readonly wei: bigint; readonly maxDecimals?: number } & ComponentProps<'span'>) {
  const cut = formatGlm(wei, maxDecimals)
  const shown = cut === '0' && wei > 0n ? `< ${smallest(maxDecimals)}` : cut
  return (
    <span {...rest} title={`${formatGlm(wei)} GLM`}>
      <span className="tabular-nums">{shown}</span>
      <span className="ml-1 text-[0.75em] font-medium text-quiet">GLM</span>
    </span>
  )
}

const smallest = (decimals: number) => `0.${'1'.padStart(decimals, '0')}`

import clsx from 'clsx'
import type { ComponentProps } from 'react'
import { formatGlm, SHOWN_DECIMALS, SHOWN_UNIT_WEI } from '#protocol/payment/amount.ts'
import { Figure } from './figure.tsx'

/** GLM, or a chain's coin, for people: rounded to as many decimals everywhere; the exact amount is the title. */
export function Amount({
  wei,
  shown = wei,
  unit = 'GLM',
  inColumn = false,
  className,
  ...rest
}: {
  readonly wei: bigint
  /** What is seen of it, where it was rounded so that figures add up. */
  readonly shown?: bigint
  readonly unit?: 'GLM' | 'coin'
  /** Whether it stands above others, and its decimals below theirs. */
  readonly inColumn?: boolean
} & ComponentProps<'span'>) {
  const rounded = formatGlm(shown, SHOWN_DECIMALS)
  const digits = rounded === '0' && wei > 0n ? `< ${leastAbove(wei)}` : rounded
  return (
    <span
      {...rest}
      className={clsx('whitespace-nowrap', className)}
      title={`${formatGlm(wei)} ${unit}`}
    >
      {inColumn ? (
        <Figure digits={digits} unit={unit} decimals={SHOWN_DECIMALS} />
      ) : (
        <>
          <span className="tabular-nums">{digits}</span>{' '}
          <span className="text-[0.75em] font-medium text-quiet">{unit}</span>
        </>
      )}
    </span>
  )
}

/** The first of 0.000001, 0.00001 and so on that is more. */
function leastAbove(wei: bigint): string {
  let least = SHOWN_UNIT_WEI
  while (least <= wei) least *= 10n
  return formatGlm(least)
}

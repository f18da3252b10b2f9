import { formatGlm } from '#protocol/payment/amount.ts'
import type { LedgerTotal } from '#protocol/payment/ledger-rows.ts'
import type { Rate } from '#protocol/payment/rate.ts'

/** What figures in a currency are, and are not; nothing where there are none. */
export function RateNote({
  total: { worth, unvalued },
  rate,
}: {
  readonly total: LedgerTotal
  /** The one of all jobs; undefined where they differ, and each says its own. */
  readonly rate: Rate | undefined
}) {
  const currencies = [...worth.keys()]
  if (currencies.length === 0) return null
  return (
    <p className="mt-4 max-w-prose text-sm text-quiet">
      In {currencies.join(' and ')} at the rate that was set when each job was opened
      {rate && `, ${formatGlm(rate.perGlm)} for a GLM and ${formatGlm(rate.perCoin)} for a coin`}.
      Nothing is paid by it.
      {unvalued > 0 &&
        ` ${unvalued === 1 ? 'One job was' : `${unvalued} jobs were`} opened without a rate: the sum in ${currencies.join(' and ')} leaves ${unvalued === 1 ? 'it' : 'them'} out.`}
    </p>
  )
}

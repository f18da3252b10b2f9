import type { LedgerTotal } from '#protocol/payment/ledger-rows.ts'

/** What figures in a currency are, and are not; nothing where there are none. */
export function RateNote({ total: { worth, unvalued } }: { readonly total: LedgerTotal }) {
  const currencies = [...worth.keys()]
  if (currencies.length === 0) return null
  return (
    <p className="mt-4 text-sm text-quiet">
      In {currencies.join(' and ')} at the rate that was set when each job was opened. Nothing is
      paid by it.
      {unvalued > 0 &&
        ` ${unvalued === 1 ? 'One job was' : `${unvalued} jobs were`} opened without a rate: the sum in ${currencies.join(' and ')} leaves ${unvalued === 1 ? 'it' : 'them'} out.`}
    </p>
  )
}

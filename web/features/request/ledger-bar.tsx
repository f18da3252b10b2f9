import type { JobMoneyView } from '#peer/peer.ts'
import { formatGlm } from '#protocol/payment/amount.ts'
import { roundShown } from '#protocol/payment/ledger-rows.ts'
import { formatValue, valuesAt } from '#protocol/payment/rate.ts'
import { testIds } from '#web/test-ids.ts'
import { Amount } from '#web/ui/amount.tsx'
import { sayDay } from '#web/ui/say-moment.ts'

const PARTS = [
  { key: 'paid', label: 'Paid', colour: 'bg-good' },
  { key: 'reserved', label: 'Reserved', colour: 'bg-good/40' },
  { key: 'free', label: 'Free', colour: 'bg-line-strong' },
  { key: 'refunded', label: 'Refunded', colour: 'bg-warn' },
] as const

/** In the order of the ledger, which rounds them alike. */
const SUMMED = ['free', 'reserved', 'paid', 'refunded'] as const

/** Where the deposit is: free + reserved + paid + refunded, as the escrow says, always summing. */
export function LedgerBar({ money }: { readonly money: JobMoneyView }) {
  const share = (wei: bigint) =>
    money.deposited === 0n ? 0 : Number((wei * 10_000n) / money.deposited) / 100
  const parts = SUMMED.map((key) => money[key])
  const shown = roundShown(parts)
  const { rate } = money
  const values = rate && valuesAt(rate.perGlm, parts)
  return (
    <div
      data-testid={testIds.jobLedger}
      data-deposited={`${money.deposited}`}
      data-free={`${money.free}`}
      data-reserved={`${money.reserved}`}
      data-paid={`${money.paid}`}
      data-refunded={`${money.refunded}`}
    >
      <p className="flex flex-wrap items-baseline justify-between gap-2">
        <span className="text-sm text-quiet">Locked in the escrow</span>
        <Amount wei={money.deposited} className="text-xl font-semibold" />
      </p>
      <div aria-hidden className="mt-3 flex h-3 overflow-hidden rounded-full bg-sunken">
        {PARTS.map(({ key, colour }) => (
          <span key={key} className={colour} style={{ width: `${share(money[key])}%` }} />
        ))}
      </div>
      <dl className="mt-4 grid grid-cols-2 gap-3 text-sm">
        {PARTS.map(({ key, label, colour }) => (
          <div key={key} className="flex flex-col">
            <dt className="flex items-center gap-2 text-quiet">
              <span aria-hidden className={`size-2.5 rounded-full ${colour}`} />
              {label}
            </dt>
            <dd className="font-semibold">
              <Amount wei={money[key]} shown={shown[SUMMED.indexOf(key)] ?? 0n} />
            </dd>
            {rate && money[key] > 0n && (
              <dd className="text-quiet tabular-nums">
                {formatValue(values?.[SUMMED.indexOf(key)] ?? 0n)} {rate.currency}
              </dd>
            )}
          </div>
        ))}
      </dl>
      {rate && (
        <p className="mt-4 text-sm text-quiet">
          In {rate.currency} at the rate of {sayDay(rate.at)}, when it was opened:{' '}
          {formatGlm(rate.perGlm)} {rate.currency} for a GLM. Nothing is paid by it.
        </p>
      )}
      <p className="mt-4 text-sm text-quiet">
        Promised to providers so far: <Amount wei={money.vouchered} />
      </p>
      {money.toAuthor > 0n && (
        <p className="mt-1 text-sm text-quiet">
          Of what is paid, to the app’s author: <Amount wei={money.toAuthor} />
        </p>
      )}
    </div>
  )
}

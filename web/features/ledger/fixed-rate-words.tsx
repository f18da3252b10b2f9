import { formatGlm } from '#protocol/payment/amount.ts'
import type { FixedRate } from '#protocol/payment/rate.ts'
import { sayDay } from '#web/ui/say-moment.ts'

/** What a GLM was said to be worth when a job was opened; nothing where nobody said. */
export function FixedRateWords({ rate }: { readonly rate: FixedRate | undefined }) {
  if (rate === undefined) return null
  return (
    <span className="block text-[0.9em] text-quiet">
      1 GLM = {formatGlm(rate.perGlm)} {rate.currency} on {sayDay(rate.at)}
    </span>
  )
}

import type { LedgerEntry } from '#protocol/payment/ledger-file.ts'
import type { JobView } from './peer.ts'
import type { Redeemer } from './provider/redeemer.ts'

/** What this browser holds and owes: every voucher its tabs were given, and every deposit of its jobs. */
export function collectLedger(
  redeemer: Redeemer,
  jobs: readonly JobView[],
): readonly LedgerEntry[] {
  const promised = Array.from(redeemer.vouchers, (voucher): LedgerEntry => {
    const { cumulative, authorShare: _, ...shown } = voucher
    return { side: 'provider', ...shown, promised: cumulative, paid: redeemer.paidFor(voucher) }
  })
  const deposits = jobs.flatMap(({ jobId, money }): readonly LedgerEntry[] => {
    if (money === undefined) return []
    const { deposited, free, reserved, paid, refunded, vouchered } = money
    const parts = { deposited, free, reserved, paid, refunded, promised: vouchered }
    return [{ side: 'requestor', jobId, ...parts }]
  })
  return [...promised, ...deposits]
}

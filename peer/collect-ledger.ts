import { authorPart } from '#protocol/payment/author-share.ts'
import type { DepositEntry, LedgerEntry, PromisedEntry } from '#protocol/payment/ledger-entry.ts'
import type { JobView } from './peer.ts'
import type { Places } from './provider/claims.ts'
import type { HeldVoucher } from './provider/provider-store.ts'
import type { Redeemer } from './provider/redeemer.ts'

/**
 * What this browser holds and owes: every deposit of its jobs, and every voucher its tabs were given. A
 * job that never locked anything is not among them.
 */
export const collectLedger = (
  promises: Pick<Redeemer, 'vouchers' | 'placesOf'>,
  jobs: ReadonlyArray<Pick<JobView, 'jobId' | 'title' | 'createdAt' | 'money'>>,
): readonly LedgerEntry[] => [
  ...jobs.flatMap(describeDeposit),
  ...Array.from(promises.vouchers, (voucher) =>
    describePromise(voucher, promises.placesOf(voucher)),
  ),
]

function describeDeposit(
  job: Pick<JobView, 'jobId' | 'title' | 'createdAt' | 'money'>,
): readonly DepositEntry[] {
  const { jobId, title, createdAt, money } = job
  if (money === undefined) return []
  const { vouchered, ceilingPerGigaGas: _, ...rest } = money
  if (money.standing === 'absent' && vouchered === 0n) return []
  const chainGas = 0n
  return [
    {
      side: 'requestor',
      jobId,
      title,
      openedAt: createdAt,
      promised: vouchered,
      chainGas,
      ...rest,
    },
  ]
}

function describePromise(voucher: HeldVoucher, places: Places): PromisedEntry {
  const { cumulative, authorShare, rate, ...shown } = voucher
  const whole = places.paid + places.reserved + places.lost + places.unknown
  const toAuthor = authorPart(whole, authorShare)
  return {
    side: 'provider',
    ...shown,
    ...places,
    promised: cumulative,
    toAuthor,
    rate,
    chainGas: 0n,
  }
}

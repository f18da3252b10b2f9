import type { Clock } from '#peer/ports/clock.ts'
import type { Carrier, Ledger } from '#peer/ports/ledger.ts'
import type { Store } from '#peer/ports/store.ts'
import type { SavedRecords } from '#peer/saved-records.ts'
import type { Address } from '#protocol/ids.ts'
import { Claims } from './claims.ts'
import type { Earnings } from './earnings.ts'
import type { HandedVouchers } from './handed-vouchers.ts'
import { Redeemer } from './redeemer.ts'

export interface CollectingDeps {
  /** Shared by all tabs: what one found spent, none looks at again. */
  readonly store: Store
  readonly saved: SavedRecords
  readonly clock: Clock
  readonly ledger: Ledger
  readonly carrierFor: (payee: Address) => Promise<Carrier | undefined>
  readonly glmPerCoin: bigint
  readonly earnings: Pick<Earnings, 'held' | 'onVoucher'>
  readonly handed: HandedVouchers
  readonly onChange: () => void
}

/**
 * Has whatever vouchers hold collected, for as long as it is open: those of all who share
 * the store, by one of them.
 */
export async function openRedeemer({
  earnings,
  handed,
  carrierFor,
  glmPerCoin,
  onChange,
  ...deps
}: CollectingDeps): Promise<Redeemer> {
  const others = await handed.load()
  const claims = await Claims.load({ ...deps, vouchers: [...others, ...earnings.held] })
  const { ledger, clock } = deps
  const redeemer = new Redeemer({ ledger, clock, claims, carrierFor, glmPerCoin, onChange })
  handed.onHanded((voucher) => redeemer.hear(voucher))
  earnings.onVoucher((voucher) => {
    redeemer.hear(voucher)
    // A full disk loses what this tab has besides, and hands over when it opens next.
    void handed.hand(voucher).catch(() => {})
  })
  void handOver(earnings, handed, others).catch(() => {})
  void handed.lead().then(() => redeemer.lead())
  return redeemer
}

/** Of what this tab took before there was a place to hand it over, or while the disk was full. */
async function handOver(
  earnings: Pick<Earnings, 'held'>,
  handed: HandedVouchers,
  others: readonly { readonly signature: string }[],
): Promise<void> {
  const known = new Set(others.map(({ signature }) => signature))
  for (const voucher of earnings.held) if (!known.has(voucher.signature)) await handed.hand(voucher)
}

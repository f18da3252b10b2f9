import type { PeerView } from '#peer/peer.ts'
import type { WalletDesk } from '#peer/ports/ledger.ts'
import type { ProviderView } from '#peer/provider-view.ts'
import type { Address } from '#protocol/ids.ts'
import { loadConfig } from '#web/config.ts'
import { startEngine } from '#web/engine/start-engine.ts'
import type { CpuLoan } from './ask.ts'
import type { Harvest } from './card.ts'

/** Work that has begun. */
export interface Providing {
  /** Lends so much from the next subtask on. */
  lend(loan: CpuLoan): Promise<void>
  /** Leaves the network. */
  leave(): Promise<void>
}

/** A visitor brings no wallet: only the site is paid, and it withdraws by itself. */
const noWallets: WalletDesk = {
  wallet: async () => undefined,
  carrierFor: async () => undefined,
}

/**
 * Joins the network and works for `payee`, handing over to the site's `collector`, where it has one,
 * what that brings. Everything that connects is behind this module: it is loaded once the visitor has
 * agreed.
 *
 * @returns changes what is lent, and leaves the network.
 */
export async function provide(
  {
    loan,
    ...work
  }: {
    readonly payee: Address
    readonly site: string
    readonly collector: string | undefined
    readonly loan: CpuLoan
  },
  onProgress: (view: ProviderView, harvest: Harvest) => void,
): Promise<Providing> {
  const peer = await startEngine(await loadConfig(), noWallets)
  // A worker key outlives a visit, and may have earned for others.
  const before = (await peer.view()).provider
  const report = ({ provider }: PeerView) =>
    onProgress(provider, {
      verified: provider.verifiedTotal - before.verifiedTotal,
      earned: provider.earnedTotal - before.earnedTotal,
    })
  peer.onView(report)
  const lend = (next: CpuLoan) =>
    peer.startProviding({ ...next, ...work, acceptFree: true, floorPerGigaGas: 0n })
  await lend(loan)
  return { lend, leave: () => peer.stop() }
}

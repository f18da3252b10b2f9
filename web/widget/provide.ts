import type { PeerView, ProviderView } from '#peer/peer.ts'
import type { WalletDesk } from '#peer/ports/ledger.ts'
import type { Address } from '#protocol/ids.ts'
import { loadConfig } from '#web/config.ts'
import { startEngine } from '#web/engine/start-engine.ts'
import type { Harvest } from './card.ts'

/** A visitor brings no wallet: only the site is paid, and it withdraws by itself. */
const noWallets: WalletDesk = {
  wallet: async () => undefined,
  payeeSigner: async () => undefined,
}

/**
 * Joins the network and works for `payee`. Everything that connects is behind this module: it is
 * loaded once the visitor has agreed.
 *
 * @returns leaves the network.
 */
export async function provide(
  grant: { readonly cores: number; readonly payee: Address },
  onProgress: (view: ProviderView, harvest: Harvest) => void,
): Promise<() => Promise<void>> {
  const peer = await startEngine(await loadConfig(), noWallets)
  // A worker key outlives a visit, and may have earned for others.
  const before = (await peer.view()).provider
  const report = ({ provider }: PeerView) =>
    onProgress(provider, {
      verified: provider.verifiedTotal - before.verifiedTotal,
      earned: provider.earnedTotal - before.earnedTotal,
    })
  peer.onView(report)
  await peer.startProviding({ ...grant, acceptFree: true, floorPerGigaGas: 0n })
  return () => peer.stop()
}

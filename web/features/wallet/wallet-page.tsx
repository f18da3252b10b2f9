import { Unplug } from 'lucide-react'
import type { DisabledChain, ReadyChain } from '#protocol/payment/chains.ts'
import { Card } from '#web/ui/card.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Page } from '#web/ui/page.tsx'
import { CollectCards } from '../collect/collect-cards.tsx'
import { LedgerLink } from '../ledger/ledger-link.tsx'
import { AllowanceCard } from './allowance-card.tsx'
import { ChainsCard } from './chains-card.tsx'
import { ConnectedWalletCard } from './connected-wallet.tsx'
import { GuestMoveCard } from './guest-move-card.tsx'
import { GuestWalletButton } from './guest-wallet-button.tsx'
import { WalletChoices } from './wallet-choices.tsx'
import { useWallet } from './wallet-desk.ts'

/** Connecting a wallet, or using the guest wallet; what it holds; play money on the local chain. */
export function WalletPage({
  chain,
  disabledChain,
  hasFaucet,
}: {
  readonly chain: ReadyChain | null
  /** The chain that is configured and cannot be paid on yet. */
  readonly disabledChain: DisabledChain | null
  readonly hasFaucet: boolean
}) {
  const { status, connected } = useWallet()
  return (
    <Page
      narrow
      title="Wallet"
      lead="Only for paid work. Giving computing for credit and asking for free need none."
      actions={status !== 'off' && <LedgerLink />}
    >
      {status === 'off' || chain === null ? (
        <Card>
          <EmptyState icon={Unplug} title="No chain here">
            {disabledChain && `${disabledChain.name} is not in use: ${disabledChain.reason} `}
            This network runs on free work: nobody pays and nobody is paid in GLM.
          </EmptyState>
        </Card>
      ) : status === 'failed' ? (
        <Notice tone="bad" title="The wallet could not be loaded">
          Nothing was asked of any wallet. Reload the page to try again.
        </Notice>
      ) : connected === undefined ? (
        <>
          <Card title="New here?">
            <p className="mb-4 text-quiet">
              A guest wallet needs nothing installed: it is made in a second.
              {hasFaucet && ' On this local chain it comes with play money.'}
            </p>
            <GuestWalletButton fill={hasFaucet} />
          </Card>
          <WalletChoices />
        </>
      ) : (
        <>
          <ConnectedWalletCard wallet={connected} chainName={chain.name} hasFaucet={hasFaucet} />
          <AllowanceCard address={connected.address} />
        </>
      )}
      {status === 'ready' && chain !== null && <GuestMoveCard chain={chain} />}
      {status !== 'off' && <CollectCards />}
      <ChainsCard chain={chain} disabledChain={disabledChain} />
      <Notice title="What a job asks of your wallet">
        To allow the escrow exactly the budget, and then to lock it: two questions, or one where it
        is allowed already. Never more is allowed unless you choose so with a job. Nothing is asked
        after that, and what is not spent comes back by itself.
      </Notice>
    </Page>
  )
}

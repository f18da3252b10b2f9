import { Droplets, LogOut } from 'lucide-react'
import { useEffect } from 'react'
import { formatGlm } from '#protocol/payment/amount.ts'
import { testIds } from '#web/test-ids.ts'
import { Amount } from '#web/ui/amount.tsx'
import { Button } from '#web/ui/button.tsx'
import { Card } from '#web/ui/card.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Pill } from '#web/ui/pill.tsx'
import { Stat } from '#web/ui/stat.tsx'
import { ExportGuestKey } from './export-guest-key.tsx'
import { fillWallet, useFaucet } from './faucet.ts'
import { FaucetStatus } from './faucet-status.tsx'
import { SwitchChainNotice } from './switch-chain-notice.tsx'
import { useAttempt } from './use-attempt.ts'
import { useBalances } from './use-balances.ts'
import { walletSession } from './wallet-desk.ts'
import type { ConnectedWallet } from './wallet-session.ts'

/** The connected wallet: whose it is, what it holds, what can be done with it. */
export function ConnectedWalletCard({
  wallet,
  chainName,
  hasFaucet,
}: {
  readonly wallet: ConnectedWallet
  readonly chainName: string
  readonly hasFaucet: boolean
}) {
  const { balances, refresh } = useBalances(wallet.address)
  const faucet = useFaucet(wallet.address)
  const { error, attempt } = useAttempt()
  const isFilling = faucet.kind === 'filling'
  // What has just come is shown at once, not at the next look.
  useEffect(() => {
    if (!isFilling) refresh()
  }, [isFilling, refresh])
  const leave = async () => (await walletSession()).disconnect()
  return (
    <Card
      title={wallet.name}
      actions={
        <Pill tone={wallet.isOnRightChain ? 'good' : 'warn'} dot="still">
          {wallet.isOnRightChain ? chainName : 'Another chain'}
        </Pill>
      }
    >
      <p
        data-testid={testIds.walletAddress}
        className="font-mono text-sm break-all text-quiet sm:text-base"
      >
        {wallet.address}
      </p>
      <dl className="mt-5 grid grid-cols-[repeat(auto-fit,minmax(11rem,1fr))] gap-5">
        <Stat label="GLM in this wallet" testId={testIds.walletBalance}>
          {balances && !isFilling ? <Amount wei={balances.glm} /> : '…'}
        </Stat>
        <Stat label="Coin for chain gas">
          {balances && !isFilling ? formatGlm(balances.coin, 4) : '…'}
        </Stat>
      </dl>
      <FaucetStatus faucet={faucet} className="mt-4" />
      <SwitchChainNotice className="mt-5" />
      {error && (
        <Notice tone="bad" className="mt-5">
          {error}
        </Notice>
      )}
      <div className="mt-6 flex flex-wrap gap-3">
        {hasFaucet && (
          <Button
            icon={Droplets}
            pending={isFilling}
            data-testid={testIds.walletFaucet}
            onClick={() => void fillWallet(wallet.address)}
          >
            Get play money
          </Button>
        )}
        <Button icon={LogOut} data-testid={testIds.walletDisconnect} onClick={() => attempt(leave)}>
          Disconnect
        </Button>
      </div>
      {wallet.isGuest && <ExportGuestKey />}
    </Card>
  )
}

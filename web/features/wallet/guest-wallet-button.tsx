import { Sparkles } from 'lucide-react'
import { testIds } from '#web/test-ids.ts'
import { Button } from '#web/ui/button.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { fillWallet } from './faucet.ts'
import { useAttempt } from './use-attempt.ts'
import { useWallet, walletSession } from './wallet-desk.ts'

/** One click: a guest wallet, connected and, on the local chain, filled from the faucet. */
export function GuestWalletButton({ fill = true }: { readonly fill?: boolean }) {
  const { choices, status } = useWallet()
  const { pending, error, attempt } = useAttempt()
  const guest = choices.find(({ isGuest }) => isGuest)
  const start = async () => {
    if (guest === undefined) return
    const session = await walletSession()
    await session.connect(guest.id)
    const address = session.connected()?.address
    if (fill && address !== undefined) await fillWallet(address)
  }
  return (
    <div className="flex flex-col items-start gap-2">
      <Button
        variant="primary"
        icon={Sparkles}
        pending={pending}
        disabled={status !== 'ready' || guest === undefined}
        data-testid={testIds.walletGuest}
        onClick={() => attempt(start)}
      >
        Use a guest wallet
      </Button>
      {error && <Notice tone="bad">{error}</Notice>}
    </div>
  )
}

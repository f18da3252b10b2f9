import { Sparkles } from 'lucide-react'
import { useId } from 'react'
import { testIds } from '#web/test-ids.ts'
import { Button } from '#web/ui/button.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { fillWallet } from './faucet.ts'
import { useAttempt } from './use-attempt.ts'
import { useWallet, walletSession } from './wallet-desk.ts'

/** Says what a guest wallet is before there is one; at a click it is made, connected and, on the local chain, filled. */
export function GuestWalletButton({ fill = true }: { readonly fill?: boolean }) {
  const { choices, status } = useWallet()
  const { pending, error, attempt } = useAttempt()
  const warning = useId()
  const guest = choices.find(({ kind }) => kind === 'guest')
  const start = async () => {
    if (guest === undefined) return
    const session = await walletSession()
    await session.connect(guest.id)
    const address = session.connected()?.address
    if (fill && address !== undefined) await fillWallet(address)
  }
  return (
    <div className="flex flex-col items-start gap-3">
      <p id={warning} className="text-sm text-quiet">
        It is a key kept in this browser alone: clearing its site data deletes the key and all that
        it holds. Keep small amounts; you can move them to a wallet of your own later.
      </p>
      <Button
        variant="primary"
        icon={Sparkles}
        pending={pending}
        aria-describedby={warning}
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

import { Wallet } from 'lucide-react'
import { testIds } from '#web/test-ids.ts'
import { Button } from '#web/ui/button.tsx'
import { Card } from '#web/ui/card.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { useAttempt } from './use-attempt.ts'
import { useWallet, walletSession } from './wallet-desk.ts'

/** Wallets that announced themselves to this page (EIP-6963). */
export function WalletChoices() {
  const { choices } = useWallet()
  const { pending, error, attempt } = useAttempt()
  const installed = choices.filter(({ isGuest }) => !isGuest)
  return (
    <Card title="A wallet of your own">
      {installed.length === 0 ? (
        <p className="text-quiet">
          No wallet extension announced itself. Install one such as MetaMask or Rabby, then reload.
        </p>
      ) : (
        <ul className="flex flex-col gap-2">
          {installed.map(({ id, name, icon }) => (
            <li key={id}>
              <Button
                className="w-full justify-start"
                pending={pending}
                data-testid={testIds.walletChoice}
                {...(icon === undefined && { icon: Wallet })}
                onClick={() => attempt(async () => (await walletSession()).connect(id))}
              >
                {icon !== undefined && <img src={icon} alt="" className="size-5 rounded" />}
                {name}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {error && (
        <Notice tone="bad" className="mt-4">
          {error}
        </Notice>
      )}
    </Card>
  )
}

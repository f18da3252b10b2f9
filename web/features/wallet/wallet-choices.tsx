import { Wallet } from 'lucide-react'
import { testIds } from '#web/test-ids.ts'
import { Button } from '#web/ui/button.tsx'
import { Card } from '#web/ui/card.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { PhoneWallet } from './phone-wallet.tsx'
import { useAttempt } from './use-attempt.ts'
import { useWallet, walletSession } from './wallet-desk.ts'

/** Wallets that announced themselves to this page (EIP-6963), and a phone's where one can be reached. */
export function WalletChoices() {
  const { choices } = useWallet()
  const { pending, error, attempt } = useAttempt()
  const installed = choices.filter(({ kind }) => kind === 'installed')
  const phone = choices.find(({ kind }) => kind === 'phone')
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
      {phone && <PhoneWallet choiceId={phone.id} />}
      {error && (
        <Notice tone="bad" className="mt-4">
          {error}
        </Notice>
      )}
    </Card>
  )
}

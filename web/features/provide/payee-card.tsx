import { Sprout, Wallet } from 'lucide-react'
import { Card } from '#web/ui/card.tsx'
import { Pill } from '#web/ui/pill.tsx'
import { ShortId } from '#web/ui/short-id.tsx'
import { GuestWalletButton } from '../wallet/guest-wallet-button.tsx'
import type { ConnectedWallet } from '../wallet/wallet-session.ts'

/** Who earns what this tab works for. */
export function PayeeCard({
  hasChain,
  connected,
}: {
  readonly hasChain: boolean
  readonly connected: ConnectedWallet | undefined
}) {
  if (connected !== undefined)
    return (
      <Card title="Who is paid" actions={<Pill icon={Wallet}>{connected.name}</Pill>}>
        <p className="text-xl font-semibold">
          <ShortId id={connected.address} />
        </p>
        <p className="mt-1 text-sm text-quiet">
          Verified work earns GLM for this wallet.{' '}
          {connected.isGuest
            ? 'It needs chain coin of its own only where a requestor goes away without paying: this page says so then.'
            : 'What a requestor does not bring to it is collected below, with a question to the wallet.'}
        </p>
      </Card>
    )
  return (
    <Card title="Who is paid" actions={<Pill icon={Sprout}>Credit</Pill>}>
      <p className={hasChain ? 'mb-4 text-sm text-quiet' : 'text-sm text-quiet'}>
        {hasChain
          ? 'Nobody yet: you work for verified credit. With a wallet you are offered paid work too.'
          : 'This network runs on free work. What you verify counts as credit to this tab’s name.'}
      </p>
      {hasChain && <GuestWalletButton fill={false} />}
    </Card>
  )
}

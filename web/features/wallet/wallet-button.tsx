import { Wallet } from 'lucide-react'
import { ButtonLink } from '#web/ui/button.tsx'
import { shorten } from '#web/ui/short-id.tsx'
import { useWallet } from './wallet-desk.ts'

/** The way to the wallet, showing which one is connected. Nothing where there is no chain. */
export function WalletButton() {
  const { status, connected } = useWallet()
  if (status === 'off') return null
  return (
    <ButtonLink href="/wallet" size="small" icon={Wallet}>
      {connected === undefined ? 'Connect' : shorten(connected.address)}
    </ButtonLink>
  )
}

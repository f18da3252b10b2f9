import { Wallet } from 'lucide-react'
import { Link } from 'wouter'
import { shortAddress } from './short-address.ts'
import { useWallet } from './wallet-desk.ts'

/** The way to the wallet, showing which one is connected. Nothing where there is no chain. */
export function WalletButton() {
  const { status, connected } = useWallet()
  if (status === 'off') return null
  return (
    <Link
      href="/wallet"
      className="inline-flex h-9 items-center gap-2 rounded-full border border-line px-3 text-sm font-medium hover:bg-raised"
    >
      <Wallet aria-hidden className="size-4" />
      {connected === undefined ? 'Connect' : shortAddress(connected.address)}
    </Link>
  )
}

import { useState } from 'react'
import { testIds } from '#web/test-ids.ts'
import { Button } from '#web/ui/button.tsx'
import { askFaucet } from './faucet.ts'
import { useWallet, walletSession } from './wallet-desk.ts'

/** One click: a guest wallet, connected and, on the local chain, filled from the faucet. */
export function GuestWalletButton({ fill = true }: { fill?: boolean }) {
  const { choices, status } = useWallet()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const guest = choices.find(({ isGuest }) => isGuest)

  const start = async () => {
    if (guest === undefined) return
    setBusy(true)
    setError(undefined)
    try {
      const session = await walletSession()
      await session.connect(guest.id)
      const address = session.connected()?.address
      if (fill && address !== undefined) await askFaucet(address)
    } catch (cause) {
      setError(cause instanceof Error ? cause.message : String(cause))
    } finally {
      setBusy(false)
    }
  }

  return (
    <div className="grid gap-2 justify-items-start">
      <Button
        data-testid={testIds.walletGuest}
        disabled={busy || status !== 'ready' || guest === undefined}
        onClick={() => void start()}
      >
        {busy ? 'Preparing the guest wallet…' : 'Use a guest wallet'}
      </Button>
      {error === undefined ? null : (
        <p role="alert" className="text-sm text-danger">
          {error}
        </p>
      )}
    </div>
  )
}

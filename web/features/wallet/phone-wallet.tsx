import { Smartphone } from 'lucide-react'
import { lazy, Suspense, useEffect, useRef } from 'react'
import { testIds } from '#web/test-ids.ts'
import { Button } from '#web/ui/button.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { stopPairing, usePairing } from './phone-pairing.ts'
import { useAttempt } from './use-attempt.ts'
import { walletSession } from './wallet-desk.ts'

const PairingPanel = lazy(async () => ({
  default: (await import('./pairing-panel.tsx')).PairingPanel,
}))

/** Connects a wallet on a phone: its button, the link while the phone is waited for, what went wrong. */
export function PhoneWallet({ choiceId }: { readonly choiceId: string }) {
  const pairing = usePairing()
  const { pending, error, attempt } = useAttempt()
  const button = useRef<HTMLButtonElement>(null)
  const wasPending = useRef(false)
  // Whoever used the keyboard stands again where the panel was opened.
  useEffect(() => {
    if (wasPending.current && !pending) button.current?.focus()
    wasPending.current = pending
  }, [pending])
  // A link that nobody sees any more connects nobody.
  useEffect(() => stopPairing, [])
  return (
    <div className="mt-4">
      <Button
        ref={button}
        className="w-full justify-start"
        icon={Smartphone}
        pending={pending}
        data-testid={testIds.walletPhone}
        onClick={() => attempt(async () => (await walletSession()).connect(choiceId))}
      >
        Wallet on a phone
      </Button>
      {pairing && (
        <Suspense>
          <PairingPanel pairing={pairing} />
        </Suspense>
      )}
      {error && (
        <Notice tone="bad" className="mt-4" data-testid={testIds.walletPhoneError}>
          {error}
        </Notice>
      )}
    </div>
  )
}

import { Copy, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { usePageConfig } from '#web/startup.tsx'
import { testIds } from '#web/test-ids.ts'
import { Button } from '#web/ui/button.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { QrCode } from '#web/ui/qr-code.tsx'
import { type Pairing, stopPairing } from './phone-pairing.ts'

/** What a person does to connect a phone, how far it is, and a way out. */
export function PairingPanel({ pairing }: { readonly pairing: Pairing }) {
  const { walletConnect } = usePageConfig()
  const panel = useRef<HTMLDivElement>(null)
  useEffect(() => panel.current?.focus(), [])
  return (
    <section
      ref={panel}
      tabIndex={-1}
      aria-label="Connecting a wallet on a phone"
      data-testid={testIds.walletPairing}
      className="mt-4 flex flex-col gap-4 rounded-xl border border-line p-4"
    >
      {pairing.kind === 'reaching' ? (
        <Notice title="Reaching WalletConnect’s server">
          A code for your phone appears in a moment.
        </Notice>
      ) : (
        <>
          <Notice title="Waiting for your phone">
            Scan the code in the wallet’s app, and say yes there. The link works for five minutes.
          </Notice>
          <QrCode
            text={pairing.uri}
            label="Code that connects a wallet’s app. The link below says the same."
          />
          <PairingLink uri={pairing.uri} />
        </>
      )}
      <p className="text-sm text-quiet">
        What this page and the phone say to each other is encrypted. It goes over{' '}
        {sayServer(walletConnect?.relayUrl)}, which learns that the two talk, from where and when;
        the wallet’s app may tell it more, such as the transactions it sends.
      </p>
      <Button
        className="self-start"
        size="small"
        variant="quiet"
        icon={X}
        data-testid={testIds.walletPairingStop}
        onClick={stopPairing}
      >
        Cancel
      </Button>
    </section>
  )
}

/** For a wallet on the same device, and for those who carry the link over themselves. */
function PairingLink({ uri }: { readonly uri: string }) {
  const [isCopied, setCopied] = useState(false)
  const copy = () =>
    navigator.clipboard.writeText(uri).then(
      () => setCopied(true),
      // Where the browser forbids it, the link beside it can be copied by hand.
      () => setCopied(false),
    )
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Button size="small" icon={Copy} onClick={() => void copy()} onBlur={() => setCopied(false)}>
        {isCopied ? 'Copied' : 'Copy the link'}
      </Button>
      <a
        href={uri}
        data-testid={testIds.walletPairingLink}
        className="inline-flex min-h-9 items-center rounded text-sm underline underline-offset-4"
      >
        Open a wallet on this device
      </a>
    </div>
  )
}

const sayServer = (relayUrl: string | undefined) =>
  relayUrl === undefined ? 'WalletConnect’s server' : new URL(relayUrl).host

import { X } from 'lucide-react'
import { usePageConfig } from '#web/startup.tsx'
import { testIds } from '#web/test-ids.ts'
import { Button } from '#web/ui/button.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { TransactionLink } from './transaction-link.tsx'
import { stopWaiting, useWalletAct, type WalletAct } from './wallet-act.ts'
import { useWallet } from './wallet-desk.ts'
import { sayAct } from './wallet-words.ts'

/** What the wallet is asked or the chain does at this moment, for how long, and a way out of it. */
export function WalletProgress({ className }: { readonly className?: string }) {
  const act = useWalletAct()
  if (act === undefined) return null
  return <ActShown act={act} {...(className !== undefined && { className })} />
}

function ActShown({ act, className }: { readonly act: WalletAct; readonly className?: string }) {
  const { chain } = usePageConfig()
  const { connected } = useWallet()
  const seconds = Math.max(0, Math.floor((useNow(1000) - act.since) / 1000))
  const { title, text, isTrouble } = sayAct(act, {
    connected,
    chainName: chain?.name ?? '',
    seconds,
  })
  return (
    <div className={className}>
      <Notice
        tone={isTrouble ? 'warn' : 'neutral'}
        title={title}
        aria-live="polite"
        data-testid={testIds.walletProgress}
        data-step={act.step.kind}
        data-question={act.step.kind === 'checking' ? undefined : act.step.question}
        data-nonce={act.step.kind === 'sent' ? act.step.nonce : undefined}
      >
        {text}
      </Notice>
      {/* Outside the live region: nobody wants the seconds read out. */}
      <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-2 text-sm text-quiet">
        <span className="tabular-nums">for {sayElapsed(seconds)}</span>
        {act.step.kind === 'sent' && (
          <TransactionLink transaction={act.step.transaction} explorer={chain?.explorer} />
        )}
        <Button
          size="small"
          variant="quiet"
          icon={X}
          data-testid={testIds.walletStopWaiting}
          onClick={stopWaiting}
        >
          Stop waiting
        </Button>
      </div>
    </div>
  )
}

const sayElapsed = (seconds: number) =>
  seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`

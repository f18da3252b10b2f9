import { usePageConfig } from '#web/startup.tsx'
import { testIds } from '#web/test-ids.ts'
import { Button } from '#web/ui/button.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { useAttempt } from './use-attempt.ts'
import { useWallet, walletSession } from './wallet-desk.ts'

/** Where the connected wallet looks at another chain: says so, and has it switch. */
export function SwitchChainNotice({ className }: { readonly className?: string }) {
  const { chain } = usePageConfig()
  const { connected } = useWallet()
  const { pending, error, attempt } = useAttempt()
  if (chain === null || connected === undefined || connected.isOnRightChain) return null
  return (
    <Notice tone="warn" title={`Switch to ${chain.name}`} className={className ?? ''}>
      <p>This wallet looks at another chain, so it cannot pay here.</p>
      <Button
        size="small"
        className="mt-2"
        pending={pending}
        data-testid={testIds.walletSwitch}
        onClick={() => attempt(async () => (await walletSession()).switchToChain())}
      >
        Switch
      </Button>
      {error && <p className="mt-2 text-bad">{error}</p>}
    </Notice>
  )
}

import clsx from 'clsx'
import { LoaderCircle } from 'lucide-react'
import { Notice } from '#web/ui/notice.tsx'
import type { FaucetState } from './faucet.ts'

/** Says that play money is on its way, or why it did not come. */
export function FaucetStatus({
  faucet,
  className,
}: {
  readonly faucet: FaucetState
  readonly className?: string
}) {
  if (faucet.kind === 'failed') {
    return (
      <Notice tone="bad" title="The faucet gave nothing" className={className}>
        {faucet.message}
      </Notice>
    )
  }
  return (
    <p
      role="status"
      className={clsx('flex items-center gap-2 text-sm text-quiet empty:hidden', className)}
    >
      {faucet.kind === 'filling' && (
        <>
          <LoaderCircle size={16} aria-hidden className="motion-safe:animate-spin" />
          Play money is on its way to this wallet.
        </>
      )}
    </p>
  )
}

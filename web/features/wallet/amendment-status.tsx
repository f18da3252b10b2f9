import { Notice } from '#web/ui/notice.tsx'
import type { useAmendment } from './use-amendment.ts'
import { WalletProgress } from './wallet-progress.tsx'

/** How it goes with what was asked for through `useAmendment`: what the wallet does, or why it was refused. */
export function AmendmentStatus({
  of: { pending, refusal },
}: {
  readonly of: Pick<ReturnType<typeof useAmendment>, 'pending' | 'refusal'>
}) {
  return (
    <>
      {pending && <WalletProgress className="w-full" />}
      {refusal !== undefined && (
        <Notice tone="bad" className="w-full">
          {refusal}
        </Notice>
      )}
    </>
  )
}

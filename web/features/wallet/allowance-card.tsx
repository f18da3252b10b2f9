import { Undo2 } from 'lucide-react'
import type { AmendResult } from '#peer/peer.ts'
import type { Address } from '#protocol/ids.ts'
import { MAX_AMOUNT_WEI } from '#protocol/payment/amount.ts'
import { testIds } from '#web/test-ids.ts'
import { Amount } from '#web/ui/amount.tsx'
import { Button } from '#web/ui/button.tsx'
import { Card } from '#web/ui/card.tsx'
import { AmendmentStatus } from './amendment-status.tsx'
import { useAllowance } from './use-allowance.ts'
import { useAmendment } from './use-amendment.ts'
import { walletSession } from './wallet-desk.ts'

/** What the escrow may still take of a wallet's GLM, and taking that back; nothing where it may take none. */
export function AllowanceCard({ address }: { readonly address: Address }) {
  const { allowance, refresh } = useAllowance(address)
  const { pending, refusal, run } = useAmendment()
  if (allowance === undefined || allowance.wei === 0n) return null
  const takeBack = async (): Promise<AmendResult> => {
    const answer = await (await walletSession()).takeBackAllowance()
    refresh()
    return answer.kind === 'done'
      ? answer
      : {
          kind: 'refused',
          message: answer.message,
          advice: 'This card goes once it is taken back.',
        }
  }
  return (
    <Card title="What the escrow may take" data-testid={testIds.walletAllowance}>
      <p>
        {allowance.wei > MAX_AMOUNT_WEI ? (
          'Any amount of this wallet’s GLM, without limit, also of what comes later.'
        ) : (
          <>
            <Amount wei={allowance.wei} /> of this wallet’s, beside what is locked.
          </>
        )}
      </p>
      <p className="mt-1 text-sm text-quiet">
        It takes some only when this wallet itself opens a job or adds to one. What is locked stays
        locked when you take this back.
      </p>
      <div className="mt-4 flex flex-wrap gap-3">
        <Button
          icon={Undo2}
          pending={pending}
          data-testid={testIds.walletTakeBack}
          onClick={() => run(takeBack)}
        >
          Take it back
        </Button>
        <AmendmentStatus of={{ pending, refusal }} />
      </div>
    </Card>
  )
}

import type { Allowance } from '#peer/ports/ledger.ts'
import { testIds } from '#web/test-ids.ts'
import { ChoiceList } from '#web/ui/choice-list.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { useAllowance } from './use-allowance.ts'
import { useWalletAddress } from './wallet-desk.ts'

/**
 * What the wallet lets the escrow take of its GLM. Nothing where enough is allowed already, or where
 * there is no choice.
 */
export function AllowanceField({
  budget,
  value,
  onChange,
}: {
  /** Wei. */
  readonly budget: bigint
  readonly value: Allowance
  readonly onChange: (allowance: Allowance) => void
}) {
  const { allowance } = useAllowance(useWalletAddress())
  if (allowance === undefined || !allowance.canStand || allowance.wei >= budget) return null
  return (
    <>
      <ChoiceList
        label="What the escrow may take"
        hint="Your wallet has to let it take the budget before it can be locked."
        value={value}
        options={[
          {
            value: 'exact',
            label: 'Exactly this budget',
            words: 'Two questions now, and two for every later job. Nothing else can be taken.',
            testId: testIds.requestAllowance('exact'),
          },
          {
            value: 'standing',
            label: 'GLM for later jobs too, without limit',
            words: 'One signature and one question now, one question a job from then on.',
            testId: testIds.requestAllowance('standing'),
          },
        ]}
        onChange={onChange}
      />
      {value === 'standing' && (
        <Notice tone="warn" title="This allows everything" className="mt-3">
          The escrow may then take any amount of this wallet’s GLM, also of what comes later. It
          takes some only when this wallet itself opens a job or adds to one, which you confirm each
          time. It stands until you take it back on the wallet page. The signature alone is good for
          an hour, also where no job comes of it.
        </Notice>
      )}
    </>
  )
}

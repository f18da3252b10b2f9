import type { ProviderView } from '#peer/peer.ts'
import { testIds } from '#web/test-ids.ts'
import { Amount } from '#web/ui/amount.tsx'
import { Card } from '#web/ui/card.tsx'
import { Stat } from '#web/ui/stat.tsx'

/** What this tab computes, and what its key has done and earned over its life. */
export function Earnings({
  provider,
  hasChain,
}: {
  readonly provider: ProviderView
  readonly hasChain: boolean
}) {
  const { computed, verifiedTotal, rejectedTotal, creditTotal, earnedTotal } = provider
  const count = (value: number) => value.toLocaleString('en')
  return (
    <Card title="What came of it">
      <dl className="grid grid-cols-[repeat(auto-fit,minmax(8.5rem,1fr))] gap-x-6 gap-y-5">
        {hasChain && (
          <Stat label="Earned" testId={testIds.provideEarned}>
            <Amount wei={earnedTotal} />
          </Stat>
        )}
        <Stat label="Credit from free jobs" {...(!hasChain && { testId: testIds.provideEarned })}>
          {count(creditTotal)}
        </Stat>
        <Stat label="Pieces computed this visit">{count(computed)}</Stat>
        <Stat label="Pieces verified" testId={testIds.provideVerified}>
          {count(verifiedTotal)}
        </Stat>
        <Stat label="Pieces rejected">
          <span className={rejectedTotal > 0 ? 'text-bad' : undefined}>{count(rejectedTotal)}</span>
        </Stat>
      </dl>
    </Card>
  )
}

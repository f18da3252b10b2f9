import type { ProviderView, TillView } from '#peer/provider-view.ts'
import { formatGlm } from '#protocol/payment/amount.ts'
import { testIds } from '#web/test-ids.ts'
import { Amount } from '#web/ui/amount.tsx'
import { Card } from '#web/ui/card.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Stat } from '#web/ui/stat.tsx'
import { LedgerLink } from '../ledger/ledger-link.tsx'

/** What this tab computes, and what its key has done and earned over its life. */
export function Earnings({
  provider,
  hasChain,
}: {
  readonly provider: ProviderView
  readonly hasChain: boolean
}) {
  const { computed, verifiedTotal, rejectedTotal, creditTotal, earnedTotal, tills } = provider
  const count = (value: number) => value.toLocaleString('en')
  return (
    <Card title="What came of it" actions={hasChain && <LedgerLink />}>
      <dl className="grid grid-cols-[repeat(auto-fit,minmax(11rem,1fr))] gap-x-6 gap-y-5">
        {hasChain && (
          <Stat label="Earned" testId={testIds.provideEarned}>
            <Amount wei={earnedTotal} />
          </Stat>
        )}
        {tills && (
          <Stat label="Of that, not in a wallet yet">
            <Amount wei={notInWallet(tills)} />
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
      {tills && <OutOfReach tills={tills} />}
      {tills && <Collecting tills={tills.filter(({ isOurs }) => isOurs)} />}
    </Card>
  )
}

/** Wei of GLM that is promised, or paid and still in the escrow. */
const notInWallet = (tills: readonly TillView[]) =>
  tills
    .flatMap(({ credit, claims }) => [credit, ...claims.map(({ amount }) => amount)])
    .reduce((sum, wei) => sum + wei, 0n)

/** What is promised, and cannot be looked after from here. */
function OutOfReach({ tills }: { readonly tills: readonly TillView[] }) {
  const wei = tills.reduce((sum, till) => sum + till.outOfReach, 0n)
  if (wei === 0n) return null
  return (
    <Notice tone="warn" title="Some of it the chain here does not know" className="mt-5">
      <Amount wei={wei} /> were promised for jobs that are not on the chain this page asks: its node
      may be behind or begun anew, or they are on another chain. The vouchers are kept, and the
      chain is asked again every hour; the exported ledger has them, for use with another node.
    </Notice>
  )
}

/** What becomes of money that this browser collects by itself. */
function Collecting({ tills }: { readonly tills: readonly TillView[] }) {
  if (notInWallet(tills) === 0n) return null
  const coinMissing = tills.reduce((sum, till) => sum + till.coinMissing, 0n)
  if (coinMissing > 0n)
    return (
      <Notice tone="warn" title="A little coin is missing for chain gas" className="mt-5">
        {formatGlm(coinMissing, 6)} coin in the wallet that is paid lets this tab collect what
        requestors have not settled. Those who settle pay the chain gas themselves.
      </Notice>
    )
  return (
    <p className="mt-5 text-sm text-quiet">
      Requestors settle when their job ends. What they leave is collected by this tab once it is
      worth the chain gas, and before any deadline.
    </p>
  )
}

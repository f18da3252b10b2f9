import { HandCoins, Wallet } from 'lucide-react'
import { formatGlm, SHOWN_DECIMALS } from '#protocol/payment/amount.ts'
import type { Claim } from '#protocol/payment/collection.ts'
import { usePeer } from '#web/peer-context.tsx'
import { usePageConfig } from '#web/startup.tsx'
import { testIds } from '#web/test-ids.ts'
import { Amount } from '#web/ui/amount.tsx'
import { Button, ButtonLink } from '#web/ui/button.tsx'
import { Card } from '#web/ui/card.tsx'
import { CopyableId } from '#web/ui/copyable-id.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { sayMoment } from '#web/ui/say-moment.ts'
import { ShortId } from '#web/ui/short-id.tsx'
import { Stat } from '#web/ui/stat.tsx'
import { type Column, Table } from '#web/ui/table.tsx'
import { AmendmentStatus } from '../wallet/amendment-status.tsx'
import { SwitchChainNotice } from '../wallet/switch-chain-notice.tsx'
import { useAmendment } from '../wallet/use-amendment.ts'
import type { Due } from './due.ts'
import { type Carriers, useCarriers } from './use-carriers.ts'

const COLUMNS: ReadonlyArray<Column<Claim>> = [
  { title: 'Job', cell: ({ jobId }) => <ShortId id={jobId} /> },
  { title: 'Promised', align: 'right', cell: ({ amount }) => <Amount wei={amount} inColumn /> },
  { title: 'Collect by', align: 'right', cell: ({ until }) => sayMoment(until * 1000) },
]

/** What is due to a payee whose key this browser does not hold, and one button that collects it. */
export function CollectCard({ due }: { readonly due: Due }) {
  const { payee, promised, credited, claims } = due
  const carriers = useCarriers(due.chainGas)
  return (
    <Card title="To be collected" data-testid={testIds.collect}>
      <p className="mb-5 text-sm text-quiet">
        For the wallet <CopyableId id={payee} />. Requestors settle when their job ends, at their
        own chain gas. What they leave is collected with what they signed, which holds until their
        job’s time is up; what it has brought then is paid, and waits in the escrow without end.
      </p>
      <Alarm due={due} />
      <dl className="grid grid-cols-[repeat(auto-fit,minmax(11rem,1fr))] gap-x-6 gap-y-5">
        <Stat
          label={`Promised, in ${claims.length} ${claims.length === 1 ? 'job' : 'jobs'}`}
          testId={testIds.collectPromised}
        >
          <Amount wei={promised} />
        </Stat>
        <Stat label="Paid, and still in the escrow" testId={testIds.collectCredited}>
          <Amount wei={credited} />
        </Stat>
      </dl>
      {claims.length > 0 && (
        <div className="mt-5">
          <Table
            caption="Jobs that promised it"
            columns={COLUMNS}
            rows={claims}
            rowKey={({ jobId }) => jobId}
          />
        </div>
      )}
      <OtherWalletNotice due={due} carriers={carriers} />
      <SwitchChainNotice className="mt-5" />
      <Buttons due={due} carriers={carriers} />
    </Card>
  )
}

/** Before the time is up. */
function Alarm({ due: { alarm } }: { readonly due: Due }) {
  if (alarm === undefined) return null
  return (
    <Notice
      tone="warn"
      title={`Collect by ${sayMoment(alarm.until)}`}
      className="mb-5"
      data-testid={testIds.collectAlarm}
    >
      <Amount wei={alarm.wei} /> may go back to those who promised it after that.
    </Notice>
  )
}

/** Where the wallet that would be asked is not the one that is paid. */
function OtherWalletNotice({
  due: { payee },
  carriers: { connected },
}: {
  readonly due: Due
  readonly carriers: Carriers
}) {
  if (connected === undefined || connected.address === payee) return null
  return (
    <Notice
      tone="warn"
      title="Another wallet is connected"
      className="mt-5"
      data-testid={testIds.collectOther}
    >
      This money is for <ShortId id={payee} />, and <ShortId id={connected.address} /> is connected.
      It can carry it all the same: it pays the chain gas, and the money goes to{' '}
      <ShortId id={payee} /> alone.
    </Notice>
  )
}

function Buttons({ due, carriers }: { readonly due: Due; readonly carriers: Carriers }) {
  const peer = usePeer()
  const { chain } = usePageConfig()
  const { pending, refusal, run } = useAmendment()
  const { payee, next, promised, credited } = due
  const { connected, guestCan, cost } = carriers
  const amount = formatGlm(next === 'redeem' ? promised : credited, SHOWN_DECIMALS)
  const label = next === 'redeem' ? `Collect ${amount} GLM` : `Send ${amount} GLM to the wallet`
  return (
    <div className="mt-6 flex flex-col gap-4">
      <div className="flex flex-wrap gap-3">
        {connected === undefined ? (
          <ButtonLink href="/wallet" icon={Wallet} variant="primary">
            Connect a wallet to collect it
          </ButtonLink>
        ) : (
          <Button
            variant="primary"
            icon={HandCoins}
            pending={pending}
            data-testid={testIds.collectButton}
            onClick={() => run(() => peer.collect(payee, 'connected'))}
          >
            {label}
          </Button>
        )}
        {guestCan && (
          <Button
            icon={HandCoins}
            pending={pending}
            data-testid={testIds.collectGuest}
            onClick={() => run(() => peer.collect(payee, 'guest'))}
          >
            Have the guest wallet carry it
          </Button>
        )}
      </div>
      <p className="text-sm text-quiet" data-testid={testIds.collectCost}>
        {cost === undefined
          ? 'Asking the chain what it takes…'
          : `${chain?.name ?? 'The chain'} takes about ${formatGlm(cost, 6)} coin of chain gas for it, from the wallet that sends it.`}{' '}
        {next === 'redeem'
          ? 'One question for all jobs: it is paid then, for good. Sending it from the escrow to the wallet is a question of its own, at any time.'
          : 'One question.'}
        {guestCan && ' The guest wallet asks nothing and does both.'}
      </p>
      <AmendmentStatus of={{ pending, refusal }} />
    </div>
  )
}

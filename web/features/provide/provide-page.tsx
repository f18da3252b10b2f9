import { useView } from '#web/peer-context.tsx'
import { Waiting } from '#web/routes/waiting.tsx'
import { usePageConfig } from '#web/startup.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Page } from '#web/ui/page.tsx'
import { CollectCards } from '../collect/collect-cards.tsx'
import { ProfileCard } from '../profile/profile-card.tsx'
import { useWallet, useWalletAddress } from '../wallet/wallet-desk.ts'
import { Earnings } from './earnings.tsx'
import { LimitsCard } from './limits-card.tsx'
import { MachineCard } from './machine-card.tsx'
import { PassedOverCard } from './passed-over-card.tsx'
import { PastJobsCard } from './past-jobs-card.tsx'
import { PayeeCard } from './payee-card.tsx'
import { RecordCard } from './record-card.tsx'
import { Rules } from './rules.tsx'
import { RunningJobs } from './running-jobs.tsx'
import { StartPanel } from './start-panel.tsx'
import { TermsCard } from './terms-card.tsx'
import { UnreadRecordsNotice } from './unread-records-notice.tsx'
import { useProviding } from './use-providing.ts'

/** The volunteer's side: one button, what it does at this moment, and what came of it. */
export function ProvidePage() {
  // An earlier wallet reconnects by itself; starting before would name nobody to be paid.
  return useWallet().status === 'loading' ? <Waiting /> : <Providing />
}

function Providing() {
  const { provider, unread } = useView()
  const { status, connected } = useWallet()
  const { sandboxOrigins } = usePageConfig()
  const providing = useProviding(useWalletAddress())
  const hasGraphics = provider.machine.graphics !== undefined
  return (
    <Page
      title="Give computing"
      lead="Lend a few cores to people who need them, for as long as this tab is open."
    >
      {providing.error !== undefined && (
        <Notice tone="bad" title="That did not work">
          {providing.error}
        </Notice>
      )}
      <UnreadRecordsNotice unread={unread} />
      <div className="grid items-stretch gap-5 sm:gap-6 lg:grid-cols-[1.5fr_1fr]">
        <StartPanel provider={provider} providing={providing} />
        {provider.status !== 'off' && (
          <div className="lg:order-last lg:col-span-full">
            <RunningJobs provider={provider} />
          </div>
        )}
        <div className="flex flex-col gap-5 sm:gap-6">
          <PayeeCard hasChain={status !== 'off'} connected={connected} />
          <TermsCard
            choice={providing.choice}
            hasChain={status !== 'off'}
            hasGraphics={hasGraphics}
            onChoose={providing.choose}
          />
        </div>
      </div>
      <CollectCards />
      <Rules
        rules={providing.choice.rules}
        hasChain={status !== 'off'}
        hasGraphics={hasGraphics}
        onChange={(rules) => providing.choose({ rules })}
      />
      <PassedOverCard passedOver={provider.passedOver} />
      <LimitsCard
        choice={providing.choice}
        hasGraphics={hasGraphics}
        sharesOneOrigin={!sandboxOrigins.includes('{slot}')}
        onChoose={providing.choose}
      />
      <MachineCard machine={provider.machine} />
      <Earnings provider={provider} hasChain={status !== 'off'} />
      <PastJobsCard provider={provider} />
      <RecordCard record={provider.record} />
      <ProfileCard isOff={provider.status === 'off'} signed={provider.record.signed} />
    </Page>
  )
}

import { RefreshCw, Unplug } from 'lucide-react'
import { usePageConfig } from '#web/startup.tsx'
import { testIds } from '#web/test-ids.ts'
import { Button } from '#web/ui/button.tsx'
import { Card } from '#web/ui/card.tsx'
import { EmptyState } from '#web/ui/empty-state.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { Page } from '#web/ui/page.tsx'
import { DepositsCard } from './deposits-card.tsx'
import { DifferencesNotice } from './differences-notice.tsx'
import { ExportLedger } from './export-ledger.tsx'
import { PromisesCard } from './promises-card.tsx'
import { RateCard } from './rate-card.tsx'
import { useLedger } from './use-ledger.ts'

const LEAD =
  'Every GLM that you locked or were promised: where it is now, and what the chain took for it.'

/** A person's books: both sides, job by job, as the chain has it; in a currency too; as a file. */
export function LedgerPage() {
  const { chain } = usePageConfig()
  if (chain === null)
    return (
      <Page title="Ledger" lead={LEAD}>
        <Card>
          <EmptyState icon={Unplug} title="No chain here">
            This network runs on free work: there is no money to keep books of.
          </EmptyState>
        </Card>
      </Page>
    )
  return <Books />
}

function Books() {
  const { entries, isAsking, refusal, askAgain } = useLedger()
  return (
    <Page
      title="Ledger"
      lead={LEAD}
      actions={
        <Button
          size="small"
          icon={RefreshCw}
          pending={isAsking}
          data-testid={testIds.ledgerAskAgain}
          onClick={askAgain}
        >
          Ask the chain again
        </Button>
      }
    >
      {refusal !== undefined && (
        <Notice tone="warn" title="The chain could not be asked about everything">
          {refusal}
        </Notice>
      )}
      {entries === undefined ? (
        <Card>
          <p role="status" className="text-quiet">
            Reading your books…
          </p>
        </Card>
      ) : (
        <>
          <DifferencesNotice entries={entries} />
          <DepositsCard entries={entries.filter((entry) => entry.side === 'requestor')} />
          <PromisesCard entries={entries.filter((entry) => entry.side === 'provider')} />
        </>
      )}
      <RateCard />
      <ExportLedger />
    </Page>
  )
}

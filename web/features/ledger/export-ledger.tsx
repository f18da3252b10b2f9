import { Download } from 'lucide-react'
import type { LedgerFormat } from '#protocol/payment/ledger-file.ts'
import { usePeer } from '#web/peer-context.tsx'
import { Button } from '#web/ui/button.tsx'
import { Card } from '#web/ui/card.tsx'
import { Notice } from '#web/ui/notice.tsx'
import { saveFile } from '#web/ui/save-file.ts'
import { useAttempt } from '../wallet/use-attempt.ts'

/** The ledger of this tab as a file: what it was promised, and where the deposits of its jobs are. */
export function ExportLedger() {
  const peer = usePeer()
  const { error, attempt } = useAttempt()
  const save = (format: LedgerFormat) => async () => {
    const bytes = await peer.exportLedger(format)
    if (bytes !== undefined) saveFile(bytes, `loam-ledger.${format}`)
  }
  return (
    <Card title="As a file">
      <p className="mb-4 text-quiet">
        All of this to the last digit, where this page rounds so that its figures add up, and every
        promise to pay that this browser holds: in GLM for a spreadsheet (CSV), or in wei (JSON).
        Each promise is in it with its signature: whoever has the file can show it to the escrow,
        and only its payee is paid.
      </p>
      <div className="flex flex-wrap gap-3">
        <Button size="small" icon={Download} onClick={() => attempt(save('csv'))}>
          Save as CSV
        </Button>
        <Button size="small" icon={Download} onClick={() => attempt(save('json'))}>
          Save as JSON
        </Button>
      </div>
      {error && (
        <Notice tone="bad" className="mt-4">
          {error}
        </Notice>
      )}
    </Card>
  )
}

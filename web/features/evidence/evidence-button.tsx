import clsx from 'clsx'
import { FileCheck } from 'lucide-react'
import { useState } from 'react'
import type { JobId } from '#protocol/ids.ts'
import { usePeer } from '#web/peer-context.tsx'
import { testIds } from '#web/test-ids.ts'
import { Button } from '#web/ui/button.tsx'
import { saveFile } from '#web/ui/save-file.ts'

type State = 'ready' | 'writing' | 'failed'

/** Saves what this side of a job kept of it as a file that anybody can check without a network. */
export function EvidenceButton({
  jobId,
  side,
  size,
}: {
  readonly jobId: JobId
  readonly side: 'requestor' | 'provider'
  readonly size?: 'small'
}) {
  const peer = usePeer()
  const [state, setState] = useState<State>('ready')
  const save = async () => {
    setState('writing')
    const bytes = await peer.exportEvidence(jobId, side)
    if (bytes === undefined) return setState('failed')
    saveFile(bytes, `loam-${jobId.slice(2, 10)}.evidence`)
    setState('ready')
  }
  return (
    <div className={clsx('flex flex-wrap items-center gap-3', size && 'justify-end')}>
      {state === 'failed' && (
        <p role="alert" className="text-sm text-bad">
          The evidence of this job cannot be read. Reload the page, and try once more.
        </p>
      )}
      <Button
        icon={FileCheck}
        {...(size && { size })}
        pending={state === 'writing'}
        data-testid={testIds.jobEvidence}
        title="Agreements, signed results, verdicts and vouchers: check them with “loam verify”"
        onClick={() => void save().catch(() => setState('failed'))}
      >
        {size === 'small' ? 'Download' : 'Download evidence'}
      </Button>
    </div>
  )
}

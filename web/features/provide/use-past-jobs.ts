import { useEffect, useState } from 'react'
import type { PastJobView } from '#peer/provider-view.ts'
import { usePeer } from '#web/peer-context.tsx'

/** The jobs that this tab's key worked on, read anew whenever `version` changes; undefined until they are read. */
export function usePastJobs(version: string): readonly PastJobView[] | 'failed' | undefined {
  const peer = usePeer()
  const [jobs, setJobs] = useState<readonly PastJobView[] | 'failed'>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version is why they are read again.
  useEffect(() => {
    let isCurrent = true
    peer.pastJobs().then(
      (read) => isCurrent && setJobs(read),
      () => isCurrent && setJobs('failed'),
    )
    return () => {
      isCurrent = false
    }
  }, [peer, version])
  return jobs
}

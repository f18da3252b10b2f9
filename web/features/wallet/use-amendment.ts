import { useState } from 'react'
import type { AmendResult } from '#peer/peer.ts'
import { sayFailure } from '#web/explain-failure.ts'

/** A change to a job on its way: whether it is asked for, and why it was refused. */
export function useAmendment(): {
  readonly pending: boolean
  readonly refusal: string | undefined
  readonly run: (change: () => Promise<AmendResult>) => void
} {
  const [pending, setPending] = useState(false)
  const [refusal, setRefusal] = useState<string>()
  const run = (change: () => Promise<AmendResult>) => {
    setPending(true)
    setRefusal(undefined)
    change()
      .then((result) =>
        setRefusal(result.kind === 'refused' ? `${result.message} ${result.advice}` : undefined),
      )
      .catch((error: unknown) => setRefusal(sayFailure(error)))
      .finally(() => setPending(false))
  }
  return { pending, refusal, run }
}

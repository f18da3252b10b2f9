import { useCallback, useEffect, useState } from 'react'
import type { LedgerEntry } from '#protocol/payment/ledger-entry.ts'
import { sayFailure } from '#web/explain-failure.ts'
import { usePeer } from '#web/peer-context.tsx'

const EVERY_MS = 3_000

export interface LedgerState {
  /** Undefined until it was read. */
  readonly entries: readonly LedgerEntry[] | undefined
  /** Whether the chain is being asked about all of it. */
  readonly isAsking: boolean
  /** Why the chain could not be asked. */
  readonly refusal: string | undefined
  readonly askAgain: () => void
}

/** The ledger, read every few seconds while it is shown; the chain is asked about all of it at once, and on demand. */
export function useLedger(): LedgerState {
  const peer = usePeer()
  const [entries, setEntries] = useState<readonly LedgerEntry[]>()
  const [isAsking, setAsking] = useState(false)
  const [refusal, setRefusal] = useState<string>()
  const read = useCallback(
    // A peer that is busy leaves what was read before.
    () =>
      peer.ledger().then(
        (found) => setEntries(found ?? []),
        () => undefined,
      ),
    [peer],
  )
  const askAgain = useCallback(() => {
    setAsking(true)
    setRefusal(undefined)
    void peer
      .reconcile()
      .then(
        (answer) => answer.kind === 'refused' && setRefusal(`${answer.message} ${answer.advice}`),
        (error: unknown) => setRefusal(sayFailure(error)),
      )
      .then(read)
      .finally(() => setAsking(false))
  }, [peer, read])
  useEffect(() => {
    void read()
    askAgain()
    const timer = setInterval(() => void read(), EVERY_MS)
    return () => clearInterval(timer)
  }, [read, askAgain])
  return { entries, isAsking, refusal, askAgain }
}

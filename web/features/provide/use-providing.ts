import { useCallback, useEffect, useState } from 'react'
import type { Address } from '#protocol/ids.ts'
import { sayFailure } from '#web/explain-failure.ts'
import { usePeer, useView } from '#web/peer-context.tsx'
import { useRate } from '../ledger/rate-choice.ts'
import { keepChoice, type ProvideChoice, readAutostart, recallChoice } from './provide-settings.ts'

export interface Providing {
  readonly choice: ProvideChoice
  /** Whether this tab provides, or is on its way to. */
  readonly isOn: boolean
  /** Asked, and not yet answered by the engine. */
  readonly isPending: boolean
  readonly error: string | undefined
  choose(change: Partial<ProvideChoice>): void
  start(): void
  /** Hands work under way back. */
  stop(): void
  /** Stops once work under way is done; `start` takes it back. */
  finish(): void
}

/** What the volunteer chose, kept over visits and applied to the running peer as it changes. */
export function useProviding(payee: Address | undefined): Providing {
  const peer = usePeer()
  const { provider } = useView()
  const rate = useRate()
  const [choice, setChoice] = useState(() => ({
    ...recallChoice(localStorage),
    ...readAutostart(window.location.search),
  }))
  const [isPending, setPending] = useState(false)
  const [error, setError] = useState<string>()
  const [wantsOn, setWantsOn] = useState(
    () => provider.status !== 'off' || readAutostart(window.location.search) !== undefined,
  )

  const run = useCallback(async (action: () => Promise<void>) => {
    setPending(true)
    setError(undefined)
    try {
      await action()
    } catch (cause) {
      setError(sayFailure(cause))
      setWantsOn(false)
    } finally {
      setPending(false)
    }
  }, [])

  // A change of terms or of wallet while providing is told to the peer, which keeps at work.
  useEffect(() => {
    if (wantsOn) void run(() => peer.startProviding({ ...choice, payee, rate }))
  }, [wantsOn, choice, payee, rate, peer, run])

  return {
    choice,
    isOn: wantsOn,
    isPending,
    error,
    choose: (change) => {
      const next = { ...choice, ...change }
      keepChoice(localStorage, next)
      setChoice(next)
    },
    start: () => setWantsOn(true),
    stop: () => {
      setWantsOn(false)
      void run(() => peer.stopProviding('now'))
    },
    finish: () => {
      setWantsOn(false)
      void run(() => peer.stopProviding('finish'))
    },
  }
}

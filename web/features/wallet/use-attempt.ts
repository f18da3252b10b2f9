import { useState } from 'react'
import { sayFailure } from '#web/explain-failure.ts'

/** Runs what may fail in front of a person: whether it runs, and what went wrong in words. */
export function useAttempt(): {
  readonly pending: boolean
  readonly error: string | undefined
  readonly attempt: (run: () => Promise<void>) => void
} {
  const [pending, setPending] = useState(false)
  const [error, setError] = useState<string>()
  const attempt = (run: () => Promise<void>) => {
    setPending(true)
    setError(undefined)
    run()
      .catch((cause: unknown) => setError(inWords(cause)))
      .finally(() => setPending(false))
  }
  return { pending, error, attempt }
}

/** Wallet libraries put the person's sentence first and the stack of details below it. */
function inWords(cause: unknown): string {
  if (typeof cause === 'object' && cause !== null && 'shortMessage' in cause)
    return `${String(cause.shortMessage)} Try again, or use another wallet.`
  return sayFailure(cause)
}

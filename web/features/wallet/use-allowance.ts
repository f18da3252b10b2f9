import { useCallback, useEffect, useState } from 'react'
import type { Address } from '#protocol/ids.ts'
import { walletSession } from './wallet-desk.ts'
import type { AllowanceState } from './wallet-session.ts'

const EVERY_MS = 4_000

/** What the escrow may take of the connected wallet's GLM, looked up again while it is shown. */
export function useAllowance(address: Address | undefined): {
  readonly allowance: AllowanceState | undefined
  readonly refresh: () => void
} {
  const [found, setFound] = useState<AllowanceState & { of: Address }>()
  const refresh = useCallback(() => {
    if (address === undefined) return
    walletSession()
      .then((session) => session.allowance(address))
      // A chain that does not answer leaves what was known.
      .then(
        (allowance) => setFound({ of: address, ...allowance }),
        () => undefined,
      )
  }, [address])
  useEffect(() => {
    refresh()
    const timer = setInterval(refresh, EVERY_MS)
    return () => clearInterval(timer)
  }, [refresh])
  // An answer may come after the wallet has changed to another address.
  return { allowance: found?.of === address ? found : undefined, refresh }
}

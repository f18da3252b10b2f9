import { useCallback, useEffect, useState } from 'react'
import type { Address } from '#protocol/ids.ts'
import { walletSession } from './wallet-desk.ts'

const EVERY_MS = 4_000

/** GLM and chain coin of an address, looked up again every few seconds while it is shown. */
export function useBalances(address: Address | undefined): {
  readonly balances: { readonly glm: bigint; readonly coin: bigint } | undefined
  readonly refresh: () => void
} {
  const [balances, setBalances] = useState<{ glm: bigint; coin: bigint }>()
  const refresh = useCallback(() => {
    if (address === undefined) return
    walletSession()
      .then((session) => session.balances(address))
      // An unreachable chain leaves the last known balance; the ledger reports the fault itself.
      .then(setBalances, () => undefined)
  }, [address])
  useEffect(() => {
    setBalances(undefined)
    refresh()
    const timer = setInterval(refresh, EVERY_MS)
    return () => clearInterval(timer)
  }, [refresh])
  return { balances, refresh }
}

import { useCallback, useEffect, useState } from 'react'
import type { Address } from '#protocol/ids.ts'
import { walletSession } from './wallet-desk.ts'

const EVERY_MS = 4_000

/** GLM and chain coin of an address, looked up again every few seconds while it is shown. */
export function useBalances(address: Address | undefined): {
  readonly balances: { readonly glm: bigint; readonly coin: bigint } | undefined
  readonly refresh: () => void
} {
  const [found, setFound] = useState<{ of: Address; glm: bigint; coin: bigint }>()
  const refresh = useCallback(() => {
    if (address === undefined) return
    walletSession()
      .then((session) => session.balances(address))
      // An unreachable chain leaves the last known balance; the ledger reports the fault itself.
      .then(
        (balances) => setFound({ of: address, ...balances }),
        () => undefined,
      )
  }, [address])
  useEffect(() => {
    refresh()
    const timer = setInterval(refresh, EVERY_MS)
    return () => clearInterval(timer)
  }, [refresh])
  // An answer may come after the wallet has changed to another address.
  return { balances: found?.of === address ? found : undefined, refresh }
}

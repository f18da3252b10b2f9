import { useCallback, useEffect, useState } from 'react'
import type { Address } from '#protocol/ids.ts'
import { walletSession } from './wallet-desk.ts'
import type { WalletSession } from './wallet-session.ts'

const EVERY_MS = 4_000

/**
 * What the chain says of an address, looked up again every few seconds while it is shown; undefined
 * until it is known.
 *
 * @param look the same at every call: another begins anew.
 */
export function useLookup<Found>(
  address: Address | undefined,
  look: (session: WalletSession, address: Address) => Promise<Found>,
): { readonly found: Found | undefined; readonly refresh: () => void } {
  const [last, setLast] = useState<{ of: Address; found: Found }>()
  const refresh = useCallback(() => {
    if (address === undefined) return
    walletSession()
      .then((session) => look(session, address))
      // A chain that does not answer leaves what was known; the ledger reports the fault itself.
      .then(
        (found) => setLast({ of: address, found }),
        () => undefined,
      )
  }, [address, look])
  useEffect(() => {
    refresh()
    const timer = setInterval(refresh, EVERY_MS)
    return () => clearInterval(timer)
  }, [refresh])
  // An answer may come after the wallet has changed to another address.
  return { found: last?.of === address ? last?.found : undefined, refresh }
}

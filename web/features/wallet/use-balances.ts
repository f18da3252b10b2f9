import type { Address } from '#protocol/ids.ts'
import { useLookup } from './use-lookup.ts'
import type { WalletSession } from './wallet-session.ts'

const look = (session: WalletSession, address: Address) => session.balances(address)

/** GLM and chain coin of an address. */
export function useBalances(address: Address | undefined) {
  const { found: balances, refresh } = useLookup(address, look)
  return { balances, refresh }
}

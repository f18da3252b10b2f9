import type { Address } from '#protocol/ids.ts'
import { useLookup } from './use-lookup.ts'
import type { WalletSession } from './wallet-session.ts'

const look = (session: WalletSession, address: Address) => session.allowance(address)

/** What the escrow may take of the connected wallet's GLM. */
export function useAllowance(address: Address | undefined) {
  const { found: allowance, refresh } = useLookup(address, look)
  return { allowance, refresh }
}

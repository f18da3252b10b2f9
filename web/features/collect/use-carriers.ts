import { useEffect, useState } from 'react'
import type { Address } from '#protocol/ids.ts'
import { useBalances } from '../wallet/use-balances.ts'
import { useChainFee } from '../wallet/use-chain-fee.ts'
import { useWallet, walletSession } from '../wallet/wallet-desk.ts'
import type { ConnectedWallet } from '../wallet/wallet-session.ts'

/** Who can pay the chain gas of collecting. */
export interface Carriers {
  readonly connected: ConnectedWallet | undefined
  /** Whether the guest wallet of this browser, another than the connected one, has coin enough. */
  readonly guestCan: boolean
  /** Wei of the chain's coin that it takes at present; undefined before the chain was asked. */
  readonly cost: bigint | undefined
}

/** Who can send what takes so much chain gas. */
export function useCarriers(chainGas: bigint): Carriers {
  const { connected } = useWallet()
  const guest = useGuestAddress()
  const fee = useChainFee()
  const { balances } = useBalances(guest)
  const cost = fee === undefined ? undefined : chainGas * fee
  const hasCoin = balances !== undefined && cost !== undefined && balances.coin >= cost
  return { connected, cost, guestCan: hasCoin && guest !== connected?.address }
}

/** The guest wallet's address, where this browser has one. */
function useGuestAddress(): Address | undefined {
  const [guest, setGuest] = useState<Address>()
  useEffect(() => {
    walletSession()
      .then((session) => session.guest())
      // Without wallet code there is none to carry anything.
      .then(setGuest, () => undefined)
  }, [])
  return guest
}

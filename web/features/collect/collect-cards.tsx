import { useEffect } from 'react'
import { usePeer, useView } from '#web/peer-context.tsx'
import { useNow } from '#web/ui/use-now.ts'
import { useWalletAddress } from '../wallet/wallet-desk.ts'
import { CollectCard } from './collect-card.tsx'
import { duesByHand } from './due.ts'

const EVERY_MS = 10_000

/**
 * A card for each payee that somebody has to collect for, the connected wallet among them; nothing
 * where this browser sees to it.
 */
export function CollectCards() {
  const { provider } = useView()
  const peer = usePeer()
  const address = useWalletAddress()
  useEffect(() => {
    if (address !== undefined) void peer.lookAfter(address)
  }, [peer, address])
  const now = useNow(EVERY_MS)
  return duesByHand(provider.tills, now).map((due) => <CollectCard key={due.payee} due={due} />)
}

import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react'
import { Listeners } from '#peer/listeners.ts'
import type { Peer, PeerView } from '#peer/peer.ts'

/** The running peer and its newest view, for every component below. */
export interface PeerStore {
  readonly peer: Peer
  current(): PeerView
  subscribe(run: () => void): () => void
}

const PeerContext = createContext<PeerStore | undefined>(undefined)

/** Keeps a peer's newest view. Resolves once there is one to show. */
export async function createPeerStore(peer: Peer): Promise<PeerStore> {
  const listeners = new Listeners<[]>()
  let view = await peer.view()
  peer.onView((next) => {
    view = next
    listeners.tell()
  })
  return {
    peer,
    current: () => view,
    subscribe: (run) => listeners.add(run),
  }
}

export function PeerProvider({ store, children }: { store: PeerStore; children: ReactNode }) {
  return <PeerContext value={store}>{children}</PeerContext>
}

function useStore(): PeerStore {
  const store = useContext(PeerContext)
  if (store === undefined) throw new Error('No peer above this component')
  return store
}

/** Sends commands; the same object for the life of the page. */
export const usePeer = (): Peer => useStore().peer

/** What the peer shows; changes a few times a second while something happens. */
export function useView(): PeerView {
  const store = useStore()
  return useSyncExternalStore(store.subscribe, store.current)
}

import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import type { PageConfig } from './config.ts'
import { openWalletDesk, walletDesk } from './features/wallet/wallet-desk.ts'
import { createPeerStore, PeerProvider, type PeerStore } from './peer-context.tsx'

/** How far the page's peer has come. */
export type Startup =
  | { readonly kind: 'starting' }
  | { readonly kind: 'ready'; readonly config: PageConfig; readonly store: PeerStore }
  | { readonly kind: 'failed'; readonly message: string }

const StartupContext = createContext<Startup>({ kind: 'starting' })

/** A start already made, such as one of the gallery's, in place of the page's own. */
export const StartupProvider = StartupContext.Provider

export const useStartup = (): Startup => useContext(StartupContext)

async function start(): Promise<Startup> {
  try {
    const { loadConfig } = await import('./config.ts')
    const config = await loadConfig()
    openWalletDesk(config.chain, config.walletConnect)
    const { startEngine } = await import('./engine/start-engine.ts')
    const store = await createPeerStore(await startEngine(config, walletDesk))
    const { offerInspection } = await import('./inspect.ts')
    offerInspection(store.current)
    return { kind: 'ready', config, store }
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) }
  }
}

/** One tab, one peer: however often the tree is mounted. */
let started: Promise<Startup> | undefined

/** Starts the tab's peer beside the page, which is shown meanwhile. */
export function StartPeer({ children }: { children: ReactNode }) {
  const [startup, setStartup] = useState<Startup>({ kind: 'starting' })
  useEffect(() => {
    started ??= start()
    void started.then(setStartup)
  }, [])
  return <StartupContext value={startup}>{children}</StartupContext>
}

/** Shows its children once there is a peer, and `otherwise` until then. */
export function WithPeer({
  otherwise,
  children,
}: {
  readonly otherwise: ReactNode
  readonly children: ReactNode
}) {
  const startup = useStartup()
  if (startup.kind !== 'ready') return otherwise
  return <PeerProvider store={startup.store}>{children}</PeerProvider>
}

/**
 * The network this page belongs to.
 * @throws {Error} outside of `WithPeer`.
 */
export function usePageConfig(): PageConfig {
  const startup = useStartup()
  if (startup.kind !== 'ready') throw new Error('The page has no configuration yet')
  return startup.config
}

/** Bundled and run in a page by `serve-bare-page.ts`: libp2p and nothing of Loam. */
import { circuitRelayTransport } from '@libp2p/circuit-relay-v2'
import { identify } from '@libp2p/identify'
import { noise } from '@libp2p/noise'
import { webSockets } from '@libp2p/websockets'
import { yamux } from '@libp2p/yamux'
import { multiaddr } from '@multiformats/multiaddr'
import { createLibp2p } from 'libp2p'

/** Reserves at the relay named in the page's query and says when, in ms since navigation. */
async function reserve(): Promise<number> {
  const relay = new URLSearchParams(location.search).get('relay') ?? ''
  const node = await createLibp2p({
    // As ours does: a place at whichever relay it gets to know, which is the one it dials.
    addresses: { listen: ['/p2p-circuit'] },
    transports: [webSockets(), circuitRelayTransport()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    connectionGater: { denyDialMultiaddr: () => false },
    services: { identify: identify() },
  })
  await node.dial(multiaddr(relay))
  // The event that tells of new addresses is held back for a second.
  while (node.getMultiaddrs().length === 0) await new Promise((run) => setTimeout(run, 5))
  return performance.now()
}

Object.assign(globalThis, { reserved: reserve() })

import { systemClock } from '#peer/adapters/clock-system.ts'
import { createLedgerViem } from '#peer/adapters/ledger-viem/ledger-viem.ts'
import { createMeshLibp2p } from '#peer/adapters/mesh-libp2p/libp2p-mesh.ts'
import { openNativeSignatures } from '#peer/adapters/native-signatures.ts'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import { createPeer, type PeerOptions } from '#peer/create-peer.ts'
import type { Peer } from '#peer/peer.ts'
import type { Compute } from '#peer/ports/compute.ts'
import type { ChainInfo, Wallet } from '#peer/ports/ledger.ts'
import type { Mesh } from '#peer/ports/mesh.ts'
import type { Store } from '#peer/ports/store.ts'
import type { Address, PeerId } from '#protocol/ids.ts'
import type { App } from '#protocol/task/app.ts'
import { createNodeCompute } from '#worker-runtime/host/node.ts'
import { type Lie, lyingCompute } from './cheats/lying-compute.ts'

/** A peer outside any browser, on the same mesh, with the same code. */
export interface NodePeer {
  readonly peer: Peer
  readonly self: PeerId
  stop(): Promise<void>
}

/**
 * A provider outside any browser; with `lie` a cheat whose machine, keys and protocol are otherwise
 * in order.
 */
export async function startNodeProvider(options: {
  readonly relays: readonly string[]
  readonly chain: ChainInfo | undefined
  readonly payee: Address | undefined
  readonly seed: number
  readonly lie?: Lie
}): Promise<NodePeer> {
  const { lie, payee, chain, relays } = options
  const honest = createNodeCompute({ cores: 1 })
  const provider = await joinNodePeer({
    relays,
    seed: new Uint8Array(32).fill(options.seed),
    compute: lie === undefined ? honest : lyingCompute(honest, lie),
    apps: [],
    money: chain && { chain },
  })
  await provider.peer.startProviding({
    cores: 1,
    payee,
    acceptFree: true,
    floorPerGigaGas: 0n,
  })
  return provider
}

/** A requestor outside any browser, for free jobs of the given apps. */
export function startNodeRequestor(options: {
  readonly relays: readonly string[]
  readonly seed: number
  readonly apps: readonly App<unknown>[]
}): Promise<NodePeer> {
  const { relays, apps } = options
  const seed = new Uint8Array(32).fill(options.seed)
  return joinNodePeer({ relays, seed, apps, compute: createNodeCompute({ cores: 1 }) })
}

export interface NodePeerOptions {
  readonly relays: readonly string[]
  readonly seed: Uint8Array
  readonly compute: Compute
  readonly apps: PeerOptions['apps']
  /** A new one unless given. */
  readonly store?: Store
  readonly money?: { readonly chain: ChainInfo; readonly wallet?: Wallet } | undefined
  /** What the peer speaks through in place of its mesh. */
  readonly twist?: (mesh: Mesh) => Mesh
}

/** Puts a peer together around a libp2p node of its own. */
export async function joinNodePeer(options: NodePeerOptions): Promise<NodePeer> {
  const { relays, compute, apps, money, seed, store = createMemoryStore() } = options
  const { twist = (straight) => straight } = options
  const mesh = await createMeshLibp2p({
    privateKeySeed: seed,
    relays,
    iceServers: [],
    allowPrivateAddresses: true,
  })
  const peer = await createPeer({
    mesh: twist(mesh),
    compute,
    clock: systemClock,
    store,
    seed,
    signatures: await openNativeSignatures(),
    apps,
    ...(money && {
      money: {
        ledger: createLedgerViem({ chain: money.chain }),
        desk: { wallet: async () => money.wallet, carrierFor: async () => undefined },
        escrow: { glmPerCoin: 10n ** 18n },
      },
    }),
  })
  return { peer, self: mesh.self, stop: () => peer.stop() }
}

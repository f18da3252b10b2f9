import { circuitRelayTransport } from '@libp2p/circuit-relay-v2'
import { generateKeyPairFromSeed } from '@libp2p/crypto/keys'
import { identify, identifyPush } from '@libp2p/identify'
import type { PeerId as Libp2pPeerId, Metrics } from '@libp2p/interface'
import { noise } from '@libp2p/noise'
import { ping } from '@libp2p/ping'
import { webRTC, webRTCDirect } from '@libp2p/webrtc'
import { webSockets } from '@libp2p/websockets'
import { yamux } from '@libp2p/yamux'
import { multiaddr } from '@multiformats/multiaddr'
import { createLibp2p } from 'libp2p'
import { MAX_DIRECT } from '#peer/adapters/mesh-libp2p/connection-budget.ts'
import { isDirect } from '#peer/adapters/mesh-libp2p/connection-path.ts'
import { relayGossip } from '#peer/adapters/mesh-libp2p/relay-gossip.ts'
import { RelayKeeper, type RelayKeeperComponents } from '#peer/adapters/mesh-libp2p/relay-keeper.ts'
import { CONNECTION_MONITOR } from '#protocol/wire/connection-monitor.ts'
import { withFewUpdates } from '#protocol/wire/window-updates.ts'

/** Everything a peer's network is made from. Plain data, so that it can come from a relay's config. */
export interface MeshLibp2pOptions {
  /** 32 bytes of Ed25519: the worker key. The peer id follows from it. */
  readonly privateKeySeed: Uint8Array
  /** Multiaddrs ending in `/p2p/<relay>`. Several of one relay are alternatives. */
  readonly relays: readonly string[]
  readonly iceServers: readonly RTCIceServer[]
  /** Dials `ws://` and private addresses: for a local network. */
  readonly allowPrivateAddresses: boolean
}

/**
 * All offers come through the relay, which libp2p takes for one caller: by itself it would let five a
 * second in, and turn the others away without a word.
 */
const MAX_CIRCUITS_A_SECOND = 64
/** Those to relays, the direct ones, and as many circuits that offers come over. */
const MAX_CONNECTIONS = 2 * MAX_DIRECT + 16
/** Every peer speaks to Chromium or libdatachannel, which both take 256 KiB. */
const DATA_CHANNEL_MESSAGE_BYTES = 64 * 1024

/** Starts the libp2p node below a mesh. Does not wait for a relay: `relays` tells of it. */
export async function startLibp2pNode(
  options: MeshLibp2pOptions,
  hooks: {
    isRefused: (peer: Libp2pPeerId) => boolean
    /** Whether one more direct connection is too many. */
    isFull: () => boolean
    onRelayChange: () => void
    metrics: Metrics | undefined
  },
) {
  const relayPeers = new Set(options.relays.map((relay) => lastPeerOf(relay)))
  const { metrics } = hooks
  return createLibp2p({
    ...(metrics && { metrics: () => metrics }),
    privateKey: await generateKeyPairFromSeed('Ed25519', options.privateKeySeed),
    addresses: { listen: [...[...relayPeers].map(() => '/p2p-circuit'), '/webrtc'] },
    transports: [
      webSockets(),
      webRTCDirect(),
      webRTC({
        rtcConfiguration: { iceServers: [...options.iceServers] },
        dataChannel: { maxMessageSize: DATA_CHANNEL_MESSAGE_BYTES },
      }),
      circuitRelayTransport({ discoveryFilter: onlyThese(relayPeers) }),
    ],
    connectionEncrypters: [noise()],
    streamMuxers: [withFewUpdates(yamux())],
    connectionManager: {
      maxConnections: MAX_CONNECTIONS,
      inboundConnectionThreshold: MAX_CIRCUITS_A_SECOND,
      maxIncomingPendingConnections: MAX_CIRCUITS_A_SECOND,
    },
    connectionGater: {
      ...(options.allowPrivateAddresses ? { denyDialMultiaddr: () => false } : {}),
      denyDialPeer: hooks.isRefused,
      denyInboundUpgradedConnection: (peer, connection) =>
        hooks.isRefused(peer) || (isDirect(connection) && hooks.isFull()),
      denyOutboundUpgradedConnection: hooks.isRefused,
    },
    connectionMonitor: CONNECTION_MONITOR,
    services: {
      identify: identify({ runOnLimitedConnection: true }),
      identifyPush: identifyPush({ runOnLimitedConnection: true }),
      ping: ping(),
      pubsub: relayGossip((peer) => relayPeers.has(peer.toString())),
      relays: (components: RelayKeeperComponents) =>
        new RelayKeeper(components, options.relays, hooks.onRelayChange),
    },
  })
}

export type Libp2pNode = Awaited<ReturnType<typeof startLibp2pNode>>

const lastPeerOf = (address: string) =>
  multiaddr(address)
    .getComponents()
    .findLast(({ name }) => name === 'p2p')?.value

/**
 * The transport would reserve at any peer that claims to be a relay. Seen from it, all but ours are
 * already known, and ours are new every time they come back.
 */
function onlyThese(relays: ReadonlySet<string | undefined>) {
  return {
    has: (peer: Libp2pPeerId) => !relays.has(peer.toString()),
    add: () => {},
    remove: () => {},
  }
}

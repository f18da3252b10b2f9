import { circuitRelayTransport } from '@libp2p/circuit-relay-v2'
import { generateKeyPairFromSeed } from '@libp2p/crypto/keys'
import { gossipsub } from '@libp2p/gossipsub'
import { identify, identifyPush } from '@libp2p/identify'
import type { PeerId as Libp2pPeerId } from '@libp2p/interface'
import { noise } from '@libp2p/noise'
import { ping } from '@libp2p/ping'
import { pubsubPeerDiscovery } from '@libp2p/pubsub-peer-discovery'
import { webRTC, webRTCDirect } from '@libp2p/webrtc'
import { webSockets } from '@libp2p/websockets'
import { yamux } from '@libp2p/yamux'
import { multiaddr } from '@multiformats/multiaddr'
import { createLibp2p } from 'libp2p'
import { RelayKeeper, type RelayKeeperComponents } from '#peer/adapters/mesh-libp2p/relay-keeper.ts'
import { GOSSIP_SCORE } from '#protocol/wire/gossip-score.ts'
import { MAX_GOSSIP_BYTES } from '#protocol/wire/limits.ts'
import { DISCOVERY_TOPIC } from '#protocol/wire/topics.ts'

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

/** Addresses are announced this often; each costs every peer a message. */
const DISCOVERY_INTERVAL_MS = 10_000
/** Every peer speaks to Chromium or libdatachannel, which both take 256 KiB. */
const DATA_CHANNEL_MESSAGE_BYTES = 64 * 1024

/** Starts the libp2p node below a mesh. Does not wait for a relay: `relays` tells of it. */
export async function startLibp2pNode(
  options: MeshLibp2pOptions,
  hooks: { isRefused: (peer: Libp2pPeerId) => boolean; onRelayChange: () => void },
) {
  const relayPeers = new Set(options.relays.map((relay) => lastPeerOf(relay)))
  return createLibp2p({
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
    streamMuxers: [yamux()],
    peerDiscovery: [
      pubsubPeerDiscovery({ topics: [DISCOVERY_TOPIC], interval: DISCOVERY_INTERVAL_MS }),
    ],
    connectionGater: {
      ...(options.allowPrivateAddresses ? { denyDialMultiaddr: () => false } : {}),
      denyDialPeer: hooks.isRefused,
      denyInboundUpgradedConnection: hooks.isRefused,
      denyOutboundUpgradedConnection: hooks.isRefused,
    },
    services: {
      identify: identify({ runOnLimitedConnection: true }),
      identifyPush: identifyPush({ runOnLimitedConnection: true }),
      ping: ping(),
      pubsub: gossipsub({
        allowPublishToZeroTopicPeers: true,
        maxInboundDataLength: MAX_GOSSIP_BYTES * 4,
        scoreParams: GOSSIP_SCORE,
      }),
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

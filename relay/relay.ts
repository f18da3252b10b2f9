import { join } from 'node:path'
import { type CircuitRelayService, circuitRelayServer } from '@libp2p/circuit-relay-v2'
import { gossipsub } from '@libp2p/gossipsub'
import { identify, identifyPush } from '@libp2p/identify'
import { keychain } from '@libp2p/keychain'
import { noise } from '@libp2p/noise'
import { ping } from '@libp2p/ping'
import { webRTCDirect } from '@libp2p/webrtc'
import { webSockets } from '@libp2p/websockets'
import { yamux } from '@libp2p/yamux'
import { createLibp2p } from 'libp2p'
import { CONNECTION_MONITOR } from '#protocol/wire/connection-monitor.ts'
import { GOSSIP_SCORE } from '#protocol/wire/gossip-score.ts'
import { MAX_GOSSIP_BYTES } from '#protocol/wire/limits.ts'
import { withFewUpdates } from '#protocol/wire/window-updates.ts'
import { openCertificateStore } from '#relay/certificate-store.ts'
import { type RelayConfigInput, relayConfigSchema } from '#relay/config.ts'
import { followBuckets } from '#relay/follow-buckets.ts'
import { serveReports } from '#relay/http.ts'
import { loadIdentity } from '#relay/identity.ts'

/** A relay that runs. */
export interface Relay {
  readonly peerId: string
  /** Multiaddrs that clients dial, each ending in `/p2p/<peerId>`. */
  readonly addresses: readonly string[]
  readonly httpUrl: string
  /**
   * Hangs up on everybody and stops listening. A process that listened on WebRTC-direct should exit
   * right after: libdatachannel never sets the flag that says whether its listener has stopped, so
   * by chance the listener lives on in memory given back, and the next datagram ends the process.
   */
  stop(): Promise<void>
}

/** Topics that a client may listen to count a kilobyte each: a tab hears six buckets. */
const MAX_TOPIC_BYTES = 16 * 1024

/** Long enough for a job; reservations themselves still expire and are renewed. */
const WORK_CIRCUIT_MS = 24 * 3_600_000

/**
 * Starts a relay: reservations and circuits for tabs, gossip of the market's buckets, health over
 * HTTP. It carries opaque bytes and knows nothing of jobs or money.
 *
 * @example
 * const relay = await startRelay({ listen: ['/ip4/127.0.0.1/tcp/0/ws'], stateFolder })
 */
export async function startRelay(input: RelayConfigInput): Promise<Relay> {
  const config = relayConfigSchema.parse(input)
  const startedAtMs = Date.now()
  const node = await createLibp2p({
    privateKey: await loadIdentity(join(config.stateFolder, 'relay.key')),
    datastore: await openCertificateStore(join(config.stateFolder, 'relay-certificate')),
    addresses: { listen: config.listen, announce: config.announce },
    transports: [webSockets(), webRTCDirect()],
    connectionEncrypters: [noise()],
    streamMuxers: [withFewUpdates(yamux())],
    connectionManager: {
      maxConnections: config.maxConnections,
      inboundConnectionThreshold: config.maxConnections,
      maxIncomingPendingConnections: 100,
    },
    connectionMonitor: CONNECTION_MONITOR,
    services: {
      // Without one the WebRTC-direct certificate is made anew on every start.
      keychain: keychain(),
      identify: identify(),
      identifyPush: identifyPush(),
      ping: ping(),
      pubsub: gossipsub({
        // Tabs gossip through their relays alone. Whoever is outside of a relay's mesh hears one
        // message in two, and that a second late: so nobody is.
        D: config.maxConnections,
        Dlo: config.maxConnections,
        Dhi: config.maxConnections,
        Dout: 0,
        Dscore: 0,
        maxTopicBytesPerPeer: MAX_TOPIC_BYTES,
        // Nobody else would bring a tab the same message: none needs to be told not to.
        idontwantMinDataSize: MAX_GOSSIP_BYTES * 4,
        allowPublishToZeroTopicPeers: true,
        maxInboundDataLength: MAX_GOSSIP_BYTES * 4,
        scoreParams: GOSSIP_SCORE,
      }),
      circuits: circuitRelayServer({
        maxInboundHopStreams: config.maxReservations,
        maxOutboundStopStreams: config.maxReservations,
        reservations: {
          maxReservations: config.maxReservations,
          ...(config.allowWork
            ? { applyDefaultLimit: false, defaultDurationLimit: WORK_CIRCUIT_MS }
            : {
                defaultDataLimit: config.circuit.maxBytes,
                defaultDurationLimit: config.circuit.maxDurationMs,
              }),
        },
      }),
    },
  })
  const stopFollowing = followBuckets(node.services.pubsub)

  const circuits: CircuitRelayService = node.services.circuits
  const addressesNow = () => node.getMultiaddrs().map((address) => address.toString())
  const http = await serveReports(
    {
      '/health': () => ({
        status: 'ok',
        peerId: node.peerId.toString(),
        peers: node.getPeers().length,
        reservations: circuits.reservations.size,
        uptimeSeconds: Math.floor((Date.now() - startedAtMs) / 1_000),
      }),
      '/config': () => ({ relays: addressesNow(), iceServers: config.iceServers }),
    },
    config.http,
  ).catch(async (error) => {
    stopFollowing()
    await node.stop()
    throw error
  })
  return {
    peerId: node.peerId.toString(),
    addresses: addressesNow(),
    httpUrl: http.url,
    stop: async () => {
      stopFollowing()
      await http.stop()
      await node.stop()
    },
  }
}

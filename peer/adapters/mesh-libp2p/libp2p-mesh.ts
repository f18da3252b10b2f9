import type { Connection, Metrics, Stream, StreamHandler } from '@libp2p/interface'
import { peerIdFromString } from '@libp2p/peer-id'
import { systemClock } from '#peer/adapters/clock-system.ts'
import { ConnectionBudget } from '#peer/adapters/mesh-libp2p/connection-budget.ts'
import {
  comesUp,
  isDirect,
  isUp,
  observeAddress,
} from '#peer/adapters/mesh-libp2p/connection-path.ts'
import { Dialler } from '#peer/adapters/mesh-libp2p/dialler.ts'
import {
  type Libp2pNode,
  type MeshLibp2pOptions,
  startLibp2pNode,
} from '#peer/adapters/mesh-libp2p/libp2p-node.ts'
import { Reachability } from '#peer/adapters/mesh-libp2p/reachability.ts'
import { StreamChannel } from '#peer/adapters/mesh-libp2p/stream-channel.ts'
import { Refusals } from '#peer/adapters/refusals.ts'
import { Listeners } from '#peer/listeners.ts'
import { FrameSizeError, NoWorkPathError, UnreachableError } from '#peer/ports/errors.ts'
import type { Channel, Mesh, MeshStatus, Path, Unsubscribe } from '#peer/ports/mesh.ts'
import { asPeerId, type PeerId } from '#protocol/ids.ts'
import { MAX_GOSSIP_BYTES } from '#protocol/wire/limits.ts'

const NEW_STREAM_TIMEOUT_MS = 4_000
/** Channels of one protocol that one connection may hold open at once, each way. */
const MAX_CHANNELS = 64
/** How often connections are looked through for those that nobody uses. */
const TIDY_MS = 5_000
const STREAM_OPTIONS = {
  runOnLimitedConnection: true,
  maxInboundStreams: MAX_CHANNELS,
  maxOutboundStreams: MAX_CHANNELS,
}

/**
 * Joins the mesh over libp2p, in a browser window or in Node.
 *
 * Resolves as soon as the peer runs; `status().relay` tells when a relay has reserved a place for
 * it, and a relay that goes away is come back to for as long as the mesh runs.
 *
 * @param watch.metrics told of every connection and stream, for those who measure.
 * @example
 * const mesh = await createMeshLibp2p({ privateKeySeed, relays, iceServers: [], allowPrivateAddresses: true })
 */
export async function createMeshLibp2p(
  options: MeshLibp2pOptions,
  { metrics }: { readonly metrics?: Metrics } = {},
): Promise<Mesh> {
  const refusals = new Refusals(systemClock)
  const reachability = new Reachability(options.iceServers)
  let mesh: Libp2pMesh | undefined
  const budget = new ConnectionBudget({
    clock: systemClock,
    connections: () =>
      node.getConnections().filter(({ remotePeer }) => !node.services.relays.isRelay(remotePeer)),
  })
  const node: Libp2pNode = await startLibp2pNode(options, {
    isRefused: (peer) => refusals.has(asPeerId(peer.toString())),
    isFull: () => budget.isFull,
    onRelayChange: () => void mesh?.lookAround(),
    metrics,
  })
  const dialler = new Dialler({ node, relays: options.relays, reachability, budget })
  mesh = new Libp2pMesh({ node, dialler, reachability, refusals, budget })
  // A relay may have been quicker than this line.
  void mesh.lookAround()
  return mesh
}

class Libp2pMesh implements Mesh {
  readonly self: PeerId
  readonly #node: Libp2pNode
  readonly #dialler: Dialler
  readonly #reachability: Reachability
  readonly #refusals: Refusals
  readonly #topics = new Map<string, Set<(bytes: Uint8Array, from: PeerId) => void>>()
  readonly #handlers = new Map<string, StreamHandler>()
  readonly #tidying: ReturnType<typeof setInterval>
  readonly #statusListeners = new Listeners<[status: MeshStatus]>()

  constructor(parts: {
    node: Libp2pNode
    dialler: Dialler
    reachability: Reachability
    refusals: Refusals
    budget: ConnectionBudget
  }) {
    const { node } = parts
    this.self = asPeerId(node.peerId.toString())
    this.#node = node
    this.#dialler = parts.dialler
    this.#reachability = parts.reachability
    this.#refusals = parts.refusals
    node.services.pubsub.addEventListener('message', ({ detail }) => {
      if (detail.type !== 'signed' || detail.data.byteLength > MAX_GOSSIP_BYTES) return
      const from = asPeerId(detail.from.toString())
      if (this.#refusals.has(from)) return
      for (const run of this.#topics.get(detail.topic) ?? []) run(detail.data, from)
    })
    node.addEventListener('connection:open', ({ detail }) => {
      this.#reachability.learn(detail)
      void this.#watch(detail)
    })
    node.addEventListener('connection:close', ({ detail }) => {
      if (!node.services.relays.isRelay(detail.remotePeer)) parts.budget.closed(detail)
      this.announceStatus()
    })
    node.addEventListener('peer:disconnect', ({ detail }) => {
      // Whom libp2p once met it remembers for hours.
      if (!node.services.relays.isRelay(detail)) node.peerStore.delete(detail).catch(() => {})
    })
    this.#tidying = setInterval(() => parts.budget.tidy(), TIDY_MS)
  }

  async publish(topic: string, bytes: Uint8Array): Promise<boolean> {
    if (bytes.byteLength > MAX_GOSSIP_BYTES) {
      throw new FrameSizeError(bytes.byteLength, MAX_GOSSIP_BYTES)
    }
    const { recipients } = await this.#node.services.pubsub.publish(topic, bytes)
    return recipients.length > 0
  }

  subscribe(topic: string, run: (bytes: Uint8Array, from: PeerId) => void): Unsubscribe {
    const listener = (bytes: Uint8Array, from: PeerId) => run(bytes, from)
    const listeners = this.#topics.get(topic) ?? new Set()
    if (listeners.size === 0) this.#node.services.pubsub.subscribe(topic)
    this.#topics.set(topic, listeners.add(listener))
    return () => {
      if (!listeners.delete(listener) || listeners.size > 0) return
      this.#node.services.pubsub.unsubscribe(topic)
    }
  }

  async open(
    peer: PeerId,
    protocol: string,
    { path, signal }: { path: Path; signal: AbortSignal },
  ): Promise<Channel> {
    signal.throwIfAborted()
    if (this.#refusals.has(peer)) throw new UnreachableError(peer, 'it broke the protocol')
    try {
      return await this.#openOn(peer, protocol, path, signal).catch((error) => {
        signal.throwIfAborted()
        if (error instanceof NoWorkPathError) throw error
        return this.#openOn(peer, protocol, path, signal)
      })
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof NoWorkPathError) throw error
      const why = toError(error).message
      throw new UnreachableError(peer, why, { cause: error })
    }
  }

  handle(protocol: string, run: (channel: Channel) => void): Unsubscribe {
    const handler: StreamHandler = async (stream, connection) =>
      run(await this.#wrap(stream, connection))
    this.#handlers.set(protocol, handler)
    void this.#node.handle(protocol, handler, { ...STREAM_OPTIONS, force: true })
    return () => {
      // Another may have taken its place.
      if (this.#handlers.get(protocol) !== handler) return
      this.#handlers.delete(protocol)
      void this.#node.unhandle(protocol)
    }
  }

  async drop(peer: PeerId): Promise<void> {
    this.#refusals.add(peer)
    await this.#node.hangUp(peerIdFromString(peer))
  }

  status(): MeshStatus {
    const direct = new Set<string>()
    const relayed = new Set<string>()
    const relays = this.#node.services.relays
    for (const connection of this.#node.getConnections()) {
      if (!isUp(connection) || relays.isRelay(connection.remotePeer)) continue
      const group = isDirect(connection) ? direct : relayed
      group.add(connection.remotePeer.toString())
    }
    return {
      relay: relays.state(),
      direct: direct.size,
      relayed: [...relayed].filter((peer) => !direct.has(peer)).length,
      carriesWork: this.#reachability.carriesWork,
    }
  }

  onStatus(run: (status: MeshStatus) => void): Unsubscribe {
    return this.#statusListeners.add(run)
  }

  async stop(): Promise<void> {
    clearInterval(this.#tidying)
    this.#statusListeners.clear()
    await this.#node.stop()
  }

  /** Finds out what this network lets through, whenever a relay comes or goes. */
  async lookAround(): Promise<void> {
    this.announceStatus()
    await this.#reachability.update(this.#node.services.relays.reserved())
    this.announceStatus()
  }

  /** Tells those who watch that the status may have changed. */
  announceStatus(): void {
    this.#statusListeners.tell(this.status())
  }

  async #watch(connection: Connection): Promise<void> {
    if (!(await comesUp(connection))) connection.abort(new Error('No packet passes'))
    this.announceStatus()
  }

  /** A connection that takes no stream is dead, whatever it says of itself: the next try needs another. */
  async #openOn(peer: PeerId, protocol: string, path: Path, signal: AbortSignal): Promise<Channel> {
    const connection = await abandonAt(signal, this.#dialler.connect(peer, path))
    try {
      const stream = await connection.newStream(protocol, {
        ...STREAM_OPTIONS,
        signal: AbortSignal.any([signal, AbortSignal.timeout(NEW_STREAM_TIMEOUT_MS)]),
      })
      return await this.#wrap(stream, connection)
    } catch (error) {
      if (!isUnsupported(error)) connection.abort(toError(error))
      throw error
    }
  }

  async #wrap(stream: Stream, connection: Connection): Promise<Channel> {
    const remote = asPeerId(connection.remotePeer.toString())
    return new StreamChannel(
      stream,
      {
        remote,
        remoteAddress: await observeAddress(connection),
        path: isDirect(connection) ? 'direct' : 'relayed',
      },
      () => void this.drop(remote),
    )
  }
}

/** Stops waiting at the signal; the dial itself goes on for whoever shares it. */
async function abandonAt<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const aborted = Promise.withResolvers<never>()
  const abort = () => aborted.reject(signal.reason)
  signal.addEventListener('abort', abort)
  try {
    return await Promise.race([work, aborted.promise])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}

/** The peer lives, it only does not speak this protocol. */
const isUnsupported = (error: unknown) =>
  error instanceof Error && error.name === 'UnsupportedProtocolError'

/** WebRTC reports a failed data channel as a bare event. */
const toError = (error: unknown): Error =>
  error instanceof Error ? error : new Error('The connection takes no stream', { cause: error })

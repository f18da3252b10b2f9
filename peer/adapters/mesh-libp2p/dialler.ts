import type { Connection, PeerId as Libp2pPeerId } from '@libp2p/interface'
import { peerIdFromString } from '@libp2p/peer-id'
import { multiaddr } from '@multiformats/multiaddr'
import type { ConnectionBudget } from '#peer/adapters/mesh-libp2p/connection-budget.ts'
import { isDirect, isLimited, isUp, relayOf } from '#peer/adapters/mesh-libp2p/connection-path.ts'
import type { Libp2pNode } from '#peer/adapters/mesh-libp2p/libp2p-node.ts'
import type { Reachability } from '#peer/adapters/mesh-libp2p/reachability.ts'
import { NoWorkPathError } from '#peer/ports/errors.ts'
import type { Path } from '#peer/ports/mesh.ts'
import { asPeerId, type PeerId } from '#protocol/ids.ts'

/**
 * One WebRTC dial in seven hangs: the initiator waits for an event that has already fired. So the
 * first try is given little time and the next ones more, for slow networks. Few tries, because a
 * browser counts every connection until it collects the garbage.
 */
const DIRECT_TIMEOUTS_MS = [1_500, 2_500, 5_000]
/** Between two tries, so that both sides have forgotten the first. */
const REDIAL_WAIT_MS = 250
/** As long as half of what an offer may take: a machine at work is slow to shake hands. */
const RELAYED_TIMEOUT_MS = 10_000
/** How long work waits for a direct path before a relay may carry it: the first try and its second. */
const HEAD_START_MS = 4_000

/** A kind of connection; `carried` is a circuit of a relay that lets work through. */
type Way = 'direct' | 'relayed' | 'carried'

/** Finds or makes connections to peers. Concurrent calls for one peer share a dial. */
export class Dialler {
  readonly #node: Libp2pNode
  readonly #relays: readonly string[]
  readonly #reachability: Reachability
  readonly #budget: ConnectionBudget
  readonly #dials = new Map<string, Promise<Connection>>()

  constructor(parts: {
    readonly node: Libp2pNode
    readonly relays: readonly string[]
    readonly reachability: Reachability
    readonly budget: ConnectionBudget
  }) {
    this.#node = parts.node
    this.#relays = parts.relays
    this.#reachability = parts.reachability
    this.#budget = parts.budget
  }

  /**
   * Rejects when no connection of that kind can be had.
   * @throws {NoWorkPathError} on `any`, when the peer is there and no relay carries work to it.
   */
  connect(peer: PeerId, path: Path): Promise<Connection> {
    return path === 'any' ? this.#connectForWork(peer) : this.#connectOnce(peer, path)
  }

  /** Directly, with a head start over the relay that could carry the work instead. */
  async #connectForWork(peer: PeerId): Promise<Connection> {
    const existing = this.#find(peerIdFromString(peer), 'direct')
    if (existing !== undefined) return existing
    if (!this.#reachability.canGoDirect) return this.#connectOnce(peer, 'carried')
    const direct = this.#connectOnce(peer, 'direct')
    const early = await Promise.race([direct.catch(() => undefined), sleep(HEAD_START_MS)])
    if (early !== undefined) return early
    const carried = this.#connectOnce(peer, 'carried')
    // Both failed: only the relay knows whether the peer is there at all.
    return Promise.any([direct, carried]).catch(() => carried)
  }

  #connectOnce(peer: PeerId, way: Way): Promise<Connection> {
    const target = peerIdFromString(peer)
    const existing = this.#find(target, way)
    if (existing !== undefined) return Promise.resolve(existing)
    const name = `${way} ${peer}`
    const running = this.#dials.get(name)
    if (running !== undefined) return running
    const dial = this.#dialBy(way, target)
    this.#dials.set(name, dial)
    const forget = () => void this.#dials.delete(name)
    dial.then(forget, forget)
    return dial
  }

  /** The newest one: an older one may be the remains of a dial that the other side gave up. */
  #find(peer: Libp2pPeerId, way: Way): Connection | undefined {
    return this.#node
      .getConnections(peer)
      .filter(
        (connection) =>
          isUp(connection) &&
          isDirect(connection) === (way === 'direct') &&
          !(way === 'carried' && isLimited(connection)),
      )
      .toSorted((a, b) => b.timeline.open - a.timeline.open)[0]
  }

  #dialBy(way: Way, peer: Libp2pPeerId): Promise<Connection> {
    switch (way) {
      case 'direct':
        return this.#budget.spend(asPeerId(peer.toString()), () => this.#dialDirect(peer))
      case 'relayed':
        return this.#dialRelayed(peer)
      case 'carried':
        return this.#dialCarried(peer)
    }
  }

  async #dialDirect(peer: Libp2pPeerId): Promise<Connection> {
    if (!this.#reachability.canGoDirect) throw new Error('Nothing direct can begin here')
    const addresses = await this.#addressesOf(peer, '/webrtc')
    let lastError: unknown
    for (const timeoutMs of DIRECT_TIMEOUTS_MS) {
      try {
        return await this.#dial(addresses, timeoutMs)
      } catch (error) {
        lastError = error
        await sleep(REDIAL_WAIT_MS)
        // The other side may have come through to us, or have gone altogether.
        const inbound = this.#find(peer, 'direct')
        if (inbound !== undefined) return inbound
        if (this.#find(peer, 'relayed') === undefined && !isTimeout(error)) break
      }
    }
    throw lastError
  }

  async #dialRelayed(peer: Libp2pPeerId): Promise<Connection> {
    return this.#dial(await this.#addressesOf(peer, ''), RELAYED_TIMEOUT_MS)
  }

  /** Only a circuit itself tells whether its relay limits it: each that does is not asked again. */
  async #dialCarried(peer: Libp2pPeerId): Promise<Connection> {
    for (;;) {
      const addresses = (await this.#addressesOf(peer, '')).filter(
        (address) => !this.#reachability.isControlOnly(relayOf(multiaddr(address))),
      )
      if (addresses.length === 0) throw new NoWorkPathError(peer.toString())
      const connection = await this.#dial(addresses, RELAYED_TIMEOUT_MS)
      if (!isLimited(connection)) return connection
      this.#reachability.learn(connection)
    }
  }

  /** `force`, or libp2p hands out a connection of the other kind. */
  #dial(addresses: string[], timeoutMs: number): Promise<Connection> {
    return this.#node.dial(
      addresses.map((address) => multiaddr(address)),
      {
        force: true,
        signal: AbortSignal.timeout(timeoutMs),
      },
    )
  }

  /** Through our own relays, and through those the peer has named while it was connected. */
  async #addressesOf(peer: Libp2pPeerId, suffix: '' | '/webrtc'): Promise<string[]> {
    const viaOurs = this.#relays.map((relay) => `${relay}/p2p-circuit${suffix}/p2p/${peer}`)
    const known = await this.#node.peerStore.get(peer).catch(() => undefined)
    const announced = (known?.addresses ?? [])
      .map(({ multiaddr: address }) => address.toString())
      .filter((address) => address.includes('/p2p-circuit'))
      .filter((address) => address.includes('/p2p-circuit/webrtc') === (suffix === '/webrtc'))
      .map((address) => (address.endsWith(`/p2p/${peer}`) ? address : `${address}/p2p/${peer}`))
    return [...new Set([...viaOurs, ...announced])]
  }
}

const sleep = (ms: number) => new Promise<undefined>((resolve) => setTimeout(resolve, ms))

const isTimeout = (error: unknown) =>
  error instanceof Error && ['TimeoutError', 'AbortError'].includes(error.name)

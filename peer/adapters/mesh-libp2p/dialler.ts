import type { Connection, PeerId as Libp2pPeerId } from '@libp2p/interface'
import { peerIdFromString } from '@libp2p/peer-id'
import { multiaddr } from '@multiformats/multiaddr'
import { isDirect } from '#peer/adapters/mesh-libp2p/connection-path.ts'
import type { Libp2pNode } from '#peer/adapters/mesh-libp2p/libp2p-node.ts'
import type { Path } from '#peer/ports/mesh.ts'
import type { PeerId } from '#protocol/ids.ts'

/**
 * One WebRTC dial in seven hangs: the initiator waits for an event that has already fired. So the
 * first try is given little time and the next ones more, for slow networks. Few tries, because a
 * browser counts every connection until it collects the garbage.
 */
const DIRECT_TIMEOUTS_MS = [1_500, 2_500, 6_000]
/** Between two tries, so that both sides have forgotten the first. */
const REDIAL_WAIT_MS = 250
const RELAYED_TIMEOUT_MS = 5_000

/** Finds or makes connections to peers. Concurrent calls for one peer share a dial. */
export class Dialler {
  readonly #node: Libp2pNode
  readonly #relays: readonly string[]
  readonly #dials = new Map<string, Promise<Connection>>()

  constructor(node: Libp2pNode, relays: readonly string[]) {
    this.#node = node
    this.#relays = relays
  }

  /** Rejects when no connection of that kind can be had. */
  async connect(peer: PeerId, path: Path): Promise<Connection> {
    if (path !== 'any') return this.#connectOnce(peer, path)
    try {
      return await this.#connectOnce(peer, 'direct')
    } catch {
      return this.#connectOnce(peer, 'relayed')
    }
  }

  #connectOnce(peer: PeerId, path: 'direct' | 'relayed'): Promise<Connection> {
    const target = peerIdFromString(peer)
    const existing = this.#find(target, path)
    if (existing !== undefined) return Promise.resolve(existing)
    const name = `${path} ${peer}`
    const running = this.#dials.get(name)
    if (running !== undefined) return running
    const dial = path === 'direct' ? this.#dialDirect(target) : this.#dialRelayed(target)
    this.#dials.set(name, dial)
    const forget = () => void this.#dials.delete(name)
    dial.then(forget, forget)
    return dial
  }

  /** The newest one: an older one may be the remains of a dial that the other side gave up. */
  #find(peer: Libp2pPeerId, path: 'direct' | 'relayed'): Connection | undefined {
    return this.#node
      .getConnections(peer)
      .filter(
        (connection) =>
          connection.status === 'open' && isDirect(connection) === (path === 'direct'),
      )
      .toSorted((a, b) => b.timeline.open - a.timeline.open)[0]
  }

  async #dialDirect(peer: Libp2pPeerId): Promise<Connection> {
    const addresses = await this.#addressesOf(peer, '/webrtc')
    let lastError: unknown
    for (const timeoutMs of DIRECT_TIMEOUTS_MS) {
      try {
        return await this.#dial(addresses, timeoutMs)
      } catch (error) {
        lastError = error
        await new Promise((resolve) => setTimeout(resolve, REDIAL_WAIT_MS))
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

  /** Through our own relays, and through those the peer announced. */
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

const isTimeout = (error: unknown) =>
  error instanceof Error && ['TimeoutError', 'AbortError'].includes(error.name)

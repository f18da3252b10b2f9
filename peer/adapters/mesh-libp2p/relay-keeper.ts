import type {
  Connection,
  Libp2pEvents,
  PeerId as Libp2pPeerId,
  Startable,
  Transport,
  TypedEventTarget,
} from '@libp2p/interface'
import { peerIdFromString } from '@libp2p/peer-id'
import { type Multiaddr, multiaddr } from '@multiformats/multiaddr'

/** What the keeper needs of a libp2p node. */
export interface RelayKeeperComponents {
  readonly connectionManager: {
    openConnection(addresses: Multiaddr[], options: { signal: AbortSignal }): Promise<Connection>
  }
  readonly transportManager: { getTransports(): Transport[] }
  readonly events: TypedEventTarget<Libp2pEvents>
}

/** The public part of the circuit transport, which the library exports no type for. */
interface ReservationStore extends EventTarget {
  hasReservation(peer: Libp2pPeerId): boolean
}

const FIRST_WAIT_MS = 250
const LONGEST_WAIT_MS = 10_000
const DIAL_TIMEOUT_MS = 5_000
/** How long a relay may take to grant a reservation before it is asked anew. */
const RESERVATION_TIMEOUT_MS = 10_000
/** A lost event must not leave a peer without its relay for good. */
const RECHECK_MS = 15_000

/**
 * Keeps a connection and a reservation at every configured relay, and comes back with growing waits
 * when one goes away. A libp2p service: it starts and stops with its node.
 */
export class RelayKeeper implements Startable {
  readonly #components: RelayKeeperComponents
  readonly #relays: ReadonlyArray<{ peer: Libp2pPeerId; addresses: Multiaddr[] }>
  readonly #onChange: () => void
  #stopped = new AbortController()
  #reservations: ReservationStore | undefined
  #everReserved = false

  constructor(components: RelayKeeperComponents, relays: readonly string[], onChange: () => void) {
    this.#components = components
    this.#onChange = onChange
    this.#relays = [...groupByPeer(relays)].map(([peer, addresses]) => ({
      peer: peerIdFromString(peer),
      addresses,
    }))
  }

  state(): 'connecting' | 'reserved' | 'lost' {
    if (this.reserved().length > 0) return 'reserved'
    return this.#everReserved ? 'lost' : 'connecting'
  }

  /** The relays that hold a place for this peer now, by peer id. */
  reserved(): string[] {
    return this.#relays
      .filter(({ peer }) => this.#reservations?.hasReservation(peer))
      .map(({ peer }) => peer.toString())
  }

  isRelay(peer: Libp2pPeerId): boolean {
    return this.#relays.some((relay) => relay.peer.equals(peer))
  }

  start(): void {
    this.#stopped = new AbortController()
  }

  afterStart(): void {
    this.#reservations = this.#components.transportManager
      .getTransports()
      .map((transport) => (transport as { reservationStore?: ReservationStore }).reservationStore)
      .find((store) => store !== undefined)
    const notify = () => {
      this.#everReserved ||= this.state() === 'reserved'
      this.#onChange()
    }
    this.#reservations?.addEventListener('relay:created-reservation', notify)
    this.#reservations?.addEventListener('relay:removed', notify)
    for (const relay of this.#relays) void this.#keep(relay)
  }

  stop(): void {
    this.#stopped.abort()
  }

  async #keep(relay: { peer: Libp2pPeerId; addresses: Multiaddr[] }): Promise<void> {
    const { signal } = this.#stopped
    let waitMs = FIRST_WAIT_MS
    while (!signal.aborted) {
      const reserved = await this.#reserve(relay).catch(() => false)
      if (reserved) {
        waitMs = FIRST_WAIT_MS
        await this.#lost(relay.peer)
      }
      // Spread out, so that a relay's clients do not all come back in one instant.
      await sleep(waitMs * (0.75 + Math.random() / 2), signal)
      waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)
    }
  }

  async #reserve({ peer, addresses }: { peer: Libp2pPeerId; addresses: Multiaddr[] }) {
    const signal = AbortSignal.any([this.#stopped.signal, AbortSignal.timeout(DIAL_TIMEOUT_MS)])
    const connection = await this.#components.connectionManager.openConnection(addresses, {
      signal,
    })
    const deadline = AbortSignal.timeout(RESERVATION_TIMEOUT_MS)
    while (!this.#reservations?.hasReservation(peer)) {
      if (connection.status !== 'open') return false
      if (deadline.aborted || this.#stopped.signal.aborted) {
        await connection.close()
        return false
      }
      await sleep(20, this.#stopped.signal)
    }
    return true
  }

  /** Resolves when the relay's connection or reservation is gone. */
  async #lost(peer: Libp2pPeerId): Promise<void> {
    const { signal } = this.#stopped
    while (!signal.aborted && this.#reservations?.hasReservation(peer)) {
      const gone = new AbortController()
      const wake = () => gone.abort()
      this.#components.events.addEventListener('peer:disconnect', wake)
      this.#reservations.addEventListener('relay:removed', wake)
      await sleep(RECHECK_MS, AbortSignal.any([signal, gone.signal]))
      this.#components.events.removeEventListener('peer:disconnect', wake)
      this.#reservations.removeEventListener('relay:removed', wake)
    }
  }
}

function groupByPeer(relays: readonly string[]): Map<string, Multiaddr[]> {
  const addresses = relays.map((relay) => multiaddr(relay))
  return Map.groupBy(
    addresses,
    (address) => address.getComponents().findLast(({ name }) => name === 'p2p')?.value ?? '',
  )
}

/** Resolves after the time or at the signal, whichever is first. */
function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const wake = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', wake)
      resolve()
    }
    const timer = setTimeout(wake, ms)
    signal.addEventListener('abort', wake)
  })
}

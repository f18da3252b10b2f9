import { ChannelEnd } from '#peer/adapters/mesh-memory/channel-end.ts'
import type { Reach } from '#peer/adapters/mesh-memory/memory-network.ts'
import type { Wires } from '#peer/adapters/mesh-memory/wires.ts'
import { Refusals } from '#peer/adapters/refusals.ts'
import { Listeners } from '#peer/listeners.ts'
import type { Clock } from '#peer/ports/clock.ts'
import { FrameSizeError, NoWorkPathError, UnreachableError } from '#peer/ports/errors.ts'
import type { Channel, Mesh, MeshStatus, Path, Unsubscribe } from '#peer/ports/mesh.ts'
import type { PeerId } from '#protocol/ids.ts'
import { MAX_GOSSIP_BYTES } from '#protocol/wire/limits.ts'

/** How long a silent peer is waited for. */
const DIAL_TIMEOUT_MS = 10_000

type GossipListener = (bytes: Uint8Array, from: PeerId) => void

/** One peer's view of the memory network. Made by `createMemoryNetwork().join`. */
export class MemoryMesh implements Mesh {
  readonly self: PeerId
  readonly address: string
  readonly #clock: Clock
  readonly #wires: Wires
  readonly #members: Map<PeerId, MemoryMesh>
  readonly #reachOf: (peer: PeerId) => Reach
  readonly #refusals: Refusals
  readonly #topics = new Map<string, Set<GossipListener>>()
  readonly #handlers = new Map<string, (channel: Channel) => void>()
  readonly #statusListeners = new Listeners<[status: MeshStatus]>()
  readonly #ends = new Set<ChannelEnd>()

  constructor(init: {
    self: PeerId
    address: string
    clock: Clock
    wires: Wires
    members: Map<PeerId, MemoryMesh>
    reachOf: (peer: PeerId) => Reach
  }) {
    this.self = init.self
    this.address = init.address
    this.#clock = init.clock
    this.#wires = init.wires
    this.#members = init.members
    this.#reachOf = init.reachOf
    this.#refusals = new Refusals(init.clock)
  }

  async publish(topic: string, bytes: Uint8Array): Promise<boolean> {
    if (bytes.byteLength > MAX_GOSSIP_BYTES) {
      throw new FrameSizeError(bytes.byteLength, MAX_GOSSIP_BYTES)
    }
    let isHeard = false
    for (const member of this.#members.values()) {
      if (member === this || !this.#gossipsWith(member)) continue
      isHeard ||= (member.#topics.get(topic)?.size ?? 0) > 0
      const copy = bytes.slice()
      this.#wires.carry(this.self, member.self, () => member.#hear(topic, copy, this.self))
    }
    return isHeard
  }

  subscribe(topic: string, run: GossipListener): Unsubscribe {
    const listener: GossipListener = (bytes, from) => run(bytes, from)
    const listeners = this.#topics.get(topic) ?? new Set()
    this.#topics.set(topic, listeners.add(listener))
    return () => {
      listeners.delete(listener)
    }
  }

  async open(
    peer: PeerId,
    protocol: string,
    { path, signal }: { path: Path; signal: AbortSignal },
  ): Promise<Channel> {
    signal.throwIfAborted()
    const remote = this.#members.get(peer)
    if (remote === undefined || this.#wires.isKilled(peer)) {
      throw new UnreachableError(peer, 'nobody knows it')
    }
    const allowed = this.#choosePath(peer, path)
    const answer = Promise.withResolvers<Channel>()
    const refuse = (why: string) => answer.reject(new UnreachableError(peer, why))
    const onAbort = () => answer.reject(signal.reason)
    signal.addEventListener('abort', onAbort)
    let waiting = true
    const cancelTimeout = this.#clock.after(DIAL_TIMEOUT_MS, () => refuse('it does not answer'))
    this.#wires.carry(this.self, peer, () => {
      if (signal.aborted) return
      const near = remote.#accept(this, protocol, allowed)
      this.#wires.carry(peer, this.self, () => {
        if (near === undefined) return refuse('it does not take this channel')
        this.#track(near)
        if (waiting) answer.resolve(near)
        else void near.close()
      })
    })
    try {
      return await answer.promise
    } finally {
      waiting = false
      cancelTimeout()
      signal.removeEventListener('abort', onAbort)
    }
  }

  handle(protocol: string, run: (channel: Channel) => void): Unsubscribe {
    this.#handlers.set(protocol, run)
    return () => {
      if (this.#handlers.get(protocol) === run) this.#handlers.delete(protocol)
    }
  }

  async drop(peer: PeerId): Promise<void> {
    this.#refusals.add(peer)
    await this.#closeEnds((end) => end.remote === peer)
  }

  status(): MeshStatus {
    const ends = [...this.#ends]
    const direct = new Set(ends.filter((end) => end.path === 'direct').map((end) => end.remote))
    const all = new Set(ends.map((end) => end.remote))
    const reach = this.#reachOf(this.self)
    return {
      relay: reach.relayed ? 'reserved' : 'lost',
      direct: direct.size,
      relayed: all.size - direct.size,
      carriesWork: reach.direct || reach.carriesWork !== false,
    }
  }

  onStatus(run: (status: MeshStatus) => void): Unsubscribe {
    return this.#statusListeners.add(run)
  }

  async stop(): Promise<void> {
    this.#members.delete(this.self)
    this.#topics.clear()
    this.#handlers.clear()
    await this.#closeEnds(() => true)
    this.#statusListeners.clear()
  }

  /** Tells those who watch that the status may have changed. */
  announceStatus(): void {
    this.#statusListeners.tell(this.status())
  }

  #hear(topic: string, bytes: Uint8Array, from: PeerId): void {
    if (this.#refusals.has(from)) return
    for (const listener of this.#topics.get(topic) ?? []) listener(bytes.slice(), from)
  }

  /** Gossip takes the relay, and the connections there are. */
  #gossipsWith(member: MemoryMesh): boolean {
    if (this.#reachOf(this.self).relayed && this.#reachOf(member.self).relayed) return true
    return [...this.#ends].some(({ remote }) => remote === member.self)
  }

  #choosePath(peer: PeerId, path: Path): 'direct' | 'relayed' {
    if (this.#refusals.has(peer)) throw new UnreachableError(peer, 'it broke the protocol')
    const [here, there] = [this.#reachOf(this.self), this.#reachOf(peer)]
    if (path !== 'relayed' && here.direct && there.direct) return 'direct'
    if (path !== 'direct' && here.relayed && there.relayed) {
      const carriesWork = here.carriesWork !== false && there.carriesWork !== false
      if (path === 'any' && !carriesWork) throw new NoWorkPathError(peer)
      return 'relayed'
    }
    throw new UnreachableError(peer, `no ${path} way leads there`)
  }

  /** Runs at the far side: takes the channel and returns the near end, or refuses. */
  #accept(from: MemoryMesh, protocol: string, path: 'direct' | 'relayed'): ChannelEnd | undefined {
    const handler = this.#handlers.get(protocol)
    if (handler === undefined || this.#refusals.has(from.self)) return undefined
    const seen = (mesh: MemoryMesh) => (path === 'direct' ? mesh.address : undefined)
    const near = new ChannelEnd({ remote: this.self, remoteAddress: seen(this), path }, (run) =>
      this.#wires.carry(from.self, this.self, () => run(far)),
    )
    const far = new ChannelEnd({ remote: from.self, remoteAddress: seen(from), path }, (run) =>
      this.#wires.carry(this.self, from.self, () => run(near)),
    )
    this.#track(far)
    handler(far)
    return near
  }

  #track(end: ChannelEnd): void {
    this.#ends.add(end)
    void end.closed.then(() => {
      this.#ends.delete(end)
      this.announceStatus()
    })
    this.announceStatus()
  }

  async #closeEnds(chosen: (end: ChannelEnd) => boolean): Promise<void> {
    await Promise.all([...this.#ends].filter(chosen).map((end) => end.close()))
  }
}

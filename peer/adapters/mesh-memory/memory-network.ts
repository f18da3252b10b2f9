import { MemoryMesh } from '#peer/adapters/mesh-memory/memory-mesh.ts'
import { Wires } from '#peer/adapters/mesh-memory/wires.ts'
import type { Clock } from '#peer/ports/clock.ts'
import type { Mesh } from '#peer/ports/mesh.ts'
import type { PeerId } from '#protocol/ids.ts'

/** Which ways lead to and from a peer. */
export interface Reach {
  readonly direct: boolean
  readonly relayed: boolean
  /** Whether its relay lets work through; it does where this is left out. */
  readonly carriesWork?: boolean
}

/** A whole network in one process, with switches for what goes wrong in real ones. */
export interface MemoryNetwork {
  /** Adds a peer. `address` is the network address others observe; each has its own by default. */
  join(self: PeerId, options?: { readonly address?: string }): Mesh
  /**
   * The peer vanishes: nothing it sends leaves, nothing reaches it, and nobody is told. It may be
   * joined again once what it was has stopped.
   */
  kill(peer: PeerId): void
  /** The peer stops moving: all traffic from and to it waits, in order, until `unfreeze`. */
  freeze(peer: PeerId): void
  unfreeze(peer: PeerId): void
  /** Opens and cuts ways for channels opened from now on. Both ways are open at first. */
  setReach(peer: PeerId, reach: Reach): void
}

/**
 * Makes an empty network whose peers follow the same rules as the libp2p mesh.
 *
 * With a fake clock it is deterministic: the same calls make the same deliveries in the same order.
 *
 * @example
 * const network = createMemoryNetwork({ clock, latencyMs: 20 })
 * const alice = network.join(asPeerId('alice'))
 */
export function createMemoryNetwork(options: {
  readonly clock: Clock
  /** One way. */
  readonly latencyMs?: number
}): MemoryNetwork {
  const { clock, latencyMs = 0 } = options
  const wires = new Wires(clock, latencyMs)
  const members = new Map<PeerId, MemoryMesh>()
  const reaches = new Map<PeerId, Reach>()
  let joined = 0

  return {
    join: (self, { address = `10.0.0.${++joined}` } = {}) => {
      const mesh = new MemoryMesh({
        self,
        address,
        clock,
        wires,
        members,
        reachOf: (peer) => reaches.get(peer) ?? { direct: true, relayed: true },
      })
      members.set(self, mesh)
      wires.revive(self)
      return mesh
    },
    kill: (peer) => wires.kill(peer),
    freeze: (peer) => wires.freeze(peer),
    unfreeze: (peer) => wires.unfreeze(peer),
    setReach: (peer, reach) => {
      reaches.set(peer, reach)
      members.get(peer)?.announceStatus()
    },
  }
}

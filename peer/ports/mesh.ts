import type { PeerId } from '#protocol/ids.ts'

/** How this peer reaches others right now, for the page to show. */
export interface MeshStatus {
  readonly relay: 'connecting' | 'reserved' | 'lost'
  /** Peers with an open direct (WebRTC or memory) connection. */
  readonly direct: number
  /** Peers reached only through a relay. */
  readonly relayed: number
  /**
   * False once it is certain that no work can pass: no direct connection can begin in this network,
   * and no relay in reach carries work. True for as long as that is not known.
   */
  readonly carriesWork: boolean
}

/**
 * Which way a channel may run. `direct` refuses a relay; `relayed` is for small control talk, which
 * every relay forwards. `any` is for work: directly where that can be, else over a relay whose
 * operator lets work through, and never over one that limits what passes.
 */
export type Path = 'direct' | 'relayed' | 'any'

/**
 * A long-lived, ordered, framed stream between two peers with end-to-end back-pressure.
 *
 * A frame is 1 byte to `MAX_FRAME_BYTES`. The far side may send only as much as `onFrame`'s handler
 * has finished with (credits), so a slow consumer slows its producer instead of filling memory.
 */
export interface Channel {
  readonly remote: PeerId
  /** The remote network address our own connection observed, or undefined when relayed. */
  readonly remoteAddress: string | undefined
  readonly path: 'direct' | 'relayed'
  /** Resolves when the frame has been handed to the network within the peer's credit. */
  send(frame: Uint8Array): Promise<void>
  /**
   * Names the one consumer of incoming frames. Frames that arrived earlier are delivered first, in
   * order, one at a time; credit returns when the handler's promise settles. A rejection closes.
   */
  onFrame(handler: (frame: Uint8Array) => void | Promise<void>): void
  /** Settles, never rejects, once the channel is closed by either side or the connection dies. */
  readonly closed: Promise<void>
  close(): Promise<void>
}

/** Stops a subscription or handler. Safe to call twice. */
export type Unsubscribe = () => void

/**
 * Other peers: gossip to many, channels to one.
 *
 * Every byte that comes out of here is a stranger's: size-limited by the adapter, not yet checked
 * against any schema.
 *
 * @example
 * const channel = await mesh.open(peer, '/loam/work/6', { path: 'direct', signal })
 * channel.onFrame(async (frame) => handle(decode(frame)))
 * await channel.send(encode({ type: 'hello' }))
 */
export interface Mesh {
  readonly self: PeerId
  /**
   * Gossips to all who are subscribed to a topic.
   * @returns false where nobody that this peer gossips with is: nobody will hear it then.
   */
  publish(topic: string, bytes: Uint8Array): Promise<boolean>
  subscribe(topic: string, run: (bytes: Uint8Array, from: PeerId) => void): Unsubscribe
  /**
   * Opens a channel, dialling when necessary.
   * @throws {UnreachableError} when no allowed path exists.
   * @throws {NoWorkPathError} on `any`, when the peer answers and only relays without work lead there.
   */
  open(
    peer: PeerId,
    protocol: string,
    options: { path: Path; signal: AbortSignal },
  ): Promise<Channel>
  /** Takes the channels that others open. The last handler of a protocol is the one that counts. */
  handle(protocol: string, run: (channel: Channel) => void): Unsubscribe
  /** Drops every connection to a peer that broke the protocol, and refuses it for a while. */
  drop(peer: PeerId, why: string): Promise<void>
  status(): MeshStatus
  onStatus(run: (status: MeshStatus) => void): Unsubscribe
  stop(): Promise<void>
}

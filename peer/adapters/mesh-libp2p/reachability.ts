import type { Connection } from '@libp2p/interface'
import { isDirect, isLimited, relayOf } from '#peer/adapters/mesh-libp2p/connection-path.ts'

/** An interface answers at once, a STUN server within a few seconds. */
const GATHER_TIMEOUT_MS = 5_000

/**
 * What this network lets through, as far as it is known: whether a direct connection can begin here,
 * and which relays carry no work. Nothing is held against a network before it is certain.
 */
export class Reachability {
  readonly #iceServers: readonly RTCIceServer[]
  readonly #controlOnly = new Set<string>()
  #reserved: readonly string[] = []
  #hasAddress = true

  constructor(iceServers: readonly RTCIceServer[]) {
    this.#iceServers = iceServers
  }

  /** False once it is certain: this peer has no address to offer for a direct connection. */
  get canGoDirect(): boolean {
    return this.#hasAddress
  }

  get carriesWork(): boolean {
    return (
      this.#hasAddress ||
      this.#reserved.length === 0 ||
      this.#reserved.some((relay) => !this.#controlOnly.has(relay))
    )
  }

  isControlOnly(relay: string | undefined): boolean {
    return relay !== undefined && this.#controlOnly.has(relay)
  }

  /** Learns from a circuit what its relay lets through. */
  learn(connection: Connection): void {
    if (isDirect(connection)) return
    const relay = relayOf(connection.remoteAddr)
    if (relay === undefined) return
    if (isLimited(connection)) this.#controlOnly.add(relay)
    else this.#controlOnly.delete(relay)
  }

  /**
   * Takes note of the relays that hold a place for this peer. One that is new may carry work now,
   * and may be reached from another network than before: both are looked at anew.
   */
  async update(reserved: readonly string[]): Promise<void> {
    const fresh = reserved.filter((relay) => !this.#reserved.includes(relay))
    this.#reserved = reserved
    if (fresh.length === 0) return
    for (const relay of fresh) this.#controlOnly.delete(relay)
    this.#hasAddress = await hasAddress(this.#iceServers)
  }
}

/** Whether WebRTC finds any address of this machine. Outside a browser nobody is asked: true. */
async function hasAddress(iceServers: readonly RTCIceServer[]): Promise<boolean> {
  if (!('RTCPeerConnection' in globalThis)) return true
  const connection = new RTCPeerConnection({ iceServers: [...iceServers] })
  const answer = Promise.withResolvers<boolean>()
  const timer = setTimeout(() => answer.resolve(true), GATHER_TIMEOUT_MS)
  connection.addEventListener('icecandidate', ({ candidate }) => {
    // The last event has no candidate; before it, browsers may send one that is empty.
    if (candidate?.candidate) answer.resolve(true)
  })
  connection.addEventListener('icegatheringstatechange', () => {
    if (connection.iceGatheringState === 'complete') answer.resolve(false)
  })
  try {
    connection.createDataChannel('probe')
    await connection.setLocalDescription()
    return await answer.promise
  } catch {
    return true
  } finally {
    clearTimeout(timer)
    connection.close()
  }
}

import type { Connection } from '@libp2p/interface'
import type { Multiaddr } from '@multiformats/multiaddr'

const STATS_TRIES = 4
const STATS_RETRY_MS = 50
/** The side that answers may be told of a connection this long before packets pass. */
const COMES_UP_TRIES = 25
const COMES_UP_RETRY_MS = 200

/** A WebRTC connection's address names the relay that introduced it, but runs without it. */
export function isDirect({ remoteAddr }: Pick<Connection, 'remoteAddr'>): boolean {
  const names = remoteAddr.getComponents().map(({ name }) => name)
  return names.includes('webrtc') || !names.includes('p2p-circuit')
}

/**
 * Whether packets pass. WebRTC's answering side is given a connection even when the other gave up
 * before any path was found; such a one looks open for ever and takes no stream.
 */
export function isUp(connection: Connection): boolean {
  const state = peerConnectionOf(connection)?.connectionState
  return connection.status === 'open' && (state === undefined || state === 'connected')
}

/** Waits until packets pass; false when they do not within a few seconds. */
export async function comesUp(connection: Connection): Promise<boolean> {
  for (let tries = 0; tries < COMES_UP_TRIES; tries++) {
    if (isUp(connection)) return true
    if (connection.status !== 'open') return false
    await new Promise((resolve) => setTimeout(resolve, COMES_UP_RETRY_MS))
  }
  return false
}

/** The relay a multiaddr leads through, by peer id. */
export function relayOf(address: Multiaddr): string | undefined {
  return address.getComponents().find(({ name }) => name === 'p2p')?.value
}

/** Whether a circuit is cut after so many bytes or seconds: its relay forwards control talk only. */
export const isLimited = (connection: Connection) => connection.limits !== undefined

/**
 * The address a direct connection's packets really come from, or undefined when the transport does
 * not tell (a browser hides an address that was only named by mDNS).
 */
export async function observeAddress(connection: Connection): Promise<string | undefined> {
  if (!isDirect(connection)) return undefined
  const components = connection.remoteAddr.getComponents()
  if (!components.some(({ name }) => name === 'webrtc')) {
    return components.find(({ name }) => name === 'ip4' || name === 'ip6')?.value
  }
  const peerConnection = peerConnectionOf(connection)
  if (peerConnection === undefined) return undefined
  // The chosen pair shows up in the statistics a moment after the connection does.
  for (let tries = 0; tries < STATS_TRIES; tries++) {
    const stats = await peerConnection.getStats().catch(() => undefined)
    const address = stats === undefined ? undefined : selectedRemoteAddress(stats)
    if (address !== undefined) return address
    await new Promise((resolve) => setTimeout(resolve, STATS_RETRY_MS))
  }
  return undefined
}

/** libp2p has no public way to the `RTCPeerConnection` below a connection. */
function peerConnectionOf(connection: Connection): RTCPeerConnection | undefined {
  const { maConn } = connection as { maConn?: { peerConnection?: RTCPeerConnection } }
  return maConn?.peerConnection
}

function selectedRemoteAddress(stats: RTCStatsReport): string | undefined {
  const entries = [...stats.values()]
  const pair = entries.find(
    (entry) => entry.type === 'candidate-pair' && entry.nominated && entry.state === 'succeeded',
  )
  const candidate = entries.find((entry) => entry.id === pair?.remoteCandidateId)
  const address: unknown = candidate?.address ?? candidate?.ip
  return typeof address === 'string' && address !== '' ? address : undefined
}

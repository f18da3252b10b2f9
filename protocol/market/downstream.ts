import type { PeerId } from '../ids.ts'

/** Bytes below which a download tells more about its way than about the line. */
const LEAST_BYTES = 128 * 1024
/** How much of what one sender showed before is kept beside what it shows now. */
const KEPT = 0.7
/** A figure counts for so long: machines move, and a line that was busy is free again. */
const MEMORY_MS = 600_000
/** One sender alone may be slow itself. */
const LEAST_SENDERS = 2
/** Senders remembered. */
const MAX_SENDERS = 16

interface Rate {
  readonly bytesPerSecond: number
  readonly at: number
}

/** What a provider received of late, by who sent it. Owned by `noteDownload`. */
export type Downstream = Map<PeerId, Rate>

export const createDownstream = (): Downstream => new Map()

/** What was fetched directly from somebody, from its first bytes to its last. */
export interface Download {
  readonly from: PeerId
  /** As they travelled, without those that began it. */
  readonly bytes: number
  readonly tookMs: number
}

/** Takes a download into what is known. Small ones say nothing. */
export function noteDownload(
  downstream: Downstream,
  { from, bytes, tookMs }: Download,
  now: number,
): void {
  if (bytes < LEAST_BYTES) return
  const shown = (bytes * 1_000) / Math.max(1, tookMs)
  const before = downstream.get(from)
  const bytesPerSecond =
    before === undefined ? shown : KEPT * before.bytesPerSecond + (1 - KEPT) * shown
  downstream.delete(from)
  downstream.set(from, { bytesPerSecond, at: now })
  for (const [oldest, { at }] of downstream) {
    if (now - at < MEMORY_MS && downstream.size <= MAX_SENDERS) break
    downstream.delete(oldest)
  }
}

/**
 * Bytes a second that a provider was seen to receive: what the fastest of its senders showed of
 * late, since a slow one tells of its own line. Undefined where too few sent enough to tell.
 */
export function bytesPerSecondOf(downstream: Downstream, now: number): number | undefined {
  const fresh = [...downstream.values()].filter(({ at }) => now - at < MEMORY_MS)
  return fresh.length < LEAST_SENDERS
    ? undefined
    : Math.round(Math.max(...fresh.map(({ bytesPerSecond }) => bytesPerSecond)))
}

import type { PeerId } from '../ids.ts'

/** A connection that held so long, in ms, was none in vain. */
export const HELD_MS = 30_000
/** After how many failures one waits before the next try: a single one may be chance. */
const FREE_FAILURES = 1
const FIRST_WAIT_MS = 10_000
const LONGEST_WAIT_MS = 5 * 60_000
/** Peers remembered, at most: strangers come under as many names as they like. */
const MAX_PEERS = 256

interface Trouble {
  readonly failures: number
  /** Nobody dials before, in unix ms. */
  readonly until: number
}

/** Peers whose direct connections failed or did not hold. Kept by the functions below. */
export type DialBook = Map<PeerId, Trouble>

export const createDialBook = (): DialBook => new Map()

/** A dial failed, or its connection broke before it had held. */
export function noteFailure(book: DialBook, peer: PeerId, now: number): void {
  const failures = (book.get(peer)?.failures ?? 0) + 1
  const doublings = failures - FREE_FAILURES - 1
  const waitMs = doublings < 0 ? 0 : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** doublings)
  book.delete(peer)
  book.set(peer, { failures, until: now + waitMs })
  for (const [oldest, { until }] of book) {
    if (book.size <= MAX_PEERS && now - until < LONGEST_WAIT_MS) break
    book.delete(oldest)
  }
}

/** A connection held. */
export const noteHeld = (book: DialBook, peer: PeerId): void => void book.delete(peer)

/**
 * How long to leave a peer alone, in ms; 0 lets it be dialled. A browser counts every connection
 * until it collects the garbage, and bears 500: whoever flaps or hangs may not use them up.
 */
export const waitFor = (book: DialBook, peer: PeerId, now: number): number =>
  Math.max(0, (book.get(peer)?.until ?? 0) - now)

/** What tabs sent and opened, all of them together. */
export interface Counts {
  /** Demands that tabs heard. */
  heard: number
  cries: number
  offers: number
  /** Messages received: demands from relays, all else from other tabs. */
  messages: number
  bytes: number
  /** Channels opened to somebody, over a relay or directly. */
  dials: number
}

export const createCounts = (): Counts => ({
  heard: 0,
  cries: 0,
  offers: 0,
  messages: 0,
  bytes: 0,
  dials: 0,
})

/** Bytes of a message with its signature, of a paid job, as they are on the wire. */
export const BYTES = { demand: 820, offer: 375, agree: 1_175, sign: 90, decline: 85, beat: 20 }

/** Differences between two moments. */
export const since = (now: Counts, before: Counts): Counts => ({
  heard: now.heard - before.heard,
  cries: now.cries - before.cries,
  offers: now.offers - before.offers,
  messages: now.messages - before.messages,
  bytes: now.bytes - before.bytes,
  dials: now.dials - before.dials,
})

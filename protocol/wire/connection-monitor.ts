/**
 * How libp2p looks after connections, on peers and relays alike. A machine that is busy, slowed or
 * waking up, or whose uplink is full, answers a ping late and is not gone: it has far longer than
 * the schedule gives a silent provider, so that no connection is cut before that has decided. What
 * is left for this is to find out that a relay is gone that never said so.
 */
export const CONNECTION_MONITOR = {
  pingInterval: 10_000,
  pingTimeout: { minTimeout: 30_000 },
} as const

/**
 * How gossipsub rates those it hears from, where its own defaults do not fit: it would hear nobody
 * of an address that more than ten tabs have come from within the hour. A school is one address, and
 * every tab is a peer.
 */
export const GOSSIP_SCORE = { IPColocationFactorWeight: 0 }

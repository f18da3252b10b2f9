/** Where requestors gossip their demands. Relays pass it on without reading it. */
export const DEMAND_TOPIC = '/loam/demand/1'

/** Where peers gossip their own addresses, so that those of other relays can be dialled. */
export const DISCOVERY_TOPIC = '/loam/peers/1'

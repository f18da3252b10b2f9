/** Where requestors gossip their demands, or below it in a bucket. Relays pass it on without reading it. */
export const DEMAND_TOPIC = '/loam/demand/2'

/** Depth of the smallest buckets that the topic of demands is divided into; its own is 0. */
export const MAX_DEPTH = 5

const BUCKET = new RegExp(`^${DEMAND_TOPIC}(/[0-7]{1,${MAX_DEPTH}})?$`)

/** Whether a topic is a bucket of the market, for who carries gossip of others. */
export const isBucket = (topic: string): boolean => BUCKET.test(topic)

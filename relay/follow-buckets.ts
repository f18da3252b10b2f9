import type { GossipSub } from '@libp2p/gossipsub'
import { DEMAND_TOPIC, isBucket } from '#protocol/wire/topics.ts'

/** A bucket with one hearer has nobody to carry anything to. */
const MIN_HEARERS = 2
/** Longer than the time for which gossip keeps whom it let go from coming back. */
const TIDY_MS = 60_000

/**
 * Follows the bucket of all, and of the smaller ones those that clients have in common: few of them
 * have two hearers at one relay, and every client is told of each that is followed.
 *
 * @returns stops tidying up.
 */
export function followBuckets(pubsub: GossipSub): () => void {
  const isHeard = (topic: string) =>
    topic === DEMAND_TOPIC || pubsub.getSubscribers(topic).length >= MIN_HEARERS
  pubsub.subscribe(DEMAND_TOPIC)
  pubsub.addEventListener('subscription-change', ({ detail }) => {
    for (const { topic } of detail.subscriptions)
      if (isBucket(topic) && isHeard(topic)) pubsub.subscribe(topic)
  })
  const timer = setInterval(() => {
    for (const topic of pubsub.getTopics()) if (!isHeard(topic)) pubsub.unsubscribe(topic)
  }, TIDY_MS)
  return () => clearInterval(timer)
}

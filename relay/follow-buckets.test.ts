import type { GossipSub } from '@libp2p/gossipsub'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { DEMAND_TOPIC } from '#protocol/wire/topics.ts'
import { followBuckets } from './follow-buckets.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function startGossip() {
  const hearers = new Map<string, number>()
  const followed = new Set<string>()
  const gossip = Object.assign(new EventTarget(), {
    subscribe: (topic: string) => void followed.add(topic),
    unsubscribe: (topic: string) => void followed.delete(topic),
    getTopics: () => [...followed],
    getSubscribers: (topic: string) => Array.from({ length: hearers.get(topic) ?? 0 }),
  })
  const change = (topic: string, count: number) => {
    hearers.set(topic, count)
    const detail = { subscriptions: [{ topic, subscribe: true }] }
    gossip.dispatchEvent(new CustomEvent('subscription-change', { detail }))
  }
  return { gossip: gossip as unknown as GossipSub, followed, change }
}

test('follows the bucket of all, and of the small ones those with two hearers', () => {
  const { gossip, followed, change } = startGossip()
  const stop = followBuckets(gossip)
  expect([...followed]).toEqual([DEMAND_TOPIC])
  change(`${DEMAND_TOPIC}/7`, 1)
  expect(followed.size).toBe(1)
  change(`${DEMAND_TOPIC}/7`, 2)
  expect([...followed]).toEqual([DEMAND_TOPIC, `${DEMAND_TOPIC}/7`])
  change('/somebody/elses', 20)
  expect(followed.size).toBe(2)
  stop()
})

test('lets a bucket go that its hearers have left, and never that of all', () => {
  const { gossip, followed, change } = startGossip()
  const stop = followBuckets(gossip)
  change(`${DEMAND_TOPIC}/7`, 2)
  change(`${DEMAND_TOPIC}/73`, 2)
  change(`${DEMAND_TOPIC}/7`, 0)
  vi.advanceTimersByTime(60_000)
  expect([...followed]).toEqual([DEMAND_TOPIC, `${DEMAND_TOPIC}/73`])
  stop()
})

import { EventQueue } from '../event-queue.ts'
import type { Random } from '../random.ts'
import { BYTES, type Counts, createCounts } from './counts.ts'
import { GossipModel } from './gossip-model.ts'

/** Round trips that opening a channel takes: over a relay a circuit and its handshake, directly also ICE and DTLS. */
const DIAL_TRIPS = { relayed: 3, direct: 5 }

/** To the speaker's relay, to the hearer's, and on: as long as so many ways from tab to tab. */
const RELAY_LEGS = 2

export interface Distance {
  readonly rttMs: number
  /** Each message takes up to this share longer or shorter. */
  readonly jitter: number
}

/** Time, and everything that takes it; counts what passes. */
export class NetworkModel<Tab extends { readonly leaf: number }> {
  readonly gossip = new GossipModel<Tab>()
  readonly counts: Counts = createCounts()
  /** Channels that are open now. */
  channels = 0
  readonly random: Random
  readonly #distance: Distance
  readonly #queue = new EventQueue<() => void>()
  #now: number

  constructor(random: Random, distance: Distance, now: number) {
    this.random = random
    this.#distance = distance
    this.#now = now
  }

  get now(): number {
    return this.#now
  }

  after(ms: number, run: () => void): void {
    this.#queue.add(this.#now + Math.max(0, ms), run)
  }

  /** Lets time pass, and everything happen that is due. */
  runUntil(end: number): void {
    for (;;) {
      const next = this.#queue.next(end)
      if (next === undefined) break
      this.#now = next.at
      next.event()
    }
    this.#now = end
  }

  /** A message on a channel that is open. */
  send(kind: Exclude<keyof typeof BYTES, 'demand' | 'beat'>, arrive: () => void): void {
    this.counts.messages += 1
    this.counts.bytes += BYTES[kind]
    this.after(this.#wayMs(), arrive)
  }

  dial(path: keyof typeof DIAL_TRIPS, open: () => void): void {
    this.counts.dials += 1
    this.channels += 1
    this.after(2 * DIAL_TRIPS[path] * this.#wayMs(), open)
  }

  hangUp(): void {
    this.channels -= 1
  }

  /** Tells all others in a bucket, over one relay or two: no tab passes on what it hears. */
  cry(speaker: Tab, depth: number, hear: (tab: Tab) => void): void {
    this.counts.cries += 1
    for (const group of this.gossip.spread(speaker, depth, this.random)) {
      this.counts.heard += group.length
      this.counts.messages += group.length
      this.counts.bytes += group.length * BYTES.demand
      this.after(RELAY_LEGS * this.#wayMs(), () => {
        for (const tab of group) hear(tab)
      })
    }
  }

  /** Beats that two who work together exchange in this time. */
  countBeats(beats: number): void {
    this.counts.messages += beats
    this.counts.bytes += beats * BYTES.beat
  }

  #wayMs(): number {
    const { rttMs, jitter } = this.#distance
    return (rttMs / 2) * (1 + jitter * (2 * this.random.uniform() - 1))
  }
}

import type { Clock } from '#peer/ports/clock.ts'
import type { PeerId } from '#protocol/ids.ts'
import {
  type Incident,
  NEWCOMER,
  noteCompleted,
  noteIncident,
  noteRoundTrip,
  type Standing,
} from '#protocol/market/standing.ts'

/** Keys remembered; who was not heard of for longest is forgotten first. */
const MAX_KEYS = 2_048

/** What this tab knows of the providers it met, over all its jobs. */
export class Standings {
  readonly #clock: Clock
  readonly #standings = new Map<PeerId, Standing>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  of(peer: PeerId): Standing {
    return this.#standings.get(peer) ?? NEWCOMER
  }

  completed(peer: PeerId): void {
    this.#set(peer, noteCompleted(this.of(peer)))
  }

  incident(peer: PeerId, kind: Incident): void {
    this.#set(peer, noteIncident(this.of(peer), kind, this.#clock.now()))
  }

  roundTrip(peer: PeerId, rttMs: number): void {
    this.#set(peer, noteRoundTrip(this.of(peer), rttMs))
  }

  #set(peer: PeerId, standing: Standing): void {
    this.#standings.delete(peer)
    this.#standings.set(peer, standing)
    const oldest = this.#standings.keys().next().value
    if (this.#standings.size > MAX_KEYS && oldest !== undefined) this.#standings.delete(oldest)
  }
}

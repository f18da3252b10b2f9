import type { Clock } from '#peer/ports/clock.ts'
import type { PeerId } from '#protocol/ids.ts'

/**
 * The memory network's wires: what one peer does to another happens there one latency later, in
 * order, unless one of the two is gone or frozen.
 */
export class Wires {
  readonly #clock: Clock
  readonly #latencyMs: number
  readonly #killed = new Set<PeerId>()
  /** What waits for a frozen peer to wake, in order. */
  readonly #held = new Map<PeerId, Array<() => void>>()
  /** What is under way, in order. Two timers that are due together may end the other way round. */
  readonly #underway: Array<() => void> = []

  constructor(clock: Clock, latencyMs: number) {
    this.#clock = clock
    this.#latencyMs = latencyMs
  }

  carry(from: PeerId, to: PeerId, run: () => void): void {
    if (this.#killed.has(from) || this.#killed.has(to)) return
    const heldAtSender = this.#held.get(from)
    if (heldAtSender !== undefined) {
      heldAtSender.push(() => this.carry(from, to, run))
      return
    }
    this.#delay(() => this.#arrive(to, run))
  }

  kill(peer: PeerId): void {
    this.#killed.add(peer)
    this.#held.delete(peer)
  }

  revive(peer: PeerId): void {
    this.#killed.delete(peer)
  }

  isKilled(peer: PeerId): boolean {
    return this.#killed.has(peer)
  }

  freeze(peer: PeerId): void {
    if (!this.#held.has(peer)) this.#held.set(peer, [])
  }

  unfreeze(peer: PeerId): void {
    const held = this.#held.get(peer) ?? []
    this.#held.delete(peer)
    for (const run of held) run()
  }

  #arrive(to: PeerId, run: () => void): void {
    if (this.#killed.has(to)) return
    const heldAtReceiver = this.#held.get(to)
    if (heldAtReceiver === undefined) run()
    else heldAtReceiver.push(run)
  }

  #delay(run: () => void): void {
    if (this.#latencyMs === 0) {
      queueMicrotask(run)
      return
    }
    this.#underway.push(run)
    this.#clock.after(this.#latencyMs, () => this.#underway.shift()?.())
  }
}

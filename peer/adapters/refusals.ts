import type { Clock } from '#peer/ports/clock.ts'
import type { PeerId } from '#protocol/ids.ts'

/** How long a peer that broke the protocol is refused. */
export const REFUSAL_MS = 10 * 60_000

/** Peers that are refused for a while, after `Mesh.drop`. */
export class Refusals {
  readonly #untilMs = new Map<PeerId, number>()
  readonly #clock: Clock

  constructor(clock: Clock) {
    this.#clock = clock
  }

  add(peer: PeerId): void {
    for (const [old, untilMs] of this.#untilMs) {
      if (untilMs <= this.#clock.now()) this.#untilMs.delete(old)
    }
    this.#untilMs.set(peer, this.#clock.now() + REFUSAL_MS)
  }

  has(peer: PeerId): boolean {
    return (this.#untilMs.get(peer) ?? 0) > this.#clock.now()
  }
}

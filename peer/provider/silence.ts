import { DROP_MS, HEARTBEAT_MS, OWN_LATENESS_MS, SUSPECT_MS } from '#protocol/schedule/constants.ts'

/** How long a requestor has been silent. Time that this tab slept through is nobody's silence. */
export class Silence {
  #silentMs = 0
  #lastBeat: number
  /** When this tab woke from a sleep so long that others give it up meanwhile. */
  #wokeAt = Number.NEGATIVE_INFINITY

  constructor(now: number) {
    this.#lastBeat = now
  }

  /** A word came. */
  heard(): void {
    this.#silentMs = 0
  }

  /** Whether it has been so long that something may be wrong. */
  get isSuspect(): boolean {
    return this.#silentMs >= SUSPECT_MS
  }

  /** One of our heartbeats. @returns whether the requestor is given up. */
  beat(now: number): boolean {
    const passedMs = now - this.#lastBeat
    if (passedMs >= DROP_MS) this.#wokeAt = now
    this.#silentMs += Math.min(passedMs, HEARTBEAT_MS + OWN_LATENESS_MS)
    this.#lastBeat = now
    return this.#silentMs >= DROP_MS
  }

  /** Whether a requestor that is gone now is so because we slept, and it gave us up. */
  isOurs(now: number): boolean {
    return now - this.#lastBeat >= DROP_MS || now - this.#wokeAt < 2 * DROP_MS
  }
}

import type { Clock } from '#peer/ports/clock.ts'
import type { PeerId } from '#protocol/ids.ts'
import type { Download } from '#protocol/market/downstream.ts'

/** Times what comes from one sender, over however many fetches at once. */
export class DownloadMeter {
  readonly #clock: Clock
  #bytes = 0
  #firstAt: number | undefined
  #lastAt = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Bytes came in. The first say only when it began: how long they took to come is not known. */
  take(bytes: number): void {
    this.#lastAt = this.#clock.now()
    if (this.#firstAt === undefined) this.#firstAt = this.#lastAt
    else this.#bytes += bytes
  }

  /** What came so far. */
  read(from: PeerId): Download {
    return { from, bytes: this.#bytes, tookMs: this.#lastAt - (this.#firstAt ?? this.#lastAt) }
  }
}

/** Work sent ahead, so that a sandbox never waits for the host: in time, and in tasks at most. */
const AHEAD_MS = 60
const MAX_AHEAD = 1_024
/** Work between two rests, where the volunteer wants some. */
const PACED_CHUNK_MS = 50
/** Weight of the newest measurement in what a task is expected to take. */
const NEWEST = 0.3

/** How many tasks a core sends its sandbox at once, by what they took of late. */
export class SendAhead {
  #taskMs: number | undefined

  /** Learns what each of some tasks took. */
  learn(tookMs: number): void {
    const before = this.#taskMs
    this.#taskMs = before === undefined ? tookMs : before * (1 - NEWEST) + tookMs * NEWEST
  }

  /** Tasks between two rests. */
  get chunk(): number {
    return Math.min(Math.max(this.#in(PACED_CHUNK_MS), 1), MAX_AHEAD)
  }

  /**
   * Tasks to send beside so many that are not answered. Fewer and fuller messages cost less: half of
   * what was sent ahead is done before more goes out.
   */
  beside(sent: number): number {
    const ahead = Math.min(Math.max(this.#in(AHEAD_MS), 2), MAX_AHEAD)
    return sent <= ahead / 2 ? ahead - sent : 0
  }

  /** Tasks that are done in this time; one while nobody knows. */
  #in(ms: number): number {
    return Math.round(ms / (this.#taskMs ?? ms))
  }
}

import { Pace } from '../pace.ts'
import { SendAhead } from './send-ahead.ts'

/** How a core rests. */
export interface Rests {
  /** Share of the time it computes, above 0, up to 1. */
  readonly dutyCycle: number
  /** Whether its sandbox rests by itself within a subtask, and the core not between two. */
  readonly restsInside: boolean
}

/** What a core's time goes into: how much work it is sent at once, and when it has to rest. */
export class CoreTime {
  readonly restsInside: boolean
  readonly #pace: Pace
  readonly #ahead = new SendAhead()
  /** How long the first of the sent tasks has been running, by the ticker. */
  #headMs = 0
  #progressAt = 0
  /** Since when it computes, as far as that is not booked; undefined while it is idle. */
  #chunkAt: number | undefined

  /** @throws {RangeError} for a share of the time that is none. */
  constructor({ dutyCycle, restsInside }: Rests, now: number) {
    this.#pace = new Pace(dutyCycle, now)
    this.restsInside = restsInside
  }

  get dutyCycle(): number {
    return this.#pace.dutyCycle
  }

  /** Takes another share from now on. */
  change(dutyCycle: number, now: number, isBusy: boolean): void {
    this.spend(now, isBusy)
    this.#pace.change(dutyCycle, now)
  }

  /** How many tasks may be sent now, beside so many that are not answered. */
  room(sent: number, now: number): number {
    if (this.dutyCycle === 1 || this.restsInside) return this.#ahead.beside(sent)
    return sent === 0 && this.#pace.mayCompute(now) ? this.#ahead.chunk : 0
  }

  /** An idle core was sent its first task. */
  begin(now: number): void {
    this.#headMs = 0
    this.#progressAt = now
    this.#chunkAt = now
  }

  /** So many tasks were answered. */
  progress(answered: number, now: number, isBusy: boolean): void {
    this.#ahead.learn((now - this.#progressAt) / answered)
    this.#headMs = 0
    this.#progressAt = now
    if (!isBusy) this.spend(now, isBusy)
  }

  /** Time went by; how long the first of the sent tasks has been running, in milliseconds. */
  tick(elapsedMs: number): number {
    // A rest inside a subtask is the volunteer's wish and not held against it.
    this.#headMs += this.restsInside ? elapsedMs * this.dutyCycle : elapsedMs
    return this.#headMs
  }

  /** Books the computing since the work began, or since it was last booked. */
  spend(now: number, isBusy: boolean): void {
    if (this.#chunkAt === undefined) return
    this.#pace.spend(now - this.#chunkAt, now)
    this.#chunkAt = isBusy ? now : undefined
  }
}

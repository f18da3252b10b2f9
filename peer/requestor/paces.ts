import type { Clock } from '#peer/ports/clock.ts'
import type { PeerId } from '#protocol/ids.ts'
import {
  addShowing,
  type Claimant,
  judgePace,
  NOTHING_SHOWN,
  type Showing,
} from '#protocol/market/pace.ts'
import type { ScheduleState } from '#protocol/schedule/state.ts'
import type { Leaves } from '#protocol/trust/leaves.ts'
import type { Crew } from './crew.ts'
import type { Standings } from './standings.ts'

export interface PacesOptions {
  readonly clock: Clock
  readonly crew: Crew
  readonly schedule: ScheduleState
  readonly standings: Standings
}

/** Holds a job's providers to the speeds they claimed. It judges nobody: their next offers count less. */
export class Paces {
  readonly #options: PacesOptions
  readonly #showings = new Map<PeerId, Showing>()

  constructor(options: PacesOptions) {
    this.#options = options
  }

  /** An answer came in, and the schedule has not heard of it yet. */
  answered(peer: PeerId, leaseId: number, leaves: Leaves): void {
    const { clock, schedule, standings, crew } = this.#options
    const worker = schedule.workers.get(peer)
    const lease = schedule.leases.get(leaseId)
    const offer = crew.members.get(peer)?.offer
    if (worker === undefined || lease?.peer !== peer || lease.answered || offer === undefined)
      return
    const answer = {
      units: leaves.sumGas(),
      tookMs: clock.now() - Math.max(lease.grantedAt, worker.lastAnswerAt),
      cores: worker.cores,
    }
    const showing = addShowing(this.#showings.get(peer) ?? NOTHING_SHOWN, answer)
    this.#showings.set(peer, showing)
    const pace = judgePace({ offer, showing }, this.#claimants())
    if (pace !== undefined) standings.pace(peer, pace)
  }

  *#claimants(): Iterable<Claimant> {
    for (const [peer, { offer }] of this.#options.crew.members) {
      const showing = this.#showings.get(peer)
      if (showing !== undefined) yield { offer, showing }
    }
  }
}

import type { PeerId } from '#protocol/ids.ts'
import type { ScheduleState, Standing } from '#protocol/schedule/state.ts'
import type { Standings } from './standings.ts'

/**
 * What one job adds to what is known of its providers' results. It tells what came since it told last,
 * and no sums: so that it takes nothing back that another job found meanwhile, and what a record of
 * others' words stands for is never taken for something seen here.
 */
export class Experience {
  readonly #schedule: Pick<ScheduleState, 'records' | 'banned'>
  readonly #standings: Standings
  /** What the job counted of each when it told last. */
  readonly #told = new Map<PeerId, Standing>()

  constructor(options: {
    readonly schedule: Pick<ScheduleState, 'records' | 'banned'>
    readonly standings: Standings
  }) {
    this.#schedule = options.schedule
    this.#standings = options.standings
  }

  /** It was let in: what it is counted with from here on was known before. */
  met(peer: PeerId): void {
    const counted = this.#schedule.records.get(peer)
    if (counted === undefined) return
    const { given, confirmed } = counted
    this.#told.set(peer, { given, confirmed })
  }

  /** Tells what is new of it. */
  tell(peer: PeerId): void {
    const counted = this.#schedule.records.get(peer)
    const told = this.#told.get(peer)
    this.met(peer)
    if (counted === undefined || told === undefined || this.#schedule.banned.has(peer)) return
    const given = counted.given - told.given
    this.#standings.trust(peer, { given, confirmed: counted.confirmed - told.confirmed })
  }
}

import type { Pool } from '#protocol/market/pool.ts'
import { MAX_CORES } from '#protocol/schedule/constants.ts'
import type { ScheduleState } from '#protocol/schedule/state.ts'
import type { Crew } from './crew.ts'

/** Everybody on the way or at work; who fell silent, or has had its share of the job, holds no place. */
export function countPool(crew: Crew, schedule: ScheduleState): Pool {
  const { workers, shares } = schedule
  const present = crew
    .present()
    .filter(
      ({ offer: { provider, payee } }) =>
        workers.get(provider)?.suspect !== true && shares?.isSpent(payee ?? provider) !== true,
    )
  return {
    members: present.length,
    parties: new Set(present.map(({ offer }) => offer.payee ?? offer.provider)),
    cores: present.reduce(
      (sum, { offer }) =>
        sum + (schedule.workers.get(offer.provider)?.cores ?? Math.min(offer.cores, MAX_CORES)),
      0,
    ),
    subtasksLeft: schedule.subtasks - schedule.verified.count,
    quorum: schedule.quorum,
  }
}

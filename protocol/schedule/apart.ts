import type { PeerId } from '../ids.ts'
import type { OpenSubtask, ScheduleState, Worker } from './state.ts'
import { allowanceOf } from './window.ts'
import { mayHold } from './words.ts'

/** Workers elsewhere that are enough for a subtask to wait for one of them, at least. */
const ENOUGH_ELSEWHERE = 2

/**
 * Whether a worker is given a subtask that others may have a hand in. Two at one
 * site or address may be one person: the subtask waits for those elsewhere, however busy they are, or
 * whoever brings many keys would be its own witness as soon as others are.
 *
 * It waits only where those elsewhere are half as many as those here, and two at least: or whoever is
 * alone outside a crowd would be the witness of all of it, and could hold it up.
 */
export function maySecond(state: ScheduleState, subtask: OpenSubtask, worker: Worker): boolean {
  if (!mayHold(subtask, worker)) return false
  if (isApart(state, subtask, worker)) return true
  const enough = Math.max(ENOUGH_ELSEWHERE, crowdAt(state, worker) / 2)
  let elsewhere = 0
  for (const other of state.workers.values()) {
    if (other === worker || !isAtWork(state, other)) continue
    if (mayHold(subtask, other) && isApart(state, subtask, other)) elsewhere += 1
    if (elsewhere >= enough) return false
  }
  return true
}

/** Workers that are seen where this one is, itself among them. */
function crowdAt(state: ScheduleState, worker: Worker): number {
  const own = whereaboutsOf(state, worker.peer)
  let crowd = 0
  for (const { peer } of state.workers.values())
    if (whereaboutsOf(state, peer).some((place) => own.includes(place))) crowd += 1
  return crowd
}

/** Whether somebody will soon come to more: who sits on what it was lent is not waited for. */
const isAtWork = (state: ScheduleState, worker: Worker): boolean =>
  !worker.suspect &&
  worker.cores > 0 &&
  allowanceOf(state, worker) > 0 &&
  ![...worker.leases].some((leaseId) => state.leases.get(leaseId)?.overdue)

/** Whether nobody who has a hand in a subtask is seen where this worker is. */
function isApart(
  state: ScheduleState,
  { holders, votes, past }: OpenSubtask,
  worker: Worker,
): boolean {
  const own = whereaboutsOf(state, worker.peer)
  if (own.length === 0) return true
  const isNear = ({ peer }: { readonly peer: PeerId }) =>
    peer !== worker.peer && whereaboutsOf(state, peer).some((place) => own.includes(place))
  return !holders.some(isNear) && !votes.some(isNear) && past?.words.some(isNear) !== true
}

/** Where a provider was last seen to be. */
export const whereaboutsOf = ({ records }: ScheduleState, peer: PeerId): readonly string[] =>
  records.get(peer)?.whereabouts ?? []

import type { PeerId } from '../ids.ts'
import type { OpenSubtask, ScheduleState, Worker } from './state.ts'
import { mayHold } from './words.ts'

/**
 * Whether a worker is given a subtask that others have a hand in. Two at one site or address may be
 * one person: while anybody is here who could have it and is at neither, it waits for them, however
 * slow they are; or whoever brings many keys would be its own witness as soon as others are busy.
 */
export function maySecond(state: ScheduleState, subtask: OpenSubtask, worker: Worker): boolean {
  if (!mayHold(subtask, worker)) return false
  if (isApart(state, subtask, worker)) return true
  for (const other of state.workers.values()) {
    const isHere = other !== worker && !other.suspect && other.cores > 0 && other.allowance > 0
    if (isHere && mayHold(subtask, other) && isApart(state, subtask, other)) return false
  }
  return true
}

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

import type { PeerId } from '../ids.ts'
import { whereaboutsOf } from './apart.ts'
import { OUTVOTED_AT_MOST } from './constants.ts'
import { type ScheduleEffect, WRONG_RESULT } from './events.ts'
import type { ScheduleState } from './state.ts'

/** Who spoke against one provider and had it their way, and how often they did. */
export interface Outvoted {
  readonly heads: Set<string>
  times: number
}

/**
 * More heads said otherwise, and that is all that is known: who is right has not been looked at. So a
 * provider is sent away once more different heads than make up a quorum have spoken against it, or
 * most of those who are there. As many as make up the quorum may be in league, and would send the
 * honest away one by one.
 */
export function outvote(
  state: ScheduleState,
  peer: PeerId,
  others: Iterable<PeerId>,
  effects: ScheduleEffect[],
): void {
  const against = state.outvoted.get(peer) ?? { heads: new Set(), times: 0 }
  state.outvoted.set(peer, against)
  for (const other of others) against.heads.add(headOf(state, other))
  against.times += 1
  const there = new Set(Array.from(state.workers.keys(), (one) => headOf(state, one)))
  const enough = Math.min(state.quorum + 1, Math.floor(there.size / 2) + 1)
  if (against.heads.size >= enough || against.times >= OUTVOTED_AT_MOST)
    effects.push({ type: 'ban', peer, reason: WRONG_RESULT, byHeads: true })
}

/** Those who are paid together, or seen at one place, are one head. */
const headOf = (state: ScheduleState, peer: PeerId): string => {
  const [place] = whereaboutsOf(state, peer)
  return place ?? state.records.get(peer)?.party ?? peer
}

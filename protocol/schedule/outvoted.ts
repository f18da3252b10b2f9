import type { PeerId } from '../ids.ts'
import { OUTVOTED_AT_MOST } from './constants.ts'
import { type ScheduleEffect, WRONG_RESULT } from './events.ts'
import type { ScheduleState } from './state.ts'

/** Who spoke against one provider and had it their way, and how often they did. */
export interface Outvoted {
  readonly parties: Set<string>
  times: number
}

/**
 * More heads said otherwise, and that is all that is known: who is right has not been looked at. So a
 * provider is sent away once more different parties than make up a quorum have spoken against it. As
 * many as make it up may be in league, and would send the honest away one by one.
 */
export function outvote(
  state: ScheduleState,
  peer: PeerId,
  others: Iterable<string>,
  effects: ScheduleEffect[],
): void {
  const against = state.outvoted.get(peer) ?? { parties: new Set(), times: 0 }
  state.outvoted.set(peer, against)
  for (const party of others) against.parties.add(party)
  against.times += 1
  if (against.parties.size > state.quorum || against.times >= OUTVOTED_AT_MOST)
    effects.push({ type: 'ban', peer, reason: WRONG_RESULT, byHeads: true })
}

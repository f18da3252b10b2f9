import type { PeerId } from '../ids.ts'
import { decide } from './decide.ts'
import { doubtAllOf } from './doubt.ts'
import type { ScheduleEffect } from './events.ts'
import { noteUngiven } from './records.ts'
import type { OpenSubtask, ScheduleState } from './state.ts'
import { reject } from './verdicts.ts'
import { leave } from './workers.ts'

/**
 * A ban is for the key's life in this job; what it signed and nobody confirmed is thrown away, and it
 * is not taken at its earlier word either, whatever it was caught at: or a liar would rather be
 * banned for something else.
 */
export function banish(
  state: ScheduleState,
  peer: PeerId,
  reason: string,
  now: number,
  effects: ScheduleEffect[],
): void {
  if (state.banned.has(peer)) return
  state.banned.set(peer, reason)
  unvote(state, peer, now, effects)
  reopen(state, peer, now, effects)
  leave(state, peer, now, effects)
}

/** Throws away what a banned provider signed and nobody confirmed. */
function unvote(state: ScheduleState, peer: PeerId, now: number, effects: ScheduleEffect[]): void {
  for (const [index, subtask] of state.open) {
    const kept = subtask.votes.filter((vote) => vote.peer !== peer)
    if (kept.length === subtask.votes.length) continue
    for (const vote of subtask.votes)
      if (vote.peer === peer) {
        reject(state, peer, vote.leaseId, vote.position)
        noteUngiven(state, peer)
      }
    subtask.votes = kept
    if (state.fetches.get(index)?.vote.peer === peer) state.fetches.delete(index)
    decide(state, index, subtask, now, effects)
  }
}

/** A provider was caught: what its word settled is looked at again. */
function reopen(state: ScheduleState, peer: PeerId, now: number, effects: ScheduleEffect[]): void {
  const decideOne = (index: number, subtask: OpenSubtask) =>
    decide(state, index, subtask, now, effects)
  doubtAllOf(state, peer, decideOne, effects)
}

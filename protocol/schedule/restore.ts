import { MAX_OPEN } from './constants.ts'
import { decide } from './decide.ts'
import { openOf, tellVoid, weaken } from './doubt.ts'
import type { ScheduleEffect } from './events.ts'
import { areTwo } from './makers.ts'
import { freshSubtask, newRecord, type ScheduleState, type Vote } from './state.ts'
import { printOf, type Votes, voteKey } from './votes.ts'
import { KEPT } from './words.ts'

/** Takes up what an earlier run of the same job left: what it settled, by whose word, and what it was answered. */
export function restore(
  state: ScheduleState,
  votes: readonly Votes[],
  now: number,
  effects: ScheduleEffect[],
): void {
  recallMakers(state, effects)
  recallDoubts(state, votes)
  restoreVotes(state, votes, now, effects)
}

/**
 * Who stands behind what was settled counts as before, and what too few stand behind, because others
 * of them were banned, is looked at again. What a key's word weighs is counted by this job's results
 * alone, until it is back and known for others too.
 */
function recallMakers(state: ScheduleState, effects: ScheduleEffect[]): void {
  const { makers, verified, banned, records } = state
  if (makers === undefined) return
  for (const [group, count] of makers.count(verified))
    for (const { peer, party } of group) {
      const record = records.get(peer) ?? newRecord(party)
      record.answered += count
      record.verified += count
      if (areTwo(group)) record.confirmed += count
      records.set(peer, record)
    }
  const shaken = makers.indexesOf((group) => group.some(({ peer }) => banned.has(peer)))
  tellVoid(state, weaken(state, makers, shaken), effects)
}

/** Where somebody said otherwise than what is kept, and nobody was found wrong, the doubt is open still. */
function recallDoubts(state: ScheduleState, votes: readonly Votes[]): void {
  const { makers, verified, banned, redo } = state
  if (makers === undefined) return
  for (const { peer, leaves } of votes) {
    if (banned.has(peer)) continue
    for (let line = 0; line < leaves.length; line += 1) {
      const index = leaves.indexAt(line)
      if (!verified.has(index) || makers.of(index).length === 0) continue
      if (printOf(state, { leaves, line, position: line }) === makers.printOf(index)) continue
      verified.delete(index)
      redo.add(index)
    }
  }
}

/**
 * Counts what was answered. What is settled meanwhile, whose signer is banned, or what is here already
 * is passed over. The bytes are gone over there: they come from
 * whoever agrees.
 */
function restoreVotes(
  state: ScheduleState,
  votes: readonly Votes[],
  now: number,
  effects: ScheduleEffect[],
): void {
  const touched = new Set<number>()
  for (const { peer, party, leaves } of votes) {
    const leaseId = state.nextLeaseId
    state.nextLeaseId += 1
    if (state.banned.has(peer)) continue
    const indexes = Array.from(leaves, ({ index }) => index)
    const counted = indexes.filter((index, position) => {
      const line = { leaves, line: position, position }
      const marks = { isWithheld: false, isHere: false, isUnseen: false }
      const vote = { ...line, ...marks, peer, party, leaseId }
      return restoreVote(state, index, vote, effects)
    })
    if (counted.length === 0) continue
    for (const index of counted) touched.add(index)
    state.leases.set(leaseId, {
      leaseId,
      peer,
      indexes,
      grantedAt: now,
      isBackup: false,
      wasIdle: false,
      answered: true,
      overdue: false,
      unresolved: counted.length,
      accepted: [],
      rejected: [],
    })
    const record = state.records.get(peer)
    const answered = (record?.answered ?? 0) + counted.length
    if (record !== undefined) record.answered = answered
    else state.records.set(peer, { ...newRecord(party), answered })
  }
  for (const index of touched) {
    const subtask = state.open.get(index)
    if (subtask !== undefined) decide(state, index, subtask, now, effects)
  }
}

/** @returns whether it counts. */
function restoreVote(
  state: ScheduleState,
  index: number,
  vote: Omit<Vote, 'key'>,
  effects: ScheduleEffect[],
): boolean {
  if (index >= state.subtasks || state.verified.has(index)) return false
  if (!state.open.has(index) && state.open.size >= MAX_OPEN) return false
  const subtask = openOf(state, index, effects) ?? freshSubtask(state)
  // Where results are drawn for a check, a lone one was drawn, or it would have been settled, or else
  // its bytes are lost and somebody computes it anyway: a reload must not call a check off.
  const isDrawn = !state.judged && state.policy.kind !== 'none'
  if (isDrawn) subtask.wanted = Math.max(subtask.wanted, 2)
  // Who came back may have answered differently: both words are its own.
  const key = voteKey(state, subtask, vote)
  const isKnown =
    subtask.votes.some((cast) => cast.peer === vote.peer && cast.key === key) ||
    (key === KEPT && subtask.past?.words.some((word) => word.peer === vote.peer))
  if (isKnown) return false
  subtask.votes = subtask.votes.concat({ ...vote, key })
  state.open.set(index, subtask)
  return true
}

import { noteCanary } from './canaries.ts'
import { notePast, openOf } from './doubt.ts'
import { awaitDuplicate, duplicateName, payDuplicate, voteAt } from './duplicates.ts'
import { OTHER_BYTES, type ScheduleEffect, type ScheduleEvent, WRONG_RESULT } from './events.ts'
import { forgetLate, takeBack } from './leases.ts'
import type { Maker } from './makers.ts'
import { outvote } from './outvoted.ts'
import { noteGiven, noteMakers } from './records.ts'
import type { OpenSubtask, ScheduleState, Vote } from './state.ts'
import { accept, leaveOut, reject } from './verdicts.ts'
import { printOf, voteKey } from './votes.ts'
import { KEPT, peersOf } from './words.ts'

/** The bytes of agreed subtasks arrived, or something that only claims to be them. */
export function outputsArrived(
  state: ScheduleState,
  event: Extract<ScheduleEvent, { type: 'output' }>,
  now: number,
  effects: ScheduleEffect[],
): void {
  for (const position of event.positions) outputArrived(state, event, position, now, effects)
}

function outputArrived(
  state: ScheduleState,
  event: Extract<ScheduleEvent, { type: 'output' }>,
  position: number,
  now: number,
  effects: ScheduleEffect[],
): void {
  const vote = voteAt(state, event, position)
  if (vote === undefined) return
  if (!event.genuine) {
    effects.push({ type: 'ban', peer: event.peer, reason: OTHER_BYTES, byHeads: false })
    return
  }
  const duplicate = state.duplicates.get(duplicateName(event.leaseId, position))
  if (duplicate !== undefined) {
    const { index } = duplicate
    const reopened = openOf(state, index, effects)
    if (reopened === undefined || reopened.past?.isKept === true) {
      payDuplicate(state, duplicate, effects)
      return
    }
    // What it came second to is void since: these bytes are the first.
    state.duplicates.delete(duplicateName(event.leaseId, position))
    const first = { ...vote, key: voteKey(state, reopened, vote) }
    reopened.votes = reopened.votes.concat(first)
    settle(state, index, reopened, first, now, effects)
    return
  }
  // Late, but taken.
  vote.isWithheld = false
  vote.isHere = false
  const index = vote.leaves.indexAt(vote.line)
  const subtask = state.open.get(index)
  if (vote.key === subtask?.agreed) settle(state, index, subtask, vote, now, effects)
}

function settle(
  state: ScheduleState,
  index: number,
  subtask: OpenSubtask,
  source: Vote,
  now: number,
  effects: ScheduleEffect[],
): void {
  const { past } = subtask
  if (past?.isKept === true) effects.push({ type: 'reopened', indexes: [index] })
  if (state.judged) noteGiven(state, source)
  const alike = subtask.votes.filter(({ key }) => key === source.key)
  // Where bytes are judged, those that were taken are one's alone, and others' claims say nothing.
  const winners = state.judged ? [source] : alike
  const owed = close(state, index, subtask, winners, printOf(state, source))
  // Equal results have equal gas.
  const gas = source.leaves.gasAt(source.line)
  effects.push({
    type: 'verified',
    index,
    outcome: source.leaves.outcomeAt(source.line),
    source: { peer: source.peer, leaseId: source.leaseId, position: source.position },
    earned: owed.map(({ peer, party, leaseId }) => ({ peer, party, leaseId, gas })),
  })
  noteCanary(state, index, subtask, source.key)
  if (past !== undefined && (past.isKept || printOf(state, source) !== past.print))
    notePast(state, index, past, (peer) =>
      effects.push({ type: 'ban', peer, reason: WRONG_RESULT, byHeads: false }),
    )
  finishOthers(state, subtask, source.key, effects)
  for (const vote of alike)
    if (!winners.includes(vote)) judgeSecond(state, index, vote, now, effects)
}

/** Of a claim whose bytes were kept back nothing is said; of others the bytes are looked at. */
function judgeSecond(
  state: ScheduleState,
  index: number,
  vote: Vote,
  now: number,
  effects: ScheduleEffect[],
): void {
  const { peer, leaseId, isUnseen, isWithheld } = vote
  if (isUnseen || isWithheld) leaveOut(state, peer, leaseId)
  else awaitDuplicate(state, index, vote, now, effects)
}

/**
 * What is kept of a subtask is right after all: who came to the same is owed, and nothing fetched.
 * Nobody may have, where the words of before outweigh who spoke against them.
 */
export function keep(
  state: ScheduleState,
  index: number,
  subtask: OpenSubtask,
  effects: ScheduleEffect[],
): void {
  if (subtask.past === undefined) return
  const winners = subtask.votes.filter(({ key }) => key === KEPT)
  const owed = close(state, index, subtask, winners, subtask.past.print, subtask.past.words)
  const [first] = owed
  if (first !== undefined) {
    const gas = first.leaves.gasAt(first.line)
    effects.push({
      type: 'verified',
      index,
      outcome: first.leaves.outcomeAt(first.line),
      source: undefined,
      earned: owed.map(({ peer, party, leaseId }) => ({ peer, party, leaseId, gas })),
    })
  }
  noteCanary(state, index, subtask, KEPT)
  finishOthers(state, subtask, KEPT, effects)
}

/**
 * Takes a subtask off everything that is not settled.
 * @param words of before that stand behind it too.
 * @returns the votes to be paid.
 */
function close(
  state: ScheduleState,
  index: number,
  subtask: OpenSubtask,
  winners: readonly Vote[],
  print: number,
  words: readonly Maker[] = [],
): readonly Vote[] {
  state.open.delete(index)
  state.fetches.delete(index)
  state.needy.delete(index)
  state.disputed.delete(index)
  state.hasNewWork = true
  state.verified.add(index)
  for (const vote of winners)
    accept(state, vote.peer, vote.leaseId, vote.position, vote.leaves.gasAt(vote.line))
  // Who gave the bytes of an earlier session once more did one thing, and is owed for it once.
  const owed = winners.filter(
    ({ peer }, at) => winners.findIndex((one) => one.peer === peer) === at,
  )
  noteMakers(state, index, print, [...words, ...winners])
  if (subtask.holders.length > 0)
    state.late.set(index, {
      print,
      holders: subtask.holders,
      owed: owed.map(({ peer }) => peer),
    })
  return owed
}

/** Others are called off where there is nothing left for them, and who was wrong is sent away. */
function finishOthers(
  state: ScheduleState,
  subtask: OpenSubtask,
  right: number,
  effects: ScheduleEffect[],
): void {
  for (const holder of subtask.holders) cancelIfPointless(state, holder.leaseId, effects)
  for (const vote of subtask.votes) {
    if (vote.key === right) continue
    reject(state, vote.peer, vote.leaseId, vote.position)
    // Where the requestor judges bytes, other claims accuse nobody: who is right has not been looked at.
    if (state.judged) continue
    if (state.policy.kind === 'quorum') outvote(state, vote.peer, peersOf(subtask, right), effects)
    else effects.push({ type: 'ban', peer: vote.peer, reason: WRONG_RESULT, byHeads: false })
  }
}

/** Work whose every subtask is settled is called off. */
function cancelIfPointless(state: ScheduleState, leaseId: number, effects: ScheduleEffect[]): void {
  const lease = state.leases.get(leaseId)
  if (lease === undefined || lease.answered) return
  if (lease.indexes.some((index) => !state.verified.has(index))) return
  const worker = state.workers.get(lease.peer)
  if (worker !== undefined) takeBack(state, worker, lease)
  state.leases.delete(leaseId)
  for (const index of lease.indexes) forgetLate(state, index, leaseId)
  effects.push({ type: 'cancel', peer: lease.peer, leaseId })
}

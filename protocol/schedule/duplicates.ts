import type { PeerId } from '../ids.ts'
import type { ScheduleEffect, ScheduleEvent } from './events.ts'
import { noteGiven } from './records.ts'
import type { ScheduleState, Vote } from './state.ts'
import { accept, leaveOut, reject } from './verdicts.ts'
import { isKeptBack, isReachable } from './wants.ts'

/**
 * A result of a judged job for a subtask that another's bytes have settled. Its claim is worth
 * nothing: it is paid once bytes of its own have come and were taken.
 */
export interface Duplicate {
  readonly index: number
  readonly vote: Vote
  askedAt: number
}

export const duplicateName = (leaseId: number, position: number) => `${leaseId} ${position}`

/** Asks for the bytes of a result that comes second; who cannot give them is paid and told nothing. */
export function awaitDuplicate(
  state: ScheduleState,
  index: number,
  vote: Vote,
  now: number,
  effects: ScheduleEffect[],
): void {
  const { peer, leaseId, position } = vote
  if (!isReachable(state, vote)) {
    leaveOut(state, peer, leaseId)
    return
  }
  state.duplicates.set(duplicateName(leaseId, position), { index, vote, askedAt: now })
  if (!vote.isHere) effects.push({ type: 'want', peer, leaseId, positions: [position] })
}

/** The bytes of a result that comes second were taken. */
export function payDuplicate(
  state: ScheduleState,
  { index, vote }: Duplicate,
  effects: ScheduleEffect[],
): void {
  const { peer, party, leaseId, position, leaves, line } = vote
  const gas = leaves.gasAt(line)
  state.duplicates.delete(duplicateName(leaseId, position))
  noteGiven(state, vote)
  accept(state, peer, leaseId, position, gas)
  const outcome = leaves.outcomeAt(line)
  const earned = [{ peer, party, leaseId, gas }]
  effects.push({ type: 'verified', index, outcome, source: undefined, earned })
}

/**
 * Who shows signs of life and keeps such bytes back does not hold up the job's end. It is paid
 * nothing, and nothing is said of it: what is late may be right.
 */
export function expireDuplicates(state: ScheduleState, now: number): void {
  for (const [name, duplicate] of state.duplicates) {
    if (!isKeptBack(state, duplicate, now)) continue
    const { vote } = duplicate
    state.duplicates.delete(name)
    leaveOut(state, vote.peer, vote.leaseId)
  }
}

/** A provider is gone, or banned: then what it signed is worth nothing. */
export function dropDuplicatesOf(state: ScheduleState, peer: PeerId): void {
  for (const [name, { vote }] of state.duplicates) {
    if (vote.peer !== peer) continue
    state.duplicates.delete(name)
    if (state.banned.has(peer)) reject(state, peer, vote.leaseId, vote.position)
    else leaveOut(state, peer, vote.leaseId)
  }
}

/** What was signed at a position of a lease and waits for its bytes; undefined where nothing does. */
export function voteAt(
  { leases, open, duplicates }: ScheduleState,
  { peer, leaseId }: { readonly peer: PeerId; readonly leaseId: number },
  position: number,
): Vote | undefined {
  const isThis = (vote: Vote) => vote.peer === peer && vote.leaseId === leaseId
  const second = duplicates.get(duplicateName(leaseId, position))?.vote
  if (second !== undefined) return isThis(second) ? second : undefined
  const index = leases.get(leaseId)?.indexes[position]
  return index === undefined ? undefined : open.get(index)?.votes.find(isThis)
}

/** Bytes came, and wait for a look, however long that takes. */
export function markHere(
  state: ScheduleState,
  event: Extract<ScheduleEvent, { type: 'here' }>,
): void {
  for (const position of event.positions) {
    const vote = voteAt(state, event, position)
    if (vote === undefined) continue
    vote.isHere = true
    vote.isWithheld = false
  }
}

/** Bytes came, and this peer could not look at them: that is held against nobody. */
export function passUnseen(state: ScheduleState, vote: Vote): void {
  vote.isHere = false
  vote.isUnseen = true
  if (state.duplicates.delete(duplicateName(vote.leaseId, vote.position)))
    leaveOut(state, vote.peer, vote.leaseId)
}

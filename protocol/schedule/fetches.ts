import type { PeerId } from '../ids.ts'
import { duplicateName } from './duplicates.ts'
import type { ScheduleEffect } from './events.ts'
import type { OpenSubtask, ScheduleState } from './state.ts'
import { isKeptBack, isReachable, wantsHolder } from './wants.ts'
import { partiesFor } from './words.ts'

/** Asks the next reachable winner for the agreed bytes; forgets who was asked when there is none. */
export function refetch(
  state: ScheduleState,
  index: number,
  subtask: OpenSubtask,
  now: number,
  effects: ScheduleEffect[],
): void {
  const previous = state.fetches.get(index)
  state.fetches.delete(index)
  const sources = subtask.votes.filter(
    (vote) => vote.key === subtask.agreed && isReachable(state, vote),
  )
  const vote = sources.find(
    (source) => source !== previous?.vote && state.workers.get(source.peer)?.suspect === false,
  )
  if (vote !== undefined) {
    state.fetches.set(index, { vote, askedAt: now })
    const { peer, leaseId, position } = vote
    if (!vote.isHere) effects.push({ type: 'want', peer, leaseId, positions: [position] })
  } else if (previous !== undefined && sources.includes(previous.vote))
    state.fetches.set(index, previous)
  else if (giveWay(state, subtask)) refetch(state, index, subtask, now, effects)
  wantsHolder(state, index, subtask)
}

/**
 * An agreement whose bytes nobody has gives way to another, of whom somebody has them; never to one
 * party's word, unless that is all there ever is, and never to the end of the job.
 */
function giveWay(state: ScheduleState, subtask: OpenSubtask): boolean {
  const next = subtask.votes.find(
    (vote) =>
      vote.key !== subtask.agreed &&
      isReachable(state, vote) &&
      state.workers.get(vote.peer)?.suspect === false &&
      vote.leaves.outcomeAt(vote.line).kind === 'success' &&
      partiesFor(subtask, vote.key) >= (state.judged ? 1 : Math.max(2, subtask.wanted)),
  )
  if (next !== undefined) subtask.agreed = next.key
  return next !== undefined
}

/** Asks others for what this peer was asked for: it is gone, silent or banned. */
export function refetchFrom(
  state: ScheduleState,
  peer: PeerId,
  now: number,
  effects: ScheduleEffect[],
): void {
  for (const [index, { vote }] of [...state.fetches]) {
    const subtask = vote.peer === peer ? state.open.get(index) : undefined
    if (subtask !== undefined) refetch(state, index, subtask, now, effects)
  }
}

/** This peer is heard again: what it was asked for needs nobody else's computing. */
export function expectFrom(state: ScheduleState, peer: PeerId): void {
  for (const [index, { vote }] of state.fetches) {
    const subtask = vote.peer === peer ? state.open.get(index) : undefined
    if (subtask !== undefined) wantsHolder(state, index, subtask)
  }
}

/** Who shows signs of life and keeps back what it was asked for holds nobody up. */
export function expireFetches(state: ScheduleState, now: number, effects: ScheduleEffect[]): void {
  for (const [index, fetch] of [...state.fetches]) {
    if (!isKeptBack(state, fetch, now)) continue
    const { vote } = fetch
    vote.isWithheld = true
    const subtask = state.open.get(index)
    if (subtask !== undefined) refetch(state, index, subtask, now, effects)
  }
}

/** One request a lease instead of one a subtask, and none that a ban has overtaken. */
export function joinWants(
  { leases, fetches, duplicates }: ScheduleState,
  effects: readonly ScheduleEffect[],
): readonly ScheduleEffect[] {
  const wants = new Map<number, number[]>()
  const joined: ScheduleEffect[] = []
  for (const effect of effects) {
    if (effect.type !== 'want') {
      joined.push(effect)
      continue
    }
    const { leaseId } = effect
    const wanted = effect.positions.filter((position) => {
      if (duplicates.has(duplicateName(leaseId, position))) return true
      const index = leases.get(leaseId)?.indexes[position]
      return index !== undefined && fetches.get(index)?.vote.leaseId === leaseId
    })
    if (wanted.length === 0) continue
    const known = wants.get(leaseId)
    if (known !== undefined) known.push(...wanted)
    else {
      wants.set(leaseId, wanted)
      joined.push({ ...effect, positions: wanted })
    }
  }
  return joined
}

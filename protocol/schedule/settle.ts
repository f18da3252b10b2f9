import type { PeerId } from '../ids.ts'
import { OVERDUE_FACTOR, OVERDUE_MS } from './constants.ts'
import type { ScheduleEffect, ScheduleEvent } from './events.ts'
import {
  forgetLate,
  type Lease,
  type Line,
  type OpenSubtask,
  type ScheduleState,
  takeBack,
  type Vote,
  type Worker,
} from './state.ts'
import { agreedKey, saysSame, voteKey } from './votes.ts'
import { isComing, partiesFor, wantsHolder } from './wants.ts'

/** Counts one signed result. Two matching ones from different parties agree on the subtask. */
export function castVote(
  state: ScheduleState,
  worker: Worker,
  lease: Lease,
  line: Line,
  now: number,
  effects: ScheduleEffect[],
): void {
  const index = lease.indexes[line.position] as number
  const subtask = state.open.get(index)
  if (subtask === undefined) {
    judgeLate(state, worker.peer, lease, index, line, effects)
    return
  }
  const key = voteKey(state, subtask, line)
  subtask.holders = subtask.holders.filter((holder) => holder.leaseId !== lease.leaseId)
  const vote: Vote = {
    peer: worker.peer,
    party: worker.party,
    leaseId: lease.leaseId,
    leaves: line.leaves,
    line: line.line,
    position: line.position,
    key,
    isWithheld: false,
  }
  subtask.votes = subtask.votes.concat(vote)
  // An agreement whose bytes nobody can give now gives way to the next: liars cannot leave one behind.
  if (!isComing(state, index)) {
    if (partiesFor(subtask, key) >= state.quorum) subtask.agreed = key
    if (subtask.agreed !== undefined) refetch(state, index, subtask, now, effects)
  }
  wantsHolder(state, index, subtask)
}

/** A result that came after the subtask was settled: right ones are owed like any other. */
function judgeLate(
  state: ScheduleState,
  peer: PeerId,
  lease: Lease,
  index: number,
  line: Line,
  effects: ScheduleEffect[],
): void {
  const { leaves, position } = line
  const late = state.late.get(index)
  // Without what settled it (a reload forgot it) nothing is held against the provider.
  if (late === undefined || saysSame(state, late.vote, line)) {
    const gas = leaves.gasAt(line.line)
    accept(state, peer, lease.leaseId, position, gas)
    if (late !== undefined && !late.owed.includes(peer))
      effects.push({
        type: 'verified',
        index,
        outcome: leaves.outcomeAt(line.line),
        source: undefined,
        earned: [{ peer, leaseId: lease.leaseId, gas }],
      })
  } else {
    reject(state, peer, lease.leaseId, position)
    effects.push({ type: 'ban', peer, reason: 'returned a wrong result' })
  }
  forgetLate(state, index)
}

/** Whether the agreed bytes can be had from who cast this vote. */
function isReachable({ workers }: ScheduleState, vote: Vote): boolean {
  const worker = workers.get(vote.peer)
  return worker !== undefined && vote.leaseId >= worker.firstLeaseId && !vote.isWithheld
}

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
    effects.push({ type: 'want', peer, leaseId, positions: [position] })
  } else if (previous !== undefined && sources.includes(previous.vote))
    state.fetches.set(index, previous)
  else if (giveWay(state, subtask)) refetch(state, index, subtask, now, effects)
  wantsHolder(state, index, subtask)
}

/** An agreement whose bytes nobody has gives way to another, of whom somebody has them. */
function giveWay(state: ScheduleState, subtask: OpenSubtask): boolean {
  const next = subtask.votes.find(
    (vote) =>
      vote.key !== subtask.agreed &&
      isReachable(state, vote) &&
      state.workers.get(vote.peer)?.suspect === false &&
      partiesFor(subtask, vote.key) >= state.quorum,
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
  for (const [index, { vote, askedAt }] of [...state.fetches]) {
    const lastOutputAt = state.workers.get(vote.peer)?.lastOutputAt ?? askedAt
    const isStalled = now - Math.max(askedAt, lastOutputAt) >= OVERDUE_MS
    if (!isStalled && now - askedAt < OVERDUE_FACTOR * OVERDUE_MS) continue
    vote.isWithheld = true
    const subtask = state.open.get(index)
    if (subtask !== undefined) refetch(state, index, subtask, now, effects)
  }
}

/** The bytes of agreed subtasks arrived, or something that only claims to be them. */
export function outputsArrived(
  state: ScheduleState,
  event: Extract<ScheduleEvent, { type: 'output' }>,
  effects: ScheduleEffect[],
): void {
  for (const position of event.positions) outputArrived(state, event, position, effects)
}

function outputArrived(
  state: ScheduleState,
  event: Extract<ScheduleEvent, { type: 'output' }>,
  position: number,
  effects: ScheduleEffect[],
): void {
  const index = state.leases.get(event.leaseId)?.indexes[position]
  const subtask = index === undefined ? undefined : state.open.get(index)
  const vote = subtask?.votes.find(
    (cast) => cast.peer === event.peer && cast.leaseId === event.leaseId,
  )
  if (index === undefined || subtask === undefined || vote === undefined) return
  if (!event.genuine) {
    effects.push({ type: 'ban', peer: event.peer, reason: 'sent other bytes than it signed' })
    return
  }
  if (vote.key === subtask.agreed) settle(state, index, subtask, vote, effects)
}

function settle(
  state: ScheduleState,
  index: number,
  subtask: OpenSubtask,
  source: Vote,
  effects: ScheduleEffect[],
): void {
  state.open.delete(index)
  state.fetches.delete(index)
  state.needy.delete(index)
  state.hasNewWork = true
  state.verified.add(index)
  const winners = subtask.votes.filter((vote) => vote.key === source.key)
  // Equal results have equal gas.
  const gas = source.leaves.gasAt(source.line)
  for (const vote of winners) accept(state, vote.peer, vote.leaseId, vote.position, gas)
  // Who gave the bytes of an earlier session once more did one thing, and is owed for it once.
  const owed = winners.filter(
    ({ peer }, at) => winners.findIndex((one) => one.peer === peer) === at,
  )
  if (subtask.holders.length > 0)
    state.late.set(index, {
      vote: source,
      holders: subtask.holders.length,
      owed: owed.map(({ peer }) => peer),
    })
  effects.push({
    type: 'verified',
    index,
    outcome: source.leaves.outcomeAt(source.line),
    source: { peer: source.peer, leaseId: source.leaseId, position: source.position },
    earned: owed.map(({ peer, leaseId }) => ({ peer, leaseId, gas })),
  })
  for (const holder of subtask.holders) cancelIfPointless(state, holder.leaseId, effects)
  for (const vote of subtask.votes) {
    if (vote.key === source.key) continue
    reject(state, vote.peer, vote.leaseId, vote.position)
    effects.push({ type: 'ban', peer: vote.peer, reason: 'returned a wrong result' })
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
  for (const index of lease.indexes) forgetLate(state, index)
  effects.push({ type: 'cancel', peer: lease.peer, leaseId })
}

function accept(
  state: ScheduleState,
  peer: PeerId,
  leaseId: number,
  position: number,
  gas: bigint,
): void {
  const record = state.records.get(peer)
  if (record !== undefined) {
    record.verified += 1
    record.gas += gas
  }
  resolve(state, peer, leaseId)?.accepted.push(position)
}

function reject(state: ScheduleState, peer: PeerId, leaseId: number, position: number): void {
  const record = state.records.get(peer)
  if (record !== undefined) record.rejected += 1
  resolve(state, peer, leaseId)?.rejected.push(position)
}

function resolve(state: ScheduleState, peer: PeerId, leaseId: number): Lease | undefined {
  const worker = state.workers.get(peer)
  // A worker that came back starts from nothing, while its old leases may still be judged.
  if (worker !== undefined && leaseId >= worker.firstLeaseId) {
    worker.unsettled = Math.max(0, worker.unsettled - 1)
    state.stirred.add(worker)
  }
  const lease = state.leases.get(leaseId)
  if (lease === undefined) return undefined
  lease.unresolved -= 1
  state.untold.add(lease)
  if (lease.unresolved === 0) state.judgedWhole.add(lease)
  return lease
}

/** Throws away what a banned provider signed and nobody confirmed (backtracking). */
export function unvote(
  state: ScheduleState,
  peer: PeerId,
  now: number,
  effects: ScheduleEffect[],
): void {
  for (const [index, subtask] of state.open) {
    const kept = subtask.votes.filter((vote) => vote.peer !== peer)
    if (kept.length === subtask.votes.length) continue
    for (const vote of subtask.votes)
      if (vote.peer === peer) reject(state, peer, vote.leaseId, vote.position)
    subtask.votes = kept
    const isAgreed = (key: number | undefined) =>
      key !== undefined && partiesFor(subtask, key) >= state.quorum
    if (!isAgreed(subtask.agreed)) {
      // Others may have agreed on something else meanwhile.
      subtask.agreed = agreedKey(state, subtask)
      state.fetches.delete(index)
    }
    if (!state.fetches.has(index) || state.fetches.get(index)?.vote.peer === peer)
      refetch(state, index, subtask, now, effects)
  }
}

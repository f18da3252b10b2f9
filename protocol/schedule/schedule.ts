import type { PeerId } from '../ids.ts'
import {
  DROP_MS,
  EWMA_ALPHA,
  FAILURE_DECAY,
  HEARTBEAT_MS,
  LEAVES_A_PAGE,
  LONG_MS,
  MAX_CORES,
  MAX_HOST_FAILURES,
  MAX_RTT_MS,
  OVERDUE_FACTOR,
  OVERDUE_MS,
  OWN_LATENESS_MS,
  QUARANTINE_PARTIES,
  SILENT,
  SUSPECT_MS,
} from './constants.ts'
import type { ScheduleEffect, ScheduleEvent } from './events.ts'
import { lend } from './lend.ts'
import {
  castVote,
  decideDisputes,
  expectFrom,
  expireFetches,
  outputsArrived,
  refetchFrom,
  reopen,
  unvote,
} from './settle.ts'
import {
  forgetLate,
  type Lease,
  newRecord,
  type ScheduleState,
  takeBack,
  type Worker,
} from './state.ts'
import { restoreVotes } from './votes.ts'
import { wantsHolder } from './wants.ts'

/**
 * The one place where it is decided who computes what, whose results count, and who is sent away.
 * Pure but for `state`, which it owns: the same events give the same effects, on the page, in
 * tests and in a simulation.
 */
export function advance(
  state: ScheduleState,
  event: ScheduleEvent,
  now: number,
): readonly ScheduleEffect[] {
  const effects: ScheduleEffect[] = []
  const worker = 'peer' in event ? state.workers.get(event.peer) : undefined
  // An allowance is our own doing: no sign of life.
  if (worker !== undefined && event.type !== 'allowed') hear(state, worker, now)
  switch (event.type) {
    case 'joined':
      join(state, event, now)
      break
    case 'resized':
      if (worker !== undefined) resize(state, worker, event.cores)
      break
    case 'left':
      leave(state, event.peer, now, effects)
      break
    case 'allowed':
      if (worker !== undefined) allow(state, worker, event.allowance)
      break
    case 'answered':
      if (worker !== undefined) answer(state, worker, event, now, effects)
      break
    case 'output':
      if (worker !== undefined) worker.lastOutputAt = now
      outputsArrived(state, event, effects)
      break
    case 'hostFailed':
      if (worker !== undefined) hostFailed(state, worker, event, now, effects)
      break
    case 'restored':
      restoreVotes(state, event.votes, now)
      break
    case 'banned':
      effects.push({ type: 'ban', peer: event.peer, reason: event.reason })
      break
    case 'paused':
      state.paused = event.paused
      state.hasNewWork = true
      break
    case 'tick':
      tick(state, now, effects)
      break
    case 'heard':
      break
  }
  // A ban may settle or unsettle others, whose bans join the list while it is walked.
  for (let at = 0; at < effects.length; at += 1) {
    const effect = effects[at]
    if (effect?.type === 'ban') banish(state, effect.peer, effect.reason, now, effects)
  }
  flushVerdicts(state, event.type === 'tick', effects)
  if (!state.finished && state.verified.count === state.subtasks) {
    state.finished = true
    effects.push({ type: 'finished' })
  }
  if (!state.finished) lend(state, event.type === 'tick', now, effects)
  return joinWants(state, effects)
}

/** One request a lease instead of one a subtask, and none that a ban has overtaken. */
function joinWants(
  { leases, fetches }: ScheduleState,
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

function hear(state: ScheduleState, worker: Worker, now: number): void {
  worker.lastHeard = now
  if (!worker.suspect) return
  worker.suspect = false
  state.stirred.add(worker)
  markHolders(state, worker, false)
  expectFrom(state, worker.peer)
}

function join(
  state: ScheduleState,
  event: Extract<ScheduleEvent, { type: 'joined' }>,
  now: number,
): void {
  if (state.banned.has(event.peer) || state.workers.has(event.peer)) return
  const worker: Worker = {
    peer: event.peer,
    party: event.party,
    cores: Math.min(event.cores, MAX_CORES),
    firstLeaseId: state.nextLeaseId,
    lastHeard: now,
    lastOutputAt: now,
    lastAnswerAt: now,
    suspect: false,
    subtaskMs: undefined,
    rttMs: event.rttMs,
    leases: new Set(),
    leased: 0,
    unsettled: 0,
    allowance: event.allowance,
    hostFailuresInARow: 0,
  }
  state.workers.set(event.peer, worker)
  state.slots += worker.cores
  state.stirred.add(worker)
  const known = state.records.get(event.peer)
  if (known === undefined) state.records.set(event.peer, newRecord(event.party, event.standing))
  // Whose votes came back before it did is as well known as before.
  else if (event.standing !== undefined) {
    known.given = Math.max(known.given, event.standing.given)
    known.confirmed = Math.max(known.confirmed, event.standing.confirmed)
  }
}

function resize(state: ScheduleState, worker: Worker, cores: number): void {
  state.slots -= worker.cores
  worker.cores = Math.min(cores, MAX_CORES)
  state.slots += worker.cores
  state.stirred.add(worker)
}

/** Whether or not anything was allowed before, it may be ready for more now. */
function allow(state: ScheduleState, worker: Worker, allowance: number): void {
  worker.allowance = allowance
  state.stirred.add(worker)
}

/** Forgets a worker's unanswered leases. What it signed still counts: it may come back. */
function leave(state: ScheduleState, peer: PeerId, now: number, effects: ScheduleEffect[]): void {
  const worker = state.workers.get(peer)
  if (worker === undefined) return
  state.workers.delete(peer)
  state.hungry.delete(worker)
  state.slots -= worker.cores
  for (const leaseId of worker.leases) {
    const lease = state.leases.get(leaseId)
    if (lease === undefined) continue
    takeBack(state, worker, lease)
    release(state, lease)
    state.leases.delete(leaseId)
  }
  refetchFrom(state, peer, now, effects)
}

/** Takes a lease's holders off its subtasks. */
function release(state: ScheduleState, lease: Lease): void {
  for (const index of lease.indexes) releaseOne(state, lease.leaseId, index)
}

function releaseOne(state: ScheduleState, leaseId: number, index: number): void {
  forgetLate(state, index, leaseId)
  const subtask = state.open.get(index)
  if (subtask?.holders.some((holder) => holder.leaseId === leaseId) !== true) return
  subtask.holders = subtask.holders.filter((holder) => holder.leaseId !== leaseId)
  wantsHolder(state, index, subtask)
}

function answer(
  state: ScheduleState,
  worker: Worker,
  event: Extract<ScheduleEvent, { type: 'answered' }>,
  now: number,
  effects: ScheduleEffect[],
): void {
  const lease = state.leases.get(event.leaseId)
  if (lease === undefined || lease.peer !== worker.peer || lease.answered) return
  const { leaves } = event
  const isWhole = leaves.length === lease.indexes.length
  if (!isWhole || lease.indexes.some((index, at) => leaves.indexAt(at) !== index)) {
    effects.push({ type: 'ban', peer: worker.peer, reason: 'answered other subtasks than leased' })
    return
  }
  lease.answered = true
  takeBack(state, worker, lease)
  worker.unsettled += lease.indexes.length
  worker.hostFailuresInARow = 0
  learnSpeed(state, worker, lease, event.computeMs, now)
  worker.lastAnswerAt = now
  state.executions += lease.indexes.length
  const record = state.records.get(worker.peer)
  if (record !== undefined) record.answered += lease.indexes.length
  for (let from = 0; from < leaves.length; from += LEAVES_A_PAGE) {
    const page = leaves.slice(from, from + LEAVES_A_PAGE)
    for (let line = 0; line < page.length; line += 1)
      castVote(state, worker, lease, { leaves: page, line, position: from + line }, now, effects)
  }
}

const smooth = (before: number | undefined, newest: number): number =>
  before === undefined ? newest : before * (1 - EWMA_ALPHA) + newest * EWMA_ALPHA

/** Smooths the time a subtask takes; the provider's own figure cannot exceed what we waited. */
function learnSpeed(
  state: ScheduleState,
  worker: Worker,
  lease: Lease,
  computeMs: number,
  now: number,
): void {
  const waited = Math.max(1, now - lease.grantedAt)
  const count = lease.indexes.length
  const sharers = Math.max(1, Math.min(worker.cores, count))
  // Longer than all its cores had: kept from before, and nothing that says how long a next one takes.
  if (computeMs > 2 * waited * Math.max(1, worker.cores)) return
  const each = Math.max(0.01, Math.min(computeMs, waited * sharers) / count)
  worker.subtaskMs = smooth(worker.subtaskMs, each)
  state.typicalMs = smooth(state.typicalMs, each)
  // Only who had nothing else to do began at once; the rest of the wait was the way there and back.
  if (!lease.wasIdle) return
  const busyMs = (each * count) / sharers
  worker.rttMs = smooth(worker.rttMs, Math.min(MAX_RTT_MS, Math.max(1, waited - busyMs)))
}

function hostFailed(
  state: ScheduleState,
  worker: Worker,
  event: Extract<ScheduleEvent, { type: 'hostFailed' }>,
  now: number,
  effects: ScheduleEffect[],
): void {
  const lease = state.leases.get(event.leaseId)
  if (lease === undefined || lease.peer !== worker.peer || lease.answered) return
  // The whole lease comes back; only the subtask that failed counts against anybody.
  takeBack(state, worker, lease)
  state.leases.delete(lease.leaseId)
  release(state, lease)
  worker.hostFailuresInARow += 1
  const record = state.records.get(worker.peer)
  if (record !== undefined) record.given *= FAILURE_DECAY
  const subtask = state.open.get(event.index)
  if (subtask !== undefined && lease.indexes.includes(event.index)) {
    const { failedParties } = subtask
    if (!failedParties.includes(worker.party))
      subtask.failedParties = [...failedParties, worker.party]
    if (subtask.failedParties.length >= QUARANTINE_PARTIES)
      effects.push({ type: 'quarantine', index: event.index, reason: event.reason })
  }
  if (worker.hostFailuresInARow >= MAX_HOST_FAILURES) {
    leave(state, worker.peer, now, effects)
    effects.push({
      type: 'drop',
      peer: worker.peer,
      reason: `its host failed ${MAX_HOST_FAILURES} times in a row: ${event.reason}`,
    })
  }
}

/**
 * A ban is for the key's life in this job; what it signed and nobody confirmed is thrown away, and it
 * is not taken at its earlier word either, whatever it was caught at: or a liar would rather be
 * banned for something else.
 */
function banish(
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

function tick(state: ScheduleState, now: number, effects: ScheduleEffect[]): void {
  // A timer that ran late means that this tab slept: nobody else is to blame for the silence.
  const lateness = now - state.lastTick - HEARTBEAT_MS
  state.lastTick = now
  if (lateness > OWN_LATENESS_MS) giveTime(state, lateness)
  for (const worker of [...state.workers.values()]) {
    const silence = now - worker.lastHeard
    if (silence >= DROP_MS) {
      leave(state, worker.peer, now, effects)
      effects.push({ type: 'drop', peer: worker.peer, reason: SILENT })
    } else if (silence >= SUSPECT_MS && !worker.suspect) {
      worker.suspect = true
      markHolders(state, worker, true)
      refetchFrom(state, worker.peer, now, effects)
    }
    for (const leaseId of worker.leases) expire(state, worker, leaseId, now)
    if ((worker.subtaskMs ?? 0) > LONG_MS) state.stirred.add(worker)
  }
  expireFetches(state, now, effects)
  decideDisputes(state, now, effects)
}

/** While this tab slept it heard nobody: whatever was due is due so much later. */
function giveTime(state: ScheduleState, ms: number): void {
  for (const worker of state.workers.values()) worker.lastHeard += ms
  for (const lease of state.leases.values()) lease.grantedAt += ms
  for (const fetch of state.fetches.values()) fetch.askedAt += ms
}

/** Signs of life keep a provider, not a lease: what takes far too long is given to others as well. */
function expire(state: ScheduleState, worker: Worker, leaseId: number, now: number): void {
  const lease = state.leases.get(leaseId)
  if (lease === undefined || lease.overdue) return
  const promised = (worker.subtaskMs ?? 0) * lease.indexes.length
  if (now - lease.grantedAt < Math.max(OVERDUE_MS, OVERDUE_FACTOR * promised)) return
  lease.overdue = true
  markLease(state, lease, true)
}

function markHolders(state: ScheduleState, worker: Worker, stale: boolean): void {
  for (const leaseId of worker.leases) {
    const lease = state.leases.get(leaseId)
    if (lease !== undefined) markLease(state, lease, stale || lease.overdue)
  }
}

function markLease(state: ScheduleState, lease: Lease, stale: boolean): void {
  for (const index of lease.indexes) {
    const subtask = state.open.get(index)
    const holder = subtask?.holders.find((held) => held.leaseId === lease.leaseId)
    if (subtask === undefined || holder === undefined) continue
    holder.stale = stale
    wantsHolder(state, index, subtask)
  }
}

/** Verdicts go out when a lease is fully judged, and at every tick for what is judged so far. */
function flushVerdicts(state: ScheduleState, all: boolean, effects: ScheduleEffect[]): void {
  for (const lease of all ? state.untold : state.judgedWhole) {
    if (lease.accepted.length + lease.rejected.length > 0)
      effects.push({
        type: 'verdict',
        peer: lease.peer,
        leaseId: lease.leaseId,
        accepted: lease.accepted.splice(0),
        rejected: lease.rejected.splice(0),
      })
    state.untold.delete(lease)
    if (lease.unresolved === 0) state.leases.delete(lease.leaseId)
  }
  state.judgedWhole.clear()
}

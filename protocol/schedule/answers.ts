import {
  FAILURE_DECAY,
  LEAVES_A_PAGE,
  MAX_HOST_FAILURES,
  MAX_RTT_MS,
  QUARANTINE_PARTIES,
} from './constants.ts'
import { castVote } from './decide.ts'
import type { ScheduleEffect, ScheduleEvent } from './events.ts'
import { release, takeBack } from './leases.ts'
import type { Lease, ScheduleState, Worker } from './state.ts'
import { smooth } from './window.ts'
import { leave } from './workers.ts'

/** Counts what a worker signed for a lease of its own; an answer to anything else is a ban or nothing. */
export function answer(
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
    const reason = 'answered other subtasks than leased'
    effects.push({ type: 'ban', peer: worker.peer, reason, byHeads: false })
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

/**
 * A lease comes back because its worker's host failed at one subtask; where that fails on others'
 * hosts too, it is the requestor's fault.
 */
export function hostFailed(
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
  const { format } = worker
  state.typicalMs.set(format, smooth(state.typicalMs.get(format), each))
  // Only who had nothing else to do began at once; the rest of the wait was the way there and back.
  if (!lease.wasIdle) return
  const busyMs = (each * count) / sharers
  worker.rttMs = smooth(worker.rttMs, Math.min(MAX_RTT_MS, Math.max(1, waited - busyMs)))
}

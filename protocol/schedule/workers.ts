import type { PeerId } from '../ids.ts'
import { MAX_CORES } from './constants.ts'
import { dropDuplicatesOf } from './duplicates.ts'
import type { ScheduleEffect, ScheduleEvent } from './events.ts'
import { refetchFrom } from './fetches.ts'
import { release, takeBack } from './leases.ts'
import { newRecord, type ScheduleState, type Worker } from './state.ts'

/** Takes in who is ready to work; who is banned, or here already, changes nothing. */
export function join(
  state: ScheduleState,
  event: Extract<ScheduleEvent, { type: 'joined' }>,
  now: number,
): void {
  if (state.banned.has(event.peer) || state.workers.has(event.peer)) return
  const worker: Worker = {
    peer: event.peer,
    party: event.party,
    cores: Math.min(event.cores, MAX_CORES),
    format: event.format,
    firstLeaseId: state.nextLeaseId,
    lastHeard: now,
    lastOutputAt: now,
    lastHeldAt: now,
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
  see(state, event.peer, event.whereabouts)
}

/** A worker lends another number of cores. */
export function resize(state: ScheduleState, worker: Worker, cores: number): void {
  state.slots -= worker.cores
  worker.cores = Math.min(cores, MAX_CORES)
  state.slots += worker.cores
  state.stirred.add(worker)
}

/** Whether or not anything was allowed before, it may be ready for more now. */
export function allow(
  state: ScheduleState,
  worker: Worker,
  { allowance, whereabouts }: Extract<ScheduleEvent, { type: 'allowed' }>,
): void {
  worker.allowance = allowance
  see(state, worker.peer, whereabouts)
  state.stirred.add(worker)
}

/** Who is seen nowhere now is thought to be where it was. */
function see({ records }: ScheduleState, peer: PeerId, whereabouts: readonly string[] = []): void {
  const record = records.get(peer)
  if (record !== undefined && whereabouts.length > 0) record.whereabouts = whereabouts
}

/** Forgets a worker's unanswered leases. What it signed still counts: it may come back. */
export function leave(
  state: ScheduleState,
  peer: PeerId,
  now: number,
  effects: ScheduleEffect[],
): void {
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
  dropDuplicatesOf(state, peer)
  refetchFrom(state, peer, now, effects)
}

import { DROP_MS, HEARTBEAT_MS, LONG_MS, OWN_LATENESS_MS, SILENT, SUSPECT_MS } from './constants.ts'
import { decideDisputes } from './decide.ts'
import { expireDuplicates } from './duplicates.ts'
import type { ScheduleEffect } from './events.ts'
import { expectFrom, expireFetches, refetchFrom } from './fetches.ts'
import { expire, markHolders } from './leases.ts'
import type { ScheduleState, Worker } from './state.ts'
import { leave } from './workers.ts'

/** A sign of life of a worker: what it holds is not stale. */
export function hear(state: ScheduleState, worker: Worker, now: number): void {
  worker.lastHeard = now
  if (!worker.suspect) return
  worker.suspect = false
  state.stirred.add(worker)
  markHolders(state, worker, false)
  expectFrom(state, worker.peer)
}

/** Looks at who is silent and what is overdue; a dispute that nobody is left for ends. */
export function tick(state: ScheduleState, now: number, effects: ScheduleEffect[]): void {
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
  expireDuplicates(state, now)
  decideDisputes(state, now, effects)
}

/** While this tab slept it heard nobody: whatever was due is due so much later. */
function giveTime(state: ScheduleState, ms: number): void {
  for (const worker of state.workers.values()) worker.lastHeard += ms
  for (const lease of state.leases.values()) lease.grantedAt += ms
  for (const fetch of state.fetches.values()) fetch.askedAt += ms
  for (const duplicate of state.duplicates.values()) duplicate.askedAt += ms
  for (const [index, askedAt] of state.disputed) state.disputed.set(index, askedAt + ms)
}

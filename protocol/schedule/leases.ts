import { OVERDUE_FACTOR, OVERDUE_MS } from './constants.ts'
import type { Lease, ScheduleState, Worker } from './state.ts'
import { wantsHolder } from './wants.ts'

/** A lease is nobody's any more: answered, given back, called off, or lost with its holder. */
export function takeBack(state: ScheduleState, worker: Worker, lease: Lease): void {
  if (!worker.leases.delete(lease.leaseId)) return
  worker.leased -= lease.indexes.length
  if (lease.isBackup) state.backups -= 1
  state.stirred.add(worker)
}

/** A lease is no longer at work on a settled subtask. */
export function forgetLate({ late }: ScheduleState, index: number, leaseId: number): void {
  const settled = late.get(index)
  if (settled === undefined) return
  settled.holders = settled.holders.filter((holder) => holder.leaseId !== leaseId)
  if (settled.holders.length === 0) late.delete(index)
}

/** Takes a lease's holders off its subtasks. */
export function release(state: ScheduleState, lease: Lease): void {
  for (const index of lease.indexes) releaseOne(state, lease.leaseId, index)
}

function releaseOne(state: ScheduleState, leaseId: number, index: number): void {
  forgetLate(state, index, leaseId)
  const subtask = state.open.get(index)
  if (subtask?.holders.some((holder) => holder.leaseId === leaseId) !== true) return
  subtask.holders = subtask.holders.filter((holder) => holder.leaseId !== leaseId)
  wantsHolder(state, index, subtask)
}

/** Signs of life keep a provider, not a lease: what takes far too long is given to others as well. */
export function expire(state: ScheduleState, worker: Worker, leaseId: number, now: number): void {
  const lease = state.leases.get(leaseId)
  if (lease === undefined || lease.overdue) return
  const promised = (worker.subtaskMs ?? 0) * lease.indexes.length
  if (now - lease.grantedAt < Math.max(OVERDUE_MS, OVERDUE_FACTOR * promised)) return
  lease.overdue = true
  markLease(state, lease, true)
}

/** Whether what a worker holds is stale: others may have it too then, a late answer still counts. */
export function markHolders(state: ScheduleState, worker: Worker, stale: boolean): void {
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

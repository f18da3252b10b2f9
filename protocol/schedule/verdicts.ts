import type { PeerId } from '../ids.ts'
import type { ScheduleEffect } from './events.ts'
import type { Lease, ScheduleState } from './state.ts'

/** A result is right: its provider is told so with the lease's next verdict. */
export function accept(
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

/** A result is worth nothing, and its provider is told. */
export function reject(
  state: ScheduleState,
  peer: PeerId,
  leaseId: number,
  position: number,
): void {
  const record = state.records.get(peer)
  if (record !== undefined) record.rejected += 1
  resolve(state, peer, leaseId)?.rejected.push(position)
}

/** Nobody will say whether a result is right, and it is held against nobody. */
export function leaveOut(state: ScheduleState, peer: PeerId, leaseId: number): void {
  resolve(state, peer, leaseId)
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

/** What was taken, and its provider not told of yet, is refused after all. */
export function retract(
  { untold }: ScheduleState,
  peer: PeerId,
  isVoid: (index: number) => boolean,
): void {
  for (const lease of untold) {
    if (lease.peer !== peer) continue
    const isLost = (position: number) => isVoid(lease.indexes[position] as number)
    lease.rejected.push(...lease.accepted.filter(isLost))
    lease.accepted = lease.accepted.filter((position) => !isLost(position))
  }
}

/** Verdicts go out when a lease is fully judged, and at every tick for what is judged so far. */
export function flushVerdicts(state: ScheduleState, all: boolean, effects: ScheduleEffect[]): void {
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

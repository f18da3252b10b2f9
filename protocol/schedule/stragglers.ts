import { expectedMs, type Lease, type ScheduleState } from './state.ts'

/** How old the list may be, in ms: it costs a walk over all leases. */
const FRESH_MS = 100

/** Leases by when they are expected to end. Those that others may have anyway are left out. */
export function stragglersOf(state: ScheduleState, now: number): ScheduleState['stragglers'] {
  if (now - state.stragglersAt < FRESH_MS) return state.stragglers
  const stragglers: Array<{ readonly lease: Lease; readonly endsAt: number }> = []
  for (const worker of state.workers.values()) {
    if (worker.suspect || worker.cores === 0) continue
    const subtaskMs = expectedMs(state, worker)
    let endsAt = worker.lastAnswerAt
    for (const leaseId of worker.leases) {
      const lease = state.leases.get(leaseId)
      if (lease === undefined) continue
      const tookMs = Math.max(subtaskMs, (lease.indexes.length * subtaskMs) / worker.cores)
      endsAt = Math.max(endsAt, lease.grantedAt) + tookMs
      // Who is late is expected to be so for as long again.
      const lateMs = Math.max(0, now - endsAt - worker.rttMs)
      if (!lease.overdue) stragglers.push({ lease, endsAt: endsAt + worker.rttMs + 2 * lateMs })
    }
  }
  state.stragglers = stragglers.sort((a, b) => a.endsAt - b.endsAt)
  state.stragglersAt = now
  return state.stragglers
}

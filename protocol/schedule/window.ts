import { CHUNK_MS, EWMA_ALPHA, LONG_MS, MAX_HELD, MAX_SHARED_MS, MAX_WINDOW } from './constants.ts'
import { countHeld, expectedMs, type ScheduleState, shownMs, type Worker } from './state.ts'

/** What a subtask takes, after another lease that took so long for each of its own. */
export const smooth = (before: number | undefined, newest: number): number =>
  before === undefined ? newest : before * (1 - EWMA_ALPHA) + newest * EWMA_ALPHA

/** Whether a worker has room for another lease, and will soon come to it. */
export function isReadyForMore(state: ScheduleState, worker: Worker, now: number): boolean {
  if (worker.suspect || room(state, worker) <= 0) return false
  const { leases, leased, cores, rttMs, subtaskMs = 0 } = worker
  const size = batchSize(state, worker)
  // Of leases with fewer subtasks than there are cores several are under way at once.
  const atOnce = Math.ceil(cores / size) * size
  if (leased + size <= atOnce) return true
  if (leased + size > atOnce * windowOf(worker, size, expectedMs(state, worker))) return false
  if (subtaskMs <= LONG_MS) return true
  // A long subtask is lent shortly before its turn: till then somebody faster may come free.
  const [oldest = 0] = leases
  const beganAt = Math.max(state.leases.get(oldest)?.grantedAt ?? now, worker.lastAnswerAt)
  return beganAt + subtaskMs - now <= LONG_MS + rttMs
}

/** How many leases deep: one computing, and enough on the way to hide the round trip. */
function windowOf({ cores, rttMs }: Worker, size: number, subtaskMs: number): number {
  const leaseMs = Math.max(1, size / Math.max(1, cores)) * subtaskMs
  const inTransit = Math.ceil(rttMs / leaseMs)
  return Math.min(MAX_WINDOW, 1 + Math.max(1, inTransit, Math.floor(CHUNK_MS / leaseMs)))
}

/**
 * Subtasks in a worker's next lease: what a core does in `CHUNK_MS`. Cores share a longer one, since
 * a lease costs the same however much is in it; too long a one would be held up by its slowest
 * subtask. It is a single one while nobody knows how long a subtask takes.
 */
export function batchSize(state: ScheduleState, worker: Worker): number {
  if (shownMs(state, worker) === undefined) return 1
  const coreMs = Math.min(CHUNK_MS * worker.cores, MAX_SHARED_MS)
  return Math.max(1, Math.min(state.maxBatch, Math.floor(coreMs / expectedMs(state, worker))))
}

/**
 * Subtasks a worker may hold, leased or unsettled: ten seconds of its work, 64 at least, and never
 * so many that one worker holds up a job by sitting on them.
 */
export function creditWindow(cores: number, subtaskMs: number | undefined): number {
  return Math.min(MAX_HELD, Math.max(64, Math.ceil((10_000 / (subtaskMs ?? 1_000)) * cores)))
}

/** Subtasks a worker may be lent now, by its window, by what it may be paid, and by what it may see. */
export function room(state: ScheduleState, worker: Worker): number {
  const credit = creditWindow(worker.cores, worker.subtaskMs) - countHeld(worker)
  return Math.min(allowanceOf(state, worker), credit)
}

/** Subtasks a worker may be lent by what it may be paid, and by what its party may see. */
export const allowanceOf = ({ shares }: ScheduleState, { allowance, party }: Worker): number =>
  shares === undefined ? allowance : Math.min(allowance, shares.left(party))

/** Half the window is kept for work that settles what others began, or all could wait for all. */
export function mayOnlySettle(worker: Worker): boolean {
  return 2 * countHeld(worker) >= creditWindow(worker.cores, worker.subtaskMs)
}

import { maySecond } from './apart.ts'
import { BACKUP_SHARE, MAX_BACKUPS } from './constants.ts'
import {
  expectedMs,
  type Lease,
  type OpenSubtask,
  type ScheduleState,
  type Worker,
} from './state.ts'
import { stragglersOf } from './stragglers.ts'

/** Leases looked at for a backup. */
const BACKUP_CHOICE = 16

/** At the tail an idle worker copies what is expected last, if it is expected to be faster. */
export function pickBackups(
  state: ScheduleState,
  worker: Worker,
  size: number,
  now: number,
): number[] {
  if (!mayBackUp(state)) return []
  const ownMs = expectedMs(state, worker)
  const stragglers = stragglersOf(state, now)
  while (isSpent(state, stragglers.at(-1))) stragglers.pop()
  for (const { lease, endsAt } of stragglers.slice(-BACKUP_CHOICE).reverse()) {
    if (endsAt <= now + worker.rttMs + ownMs) break
    if (lease.answered || !state.leases.has(lease.leaseId)) continue
    const picked = lease.indexes.filter((index) => {
      const subtask = state.open.get(index)
      return subtask !== undefined && mayBackUpOne(subtask) && maySecond(state, subtask, worker)
    })
    const inTime = Math.floor((endsAt - now - worker.rttMs) / ownMs)
    if (picked.length > 0) return picked.slice(0, Math.min(size, inTime))
  }
  return []
}

/** Whether a lease is over, or others have a copy of all of it. */
function isSpent(state: ScheduleState, straggler: { readonly lease: Lease } | undefined): boolean {
  if (straggler === undefined) return false
  const { leaseId, answered, indexes } = straggler.lease
  if (answered || !state.leases.has(leaseId)) return true
  return !indexes.some((index) => {
    const subtask = state.open.get(index)
    return subtask !== undefined && mayBackUpOne(subtask)
  })
}

/** Whether there is a slot left for copies. */
export const mayBackUp = ({ backups, slots }: ScheduleState): boolean =>
  backups < Math.max(1, Math.floor(slots * BACKUP_SHARE))

const mayBackUpOne = ({ holders, agreed }: OpenSubtask): boolean =>
  agreed === undefined && holders.filter(({ backup }) => backup).length < MAX_BACKUPS

import { BACKUP_SHARE, CHUNK_MS, MAX_BACKUPS, MAX_HELD, MAX_OPEN, SUSPECT_MS } from './constants.ts'
import type { ScheduleEffect } from './schedule.ts'
import { countHeld, type OpenSubtask, type ScheduleState, type Worker } from './state.ts'
import { wantsHolder } from './wants.ts'

/** Candidates looked at for one batch of replicas: enough for chance, few enough for speed. */
const REPLICA_CHOICE = 128

/** Gives every worker as many leases as hide the round trip, replicas before fresh subtasks. */
export function fillWorkers(state: ScheduleState, now: number, effects: ScheduleEffect[]): void {
  for (const worker of state.workers.values()) {
    if (worker.suspect) continue
    const slots = worker.cores * windowOf(worker)
    while (worker.leases.size < slots && room(state, worker) > 0) {
      const size = Math.min(batchSize(state, worker), room(state, worker))
      const settlesOnly = state.paused || mayOnlySettle(state, worker)
      const replicas = pickReplicas(state, worker, size, settlesOnly)
      const picked = replicas.length > 0 || settlesOnly ? replicas : pickFresh(state, size)
      if (picked.length > 0) {
        grant(state, worker, picked, false, now, effects)
        continue
      }
      const backup = worker.leases.size === 0 ? pickBackup(state, worker, now) : undefined
      if (backup === undefined) break
      grant(state, worker, [backup], true, now, effects)
    }
  }
}

/** Leases per core at once: one computing, and enough on the way to hide the round trip. */
function windowOf(worker: Worker): number {
  return Math.max(2, Math.ceil(1 + worker.rttMs / CHUNK_MS))
}

function batchSize(state: ScheduleState, worker: Worker): number {
  if (worker.subtaskMs === undefined) return 1
  return Math.max(1, Math.min(state.maxBatch, Math.floor(CHUNK_MS / worker.subtaskMs)))
}

/**
 * Subtasks a worker may hold, leased or unsettled: ten seconds of its work, 64 at least, and never
 * so many that one worker holds up a job by sitting on them.
 */
export function creditWindow(cores: number, subtaskMs: number | undefined): number {
  return Math.min(MAX_HELD, Math.max(64, Math.ceil((10_000 / (subtaskMs ?? 1_000)) * cores)))
}

function room(state: ScheduleState, worker: Worker): number {
  const credit = creditWindow(worker.cores, worker.subtaskMs) - countHeld(state, worker)
  return Math.min(worker.allowance, credit)
}

/** Half the window is kept for work that settles what others began, or all could wait for all. */
function mayOnlySettle(state: ScheduleState, worker: Worker): boolean {
  return 2 * countHeld(state, worker) >= creditWindow(worker.cores, worker.subtaskMs)
}

/** Whether this worker's word on a subtask would be worth anything. */
function mayHold(subtask: OpenSubtask, worker: Worker): boolean {
  if (subtask.failedParties.has(worker.party)) return false
  const isSelf = (other: { readonly peer: string; readonly party: string }) =>
    other.party === worker.party || other.peer === worker.peer
  if (subtask.holders.some(isSelf)) return false
  // Agreed bytes that are lost may come from who had them before it left; others said their word.
  return !subtask.votes.some(
    (vote) =>
      isSelf(vote) &&
      (vote.key !== subtask.agreed ||
        (vote.peer === worker.peer && vote.leaseId >= worker.firstLeaseId)),
  )
}

/** Draws replicas by the secret randomness among those that want one, so none can be foreseen. */
function pickReplicas(
  state: ScheduleState,
  worker: Worker,
  size: number,
  onlySettling: boolean,
): number[] {
  const choice: number[] = []
  for (const index of state.needy) {
    const subtask = state.open.get(index)
    if (subtask === undefined || (onlySettling && subtask.votes.length === 0)) continue
    if (mayHold(subtask, worker)) choice.push(index)
    if (choice.length >= Math.max(REPLICA_CHOICE, size)) break
  }
  const picked: number[] = []
  while (picked.length < size && choice.length > 0) {
    const at = state.draw.next(choice.length)
    picked.push(choice[at] as number)
    choice[at] = choice[choice.length - 1] as number
    choice.pop()
  }
  return picked
}

function pickFresh(state: ScheduleState, size: number): number[] {
  const picked: number[] = []
  while (picked.length < size && state.cursor < state.subtasks && state.open.size < MAX_OPEN) {
    const index = state.cursor
    state.cursor += 1
    if (state.verified.has(index)) continue
    state.open.set(index, {
      votes: [],
      holders: [],
      failedParties: new Set(),
      agreed: undefined,
    })
    picked.push(index)
  }
  return picked
}

/** At the tail an idle worker copies what has been at work longest, within a small share. */
function pickBackup(state: ScheduleState, worker: Worker, now: number): number | undefined {
  let backups = 0
  let slots = 0
  for (const { cores } of state.workers.values()) slots += cores
  let oldest: { readonly index: number; readonly since: number } | undefined
  for (const [index, subtask] of state.open) {
    const copies = subtask.holders.filter((holder) => holder.backup).length
    backups += copies
    if (copies >= MAX_BACKUPS || subtask.agreed !== undefined) continue
    if (subtask.holders.length === 0 || !mayHold(subtask, worker)) continue
    const since = Math.min(
      ...subtask.holders.map((holder) => state.leases.get(holder.leaseId)?.grantedAt ?? now),
    )
    if (oldest === undefined || since < oldest.since) oldest = { index, since }
  }
  if (oldest === undefined || backups >= Math.max(1, Math.floor(slots * BACKUP_SHARE))) return
  const overdue = Math.min(SUSPECT_MS, 2 * Math.max(CHUNK_MS, worker.subtaskMs ?? CHUNK_MS))
  return now - oldest.since >= overdue ? oldest.index : undefined
}

function grant(
  state: ScheduleState,
  worker: Worker,
  indexes: readonly number[],
  backup: boolean,
  now: number,
  effects: ScheduleEffect[],
): void {
  const leaseId = state.nextLeaseId
  state.nextLeaseId += 1
  state.leases.set(leaseId, {
    leaseId,
    peer: worker.peer,
    indexes,
    grantedAt: now,
    answered: false,
    overdue: false,
    unresolved: indexes.length,
    accepted: [],
    rejected: [],
  })
  worker.leases.add(leaseId)
  worker.allowance -= indexes.length
  for (const index of indexes) {
    const subtask = state.open.get(index)
    if (subtask === undefined) continue
    subtask.holders.push({
      peer: worker.peer,
      party: worker.party,
      leaseId,
      backup,
      stale: false,
    })
    wantsHolder(state, index, subtask)
  }
  effects.push({ type: 'grant', peer: worker.peer, leaseId, indexes })
}

import {
  BACKUP_SHARE,
  CHUNK_MS,
  LONG_MS,
  MAX_BACKUPS,
  MAX_HELD,
  MAX_OPEN,
  MAX_SHARED_MS,
  MAX_TRIED,
  MAX_WINDOW,
} from './constants.ts'
import type { ScheduleEffect } from './events.ts'
import {
  countHeld,
  expectedMs,
  type Holder,
  type Lease,
  type OpenSubtask,
  type ScheduleState,
  type Worker,
} from './state.ts'
import { stragglersOf } from './stragglers.ts'
import { freshSubtask } from './votes.ts'
import { wantsHolder } from './wants.ts'
import { mayHold } from './words.ts'

/** Candidates looked at for one batch of replicas: enough for chance, few enough for speed. */
const REPLICA_CHOICE = 128
/** Leases looked at for a backup. */
const BACKUP_CHOICE = 16

/**
 * Gives those whom the event concerns as many leases as hide the round trip, replicas before fresh
 * subtasks, and what is left to those who wait for work; at a tick these may copy what others are at.
 */
export function lend(
  state: ScheduleState,
  isTick: boolean,
  now: number,
  effects: ScheduleEffect[],
): void {
  for (const worker of state.stirred)
    if (state.workers.get(worker.peer) === worker) fill(state, worker, true, now, effects)
  state.stirred.clear()
  if (state.hasNewWork || isTick) feedHungry(state, isTick, now, effects)
  state.hasNewWork = false
}

function feedHungry(
  state: ScheduleState,
  isTick: boolean,
  now: number,
  effects: ScheduleEffect[],
): void {
  // What one of a party may not have is for none of it.
  const barren = new Set<string>()
  for (const worker of state.hungry) {
    const mayCopy = isTick && mayBackUp(state)
    if (state.needy.size === 0 && !mayBegin(state) && !mayCopy) break
    const kind = `${mayOnlySettle(worker)} ${worker.party}`
    if (!barren.has(kind) && !fill(state, worker, mayCopy, now, effects)) barren.add(kind)
  }
}

/** @returns whether anything was found for a worker that could hold more. */
function fill(
  state: ScheduleState,
  worker: Worker,
  mayCopy: boolean,
  now: number,
  effects: ScheduleEffect[],
): boolean {
  state.hungry.delete(worker)
  let hasFound = false
  while (isReadyForMore(state, worker, now)) {
    const size = Math.min(batchSize(state, worker), room(worker))
    const settlesOnly = state.paused || mayOnlySettle(worker)
    const canary = settlesOnly ? undefined : nextCanary(state, worker)
    const others = canary === undefined ? size : size - 1
    const picked = pickReplicas(state, worker, others, settlesOnly)
    if (!settlesOnly) picked.push(...pickFresh(state, others - picked.length))
    if (canary !== undefined) picked.splice(state.draw.next(picked.length + 1), 0, canary)
    const backups =
      mayCopy && picked.length === 0 && worker.leases.size === 0
        ? pickBackups(state, worker, size, now)
        : []
    if (picked.length + backups.length === 0) {
      state.hungry.add(worker)
      return hasFound
    }
    hasFound = true
    if (picked.length > 0) grant(state, worker, picked, false, now, effects)
    else grant(state, worker, backups, true, now, effects)
  }
  return hasFound
}

function isReadyForMore(state: ScheduleState, worker: Worker, now: number): boolean {
  if (worker.suspect || room(worker) <= 0) return false
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
function batchSize(state: ScheduleState, worker: Worker): number {
  if (worker.subtaskMs === undefined && state.typicalMs === undefined) return 1
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

function room(worker: Worker): number {
  const credit = creditWindow(worker.cores, worker.subtaskMs) - countHeld(worker)
  return Math.min(worker.allowance, credit)
}

/** Half the window is kept for work that settles what others began, or all could wait for all. */
function mayOnlySettle(worker: Worker): boolean {
  return 2 * countHeld(worker) >= creditWindow(worker.cores, worker.subtaskMs)
}

/** Draws replicas by the secret randomness among those that want one, so none can be foreseen. */
function pickReplicas(
  state: ScheduleState,
  worker: Worker,
  size: number,
  onlySettling: boolean,
): number[] {
  const choiceOf = (indexes: Iterable<number>) => {
    const choice: number[] = []
    for (const index of indexes) {
      const subtask = state.open.get(index)
      if (subtask === undefined || (onlySettling && subtask.votes.length === 0)) continue
      if (mayHold(subtask, worker)) choice.push(index)
      if (choice.length >= Math.max(REPLICA_CHOICE, 2 * size)) break
    }
    return choice
  }
  // Disputes first: who lies must not hold money back, nor more of the job up.
  const disputed = choiceOf(state.needy.shared())
  const choice = disputed.length > 0 ? disputed : choiceOf(state.needy.ofOthers(worker.party))
  state.needy.rotate()
  const picked: number[] = []
  while (picked.length < size && choice.length > 0) {
    const at = state.draw.next(choice.length)
    picked.push(choice[at] as number)
    choice[at] = choice[choice.length - 1] as number
    choice.pop()
  }
  return picked
}

const mayBegin = ({ cursor, subtasks, open, paused }: ScheduleState): boolean =>
  !paused && cursor < subtasks && open.size < MAX_OPEN

function pickFresh(state: ScheduleState, size: number): number[] {
  const picked: number[] = []
  while (picked.length < size && mayBegin(state)) {
    const index = state.cursor
    state.cursor += 1
    // Begun already where an earlier run was answered.
    if (state.verified.has(index) || state.open.has(index)) continue
    state.open.set(index, freshSubtask(state))
    picked.push(index)
  }
  return picked
}

/**
 * A canary that this worker was not lent: a settled subtask that looks like any other, and that
 * somebody was caught at. Whoever lies together with them is caught as well.
 */
function nextCanary({ canaries, records, makers, verified, late }: ScheduleState, worker: Worker) {
  const tried = records.get(worker.peer)?.tried
  if (tried === undefined || makers === undefined || tried.size >= MAX_TRIED) return undefined
  const isOwn = ({ party }: { readonly party: string }) => party === worker.party
  const canary = canaries.find(
    (index) =>
      !tried.has(index) &&
      verified.has(index) &&
      !makers.of(index).some(isOwn) &&
      late.get(index)?.holders.some(isOwn) !== true,
  )
  if (canary !== undefined) tried.add(canary)
  return canary
}

/** At the tail an idle worker copies what is expected last, if it is expected to be faster. */
function pickBackups(state: ScheduleState, worker: Worker, size: number, now: number): number[] {
  if (!mayBackUp(state)) return []
  const ownMs = expectedMs(state, worker)
  const stragglers = stragglersOf(state, now)
  while (isSpent(state, stragglers.at(-1))) stragglers.pop()
  for (const { lease, endsAt } of stragglers.slice(-BACKUP_CHOICE).reverse()) {
    if (endsAt <= now + worker.rttMs + ownMs) break
    if (lease.answered || !state.leases.has(lease.leaseId)) continue
    const picked = lease.indexes.filter((index) => {
      const subtask = state.open.get(index)
      return subtask !== undefined && mayBackUpOne(subtask) && mayHold(subtask, worker)
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

const mayBackUp = ({ backups, slots }: ScheduleState): boolean =>
  backups < Math.max(1, Math.floor(slots * BACKUP_SHARE))

const mayBackUpOne = ({ holders, agreed }: OpenSubtask): boolean =>
  agreed === undefined && holders.filter(({ backup }) => backup).length < MAX_BACKUPS

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
    isBackup: backup,
    wasIdle: worker.leases.size === 0,
    answered: false,
    overdue: false,
    unresolved: indexes.length,
    accepted: [],
    rejected: [],
  })
  worker.leases.add(leaseId)
  worker.leased += indexes.length
  if (backup) state.backups += 1
  worker.allowance -= indexes.length
  const { peer, party } = worker
  // One for the whole lease: it holds, and goes stale, as one.
  const holder = { peer, party, leaseId, backup, stale: false }
  for (const index of indexes) {
    const subtask = state.open.get(index)
    if (subtask === undefined) holdSettled(state, index, holder)
    else {
      subtask.holders = subtask.holders.concat(holder)
      wantsHolder(state, index, subtask)
    }
  }
  effects.push({ type: 'grant', peer: worker.peer, leaseId, indexes })
}

/** A canary is at work: its answer will be judged by what is kept. */
function holdSettled({ late, makers }: ScheduleState, index: number, holder: Holder): void {
  const settled = late.get(index)
  if (settled !== undefined) settled.holders = settled.holders.concat(holder)
  else if (makers !== undefined)
    late.set(index, { print: makers.printOf(index), owed: [], holders: [holder] })
}

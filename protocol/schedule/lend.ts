import { maySecond, whereaboutsOf } from './apart.ts'
import { mayBackUp, pickBackups } from './backups.ts'
import { holdSettled, nextCanary } from './canaries.ts'
import { MAX_OPEN } from './constants.ts'
import { pickDoubted } from './doubt.ts'
import type { ScheduleEffect } from './events.ts'
import { freshSubtask, type ScheduleState, type Worker } from './state.ts'
import { wantsHolder } from './wants.ts'
import { batchSize, isReadyForMore, mayOnlySettle, room } from './window.ts'
import { mayHold } from './words.ts'

/** Candidates looked at for one batch of replicas: enough for chance, few enough for speed. */
const REPLICA_CHOICE = 128
/** Of them, left to workers elsewhere: to see whether they are takes a look at each worker. */
const MOST_LEFT = 256

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
  // What one of a party may not have is for none of it that is seen at the same places.
  const barren = new Set<string>()
  for (const worker of state.hungry) {
    const mayCopy = isTick && mayBackUp(state)
    if (state.needy.size === 0 && !mayBegin(state) && !mayCopy) break
    const kind = [mayOnlySettle(worker), worker.party, ...whereaboutsOf(state, worker.peer)].join(
      ' ',
    )
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
    const size = Math.min(batchSize(state, worker), room(state, worker))
    const settlesOnly = state.paused || mayOnlySettle(worker)
    const canary = settlesOnly ? undefined : nextCanary(state, worker)
    const others = canary === undefined ? size : size - 1
    const picked = pickReplicas(state, worker, others, settlesOnly)
    if (!settlesOnly) {
      picked.push(...pickDoubted(state, worker, others - picked.length, effects))
      picked.push(...pickFresh(state, others - picked.length))
    }
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

/** Draws replicas by the secret randomness among those that want one, so none can be foreseen. */
function pickReplicas(
  state: ScheduleState,
  worker: Worker,
  size: number,
  onlySettling: boolean,
): number[] {
  const choiceOf = (indexes: Iterable<number>) => {
    const choice: number[] = []
    let left = MOST_LEFT
    for (const index of indexes) {
      const subtask = state.open.get(index)
      if (subtask === undefined || (onlySettling && subtask.votes.length === 0)) continue
      if (maySecond(state, subtask, worker)) choice.push(index)
      else if (mayHold(subtask, worker)) left -= 1
      if (left === 0 || choice.length >= Math.max(REPLICA_CHOICE, 2 * size)) break
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

const mayBegin = ({ cursor, subtasks, redo, open, paused }: ScheduleState): boolean =>
  !paused && (cursor < subtasks || redo.size > 0) && open.size < MAX_OPEN

function pickFresh(state: ScheduleState, size: number): number[] {
  const picked: number[] = []
  while (picked.length < size && state.cursor < state.subtasks && state.open.size < MAX_OPEN) {
    const index = state.cursor
    state.cursor += 1
    // Begun already where an earlier run was answered.
    if (state.verified.has(index) || state.redo.has(index) || state.open.has(index)) continue
    state.open.set(index, freshSubtask(state))
    picked.push(index)
  }
  return picked
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
  state.shares?.lend(party, indexes.length)
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

import { DISPUTE_PATIENCE_MS } from './constants.ts'
import { doubt, openOf } from './doubt.ts'
import { awaitDuplicate } from './duplicates.ts'
import type { ScheduleEffect } from './events.ts'
import { refetch } from './fetches.ts'
import { forgetLate } from './leases.ts'
import { outvote } from './outvoted.ts'
import { isDrawn, noteGiven, noteMakers } from './records.ts'
import { keep } from './settle.ts'
import type { Lease, Line, OpenSubtask, ScheduleState, Vote, Worker } from './state.ts'
import { accept, reject } from './verdicts.ts'
import { printOf, voteKey } from './votes.ts'
import { isComing, wantsHolder } from './wants.ts'
import { room } from './window.ts'
import { agreedKey, isDisputed, isWeighed, KEPT, mayHold } from './words.ts'

/** Counts one signed result, and settles what it decides. */
export function castVote(
  state: ScheduleState,
  worker: Worker,
  lease: Lease,
  line: Line,
  now: number,
  effects: ScheduleEffect[],
): void {
  const index = lease.indexes[line.position] as number
  const subtask =
    openOf(state, index, effects) ?? judgeLate(state, worker, lease, index, line, now, effects)
  if (subtask === undefined) return
  subtask.holders = subtask.holders.filter((holder) => holder.leaseId !== lease.leaseId)
  const vote = voteOf(worker, lease, line, voteKey(state, subtask, line))
  if (isDrawn(state, worker, subtask)) subtask.wanted = 2
  if (!state.judged) noteGiven(state, worker)
  const wasDisputed = isDisputed(subtask)
  subtask.votes = subtask.votes.concat(vote)
  if (!state.judged && !wasDisputed && isDisputed(subtask)) state.tally.differed += 1
  decide(state, index, subtask, now, effects)
}

const voteOf = ({ peer, party }: Worker, { leaseId }: Lease, line: Line, key: number): Vote => ({
  ...line,
  ...{ peer, party, leaseId, key },
  isWithheld: false,
  isHere: false,
  isUnseen: false,
})

/** Sees whether enough words stand behind a result now, and has its bytes fetched. */
export function decide(
  state: ScheduleState,
  index: number,
  subtask: OpenSubtask,
  now: number,
  effects: ScheduleEffect[],
): void {
  const { disputed } = state
  const askedAt = disputed.get(index)
  const isExhausted = askedAt !== undefined && now - askedAt >= DISPUTE_PATIENCE_MS
  const agreed = agreedKey(state, subtask, isExhausted)
  if (agreed !== subtask.agreed) {
    subtask.agreed = agreed
    state.fetches.delete(index)
  }
  if (!isWeighed(subtask)) disputed.delete(index)
  else if (askedAt === undefined) disputed.set(index, now)
  if (agreed === KEPT) {
    keep(state, index, subtask, effects)
    return
  }
  // An agreement whose bytes nobody can give now gives way to the next: liars cannot leave one behind.
  if (agreed !== undefined && !isComing(state, index)) refetch(state, index, subtask, now, effects)
  wantsHolder(state, index, subtask)
}

/**
 * Disputes in which there has long been nobody left to ask are over with the words that there are.
 * Who has no room for a moment, or is about to come back after a reload, is waited for.
 */
export function decideDisputes(state: ScheduleState, now: number, effects: ScheduleEffect[]): void {
  const { disputed, open, workers } = state
  const ready = [...workers.values()].filter(
    (worker) => worker.cores > 0 && !worker.suspect && room(state, worker) > 0,
  )
  for (const index of [...disputed.keys()]) {
    const subtask = open.get(index)
    if (subtask === undefined) disputed.delete(index)
    else if (
      subtask.holders.some(({ stale }) => !stale) ||
      ready.some((worker) => mayHold(subtask, worker))
    )
      disputed.set(index, now)
    else if (subtask.agreed === undefined) decide(state, index, subtask, now, effects)
  }
}

/**
 * A result that came after the subtask was settled: right ones are owed like any other.
 * @returns the subtask, where the result casts doubt on what settled it.
 */
function judgeLate(
  state: ScheduleState,
  worker: Worker,
  lease: Lease,
  index: number,
  line: Line,
  now: number,
  effects: ScheduleEffect[],
): OpenSubtask | undefined {
  const { leaves, position } = line
  const { peer, party } = worker
  const late = state.late.get(index)
  forgetLate(state, index, lease.leaseId)
  // Without what settled it (a reload forgot it) nothing is held against the provider.
  if (late === undefined || printOf(state, line) === late.print) {
    if (state.judged && late?.owed.includes(peer) === false) {
      awaitDuplicate(state, index, voteOf(worker, lease, line, 0), now, effects)
      return undefined
    }
    const gas = leaves.gasAt(line.line)
    accept(state, peer, lease.leaseId, position, gas)
    if (late !== undefined && !state.judged)
      noteMakers(state, index, late.print, [...(state.makers?.of(index) ?? []), worker])
    if (late !== undefined && !late.owed.includes(peer))
      effects.push({
        type: 'verified',
        index,
        outcome: leaves.outcomeAt(line.line),
        source: undefined,
        earned: [{ peer, party, leaseId: lease.leaseId, gas }],
      })
    return undefined
  }
  if (state.makers !== undefined && !state.judged && !state.finished) {
    return doubt(state, state.makers, index, effects)
  }
  reject(state, peer, lease.leaseId, position)
  // One word against one: at the end of the job nobody is left to say who is right.
  if (state.makers === undefined) outvote(state, peer, late.owed, effects)
  return undefined
}

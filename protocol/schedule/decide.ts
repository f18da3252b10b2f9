import { doubt, openOf } from './doubt.ts'
import { awaitDuplicate } from './duplicates.ts'
import { type ScheduleEffect, WRONG_RESULT } from './events.ts'
import { refetch } from './fetches.ts'
import { forgetLate } from './leases.ts'
import { isDrawn, noteGiven, noteMakers } from './records.ts'
import { keep } from './settle.ts'
import type { Lease, Line, OpenSubtask, ScheduleState, Vote, Worker } from './state.ts'
import { accept, reject } from './verdicts.ts'
import { printOf, voteKey } from './votes.ts'
import { isComing, wantsHolder } from './wants.ts'
import { agreedKey, isDisputed, KEPT } from './words.ts'

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
  if (isDrawn(state, worker, subtask, line)) subtask.wanted = 2
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
  const agreed = agreedKey(state, subtask)
  if (agreed !== subtask.agreed) {
    subtask.agreed = agreed
    state.fetches.delete(index)
  }
  if (agreed === undefined && isDisputed(subtask)) state.disputed.add(index)
  else state.disputed.delete(index)
  if (agreed === KEPT) {
    keep(state, index, subtask, effects)
    return
  }
  // An agreement whose bytes nobody can give now gives way to the next: liars cannot leave one behind.
  if (agreed !== undefined && !isComing(state, index)) refetch(state, index, subtask, now, effects)
  wantsHolder(state, index, subtask)
}

/** Disputes in which nobody is left to ask are over with the words that there are. */
export function decideDisputes(state: ScheduleState, now: number, effects: ScheduleEffect[]): void {
  for (const index of [...state.disputed]) {
    const subtask = state.open.get(index)
    if (subtask === undefined) state.disputed.delete(index)
    else decide(state, index, subtask, now, effects)
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
  const { peer } = worker
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
        earned: [{ peer, leaseId: lease.leaseId, gas }],
      })
    return undefined
  }
  if (state.makers !== undefined && !state.judged && !state.finished) {
    return doubt(state, state.makers, index, effects)
  }
  reject(state, peer, lease.leaseId, position)
  // One word against one: at the end of the job nobody is left to say who is right.
  if (state.makers === undefined) effects.push({ type: 'ban', peer, reason: WRONG_RESULT })
  return undefined
}

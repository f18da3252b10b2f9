import { MAX_CANARIES, MAX_TRIED } from './constants.ts'
import type { Holder, OpenSubtask, ScheduleState, Worker } from './state.ts'

/** Where somebody was found wrong, others who lie with them would be too. */
export function noteCanary(
  { canaries, makers, judged }: ScheduleState,
  index: number,
  { votes }: OpenSubtask,
  right: number,
): void {
  if (makers === undefined || judged || votes.every(({ key }) => key === right)) return
  canaries.push(index)
  if (canaries.length > MAX_CANARIES) canaries.shift()
}

/**
 * A canary that this worker was not lent: a settled subtask that looks like any other, and that
 * somebody was caught at. Whoever lies together with them is caught as well.
 */
export function nextCanary(
  { canaries, records, makers, verified, late }: ScheduleState,
  worker: Worker,
) {
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

/** A canary is at work: its answer will be judged by what is kept. */
export function holdSettled({ late, makers }: ScheduleState, index: number, holder: Holder): void {
  const settled = late.get(index)
  if (settled !== undefined) settled.holders = settled.holders.concat(holder)
  else if (makers !== undefined)
    late.set(index, { print: makers.printOf(index), owed: [], holders: [holder] })
}

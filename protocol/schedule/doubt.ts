import type { PeerId } from '../ids.ts'
import { maySecond } from './apart.ts'
import { MAX_OPEN } from './constants.ts'
import type { ScheduleEffect } from './events.ts'
import { areTwo, type Maker, type Makers } from './makers.ts'
import { partyOf } from './records.ts'
import {
  freshSubtask,
  type OpenSubtask,
  type Past,
  type ScheduleState,
  type Worker,
} from './state.ts'
import { retract } from './verdicts.ts'
import { wantsHolder } from './wants.ts'
import { KEPT } from './words.ts'

/** Those looked at for one batch: a worker may have had a hand in all. */
const REDO_CHOICE = 1_024

/** What was kept of a subtask was wrong: who said so is banned, or was, and its party's keys are held to it. */
export function notePast(
  state: ScheduleState,
  index: number,
  { words, caught, isKept }: Past,
  ban: (peer: PeerId) => void,
): void {
  const party = caught === undefined ? undefined : state.parties.get(caught)
  if (party !== undefined) party.wrong += 1
  if (isKept) state.tally.recomputed += 1
  for (const { peer } of words) {
    const record = state.records.get(peer)
    if (record !== undefined) {
      record.verified -= 1
      record.rejected += 1
    }
    retract(state, peer, (retracted) => retracted === index)
    ban(peer)
  }
}

/**
 * Opens a settled subtask again. Whose word for it still counts is heard beside those to come; where
 * there is nobody's, what is kept is void.
 */
export function doubt(
  state: ScheduleState,
  makers: Makers,
  index: number,
  effects: ScheduleEffect[],
): OpenSubtask {
  const { late, verified, banned, redo, open, quorum } = state
  const group = makers.of(index)
  const words = group.filter(({ peer }) => !banned.has(peer))
  const isKept = words.length > 0
  // What was to be begun again was told of when it became void.
  if (!isKept && verified.has(index)) effects.push({ type: 'reopened', indexes: [index] })
  const subtask: OpenSubtask = {
    ...freshSubtask(state),
    holders: late.get(index)?.holders ?? [],
    wanted: isKept ? words.length + 1 : quorum,
    past: {
      ...{ print: makers.printOf(index), words, isKept },
      caught: group.find(({ peer }) => banned.has(peer))?.party,
    },
  }
  redo.delete(index)
  late.delete(index)
  verified.delete(index)
  open.set(index, subtask)
  return subtask
}

/** A subtask that is begun, or that was to be begun again and is now; undefined for any other. */
export function openOf(
  state: ScheduleState,
  index: number,
  effects: ScheduleEffect[],
): OpenSubtask | undefined {
  const { open, redo, makers } = state
  if (makers === undefined || !redo.has(index)) return open.get(index)
  return doubt(state, makers, index, effects)
}

/**
 * Begins again what this worker may say something new of, as many as there is room for.
 * @returns what it may be lent.
 */
export function pickDoubted(
  state: ScheduleState,
  worker: Worker,
  size: number,
  effects: ScheduleEffect[],
): number[] {
  const { redo, makers, open, needy } = state
  const picked: number[] = []
  if (makers === undefined) return picked
  for (let left = Math.min(REDO_CHOICE, redo.size); left > 0; left -= 1) {
    if (picked.length >= size || open.size >= MAX_OPEN) break
    const index = redo.next()
    if (index === undefined) break
    if (hasHand(state, makers, index, worker)) continue
    const subtask = doubt(state, makers, index, effects)
    wantsHolder(state, index, subtask)
    if (needy.has(index) && maySecond(state, subtask, worker)) picked.push(index)
  }
  return picked
}

/** Whether a worker's party is at a settled subtask, or said its word on it and is believed. */
function hasHand(
  { late, banned }: ScheduleState,
  makers: Makers,
  index: number,
  { party }: Worker,
): boolean {
  const isOwn = (other: Maker) => other.party === party
  return (
    makers.of(index).some((maker) => isOwn(maker) && !banned.has(maker.peer)) ||
    late.get(index)?.holders.some(isOwn) === true
  )
}

/**
 * A peer was caught: what it alone stands behind is void, and what it confirmed is held against the
 * others' word (backtracking). All that is void is told of at once, and looked at again in its turn.
 * @param decide is told of every open subtask that has changed.
 */
export function doubtAllOf(
  state: ScheduleState,
  peer: PeerId,
  decide: (index: number, subtask: OpenSubtask) => void,
  effects: ScheduleEffect[],
): void {
  const { makers, records, verified, redo, open, banned, finished } = state
  const record = records.get(peer)
  if (makers === undefined || record === undefined || finished) return
  const party = partyOf(state, { peer, party: record.party })
  if (party !== undefined) {
    party.caught += 1
    party.givenByCaught += record.given
    party.wrong += 1
  }
  record.given = 0
  record.confirmed = 0
  const indexes = makers.indexesOf((group) => group.some((maker) => maker.peer === peer))
  const changed: Array<readonly [number, OpenSubtask]> = []
  const unkept: number[] = []
  for (const index of indexes) {
    const subtask = open.get(index)
    if (subtask?.past === undefined) continue
    if (isWithout(subtask.past, subtask, banned)) unkept.push(index)
    changed.push([index, subtask])
  }
  const voided = weaken(state, makers, indexes)
  record.verified -= voided.length
  record.rejected += voided.length
  tellVoid(state, voided.concat(unkept), effects)
  state.hasNewWork ||= redo.size > 0
  retract(state, peer, (index) => !verified.has(index))
  for (const [index, subtask] of changed) if (open.get(index) === subtask) decide(index, subtask)
}

/**
 * Has those settled subtasks looked at again that fewer than two parties stand behind whose word still
 * counts.
 * @returns those that nobody does: what is kept of them is void.
 */
export function weaken(
  { verified, redo, banned }: ScheduleState,
  makers: Makers,
  indexes: readonly number[],
): readonly number[] {
  const voided: number[] = []
  for (const index of indexes) {
    if (!verified.has(index) && !redo.has(index)) continue
    const words = makers.of(index).filter(({ peer }) => !banned.has(peer))
    if (areTwo(words)) continue
    verified.delete(index)
    redo.add(index)
    if (words.length === 0) voided.push(index)
  }
  return voided
}

/** What is kept for these is void. */
export function tellVoid(
  { tally }: ScheduleState,
  indexes: readonly number[],
  effects: ScheduleEffect[],
): void {
  tally.recomputed += indexes.length
  if (indexes.length > 0) effects.push({ type: 'reopened', indexes })
}

/** Takes the words of who is banned off what is doubted already. @returns whether nobody stands behind what is kept now. */
function isWithout(past: Past, subtask: OpenSubtask, banned: ReadonlyMap<PeerId, string>): boolean {
  past.words = past.words.filter(({ peer }) => !banned.has(peer))
  if (!past.isKept || past.words.length > 0) return false
  if (subtask.votes.some(({ key }) => key === KEPT)) return false
  past.isKept = false
  subtask.wanted = 1
  return true
}

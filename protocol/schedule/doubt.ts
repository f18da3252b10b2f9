import type { PeerId } from '../ids.ts'
import type { ScheduleEffect } from './events.ts'
import { areTwo, type Maker } from './makers.ts'
import { partyOf } from './records.ts'
import type { OpenSubtask, Past, ScheduleState } from './state.ts'
import { retract } from './verdicts.ts'
import { freshSubtask } from './votes.ts'
import { KEPT } from './words.ts'

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

/** Opens a settled subtask again. Whose word for it still counts is heard beside those to come. */
export function doubt(
  state: ScheduleState,
  makers: NonNullable<ScheduleState['makers']>,
  index: number,
  isCounted: (maker: Maker) => boolean,
  caught?: string,
): OpenSubtask {
  const words = makers.of(index).filter(isCounted)
  const isKept = words.length > 0
  const late = state.late.get(index)
  state.late.delete(index)
  state.verified.delete(index)
  const subtask: OpenSubtask = {
    ...freshSubtask(state),
    holders: late?.holders ?? [],
    wanted: isKept ? words.length + 1 : state.quorum,
    past: { print: makers.printOf(index), words, isKept, caught },
  }
  state.open.set(index, subtask)
  return subtask
}

/**
 * A peer was caught: what it alone stands behind is void, and what it confirmed is held against the
 * others' word (backtracking).
 * @param decide is told of every subtask that has changed.
 */
export function doubtAllOf(
  state: ScheduleState,
  peer: PeerId,
  decide: (index: number, subtask: OpenSubtask) => void,
  effects: ScheduleEffect[],
): void {
  const { makers, records, verified, open, banned, finished } = state
  const record = records.get(peer)
  if (makers === undefined || record === undefined || finished) return
  const caught = { peer, party: record.party }
  const party = partyOf(state, caught)
  if (party !== undefined) {
    party.caught += 1
    party.givenByCaught += record.given
    party.wrong += 1
  }
  record.given = 0
  record.confirmed = 0
  const isCounted = (maker: Maker) => maker.peer !== peer && !banned.has(maker.peer)
  const voided: number[] = []
  const changed: number[] = []
  for (const index of makers.indexesOf(peer)) {
    const past = open.get(index)?.past
    if (past !== undefined && isWithout(past, open.get(index), isCounted)) voided.push(index)
    if (past !== undefined) changed.push(index)
    if (!verified.has(index) || areTwo(makers.of(index).filter(isCounted))) continue
    const subtask = doubt(state, makers, index, isCounted, record.party)
    changed.push(index)
    if (subtask.past?.isKept === true) continue
    voided.push(index)
    record.verified -= 1
    record.rejected += 1
  }
  state.tally.recomputed += voided.length
  if (voided.length > 0) effects.push({ type: 'reopened', indexes: voided })
  retract(state, peer, (index) => !verified.has(index))
  for (const index of changed) {
    const subtask = open.get(index)
    if (subtask !== undefined) decide(index, subtask)
  }
}

/** Takes words off what is doubted already. @returns whether nobody stands behind what is kept now. */
function isWithout(
  past: Past,
  subtask: OpenSubtask | undefined,
  isCounted: (maker: Maker) => boolean,
): boolean {
  past.words = past.words.filter(isCounted)
  if (!past.isKept || past.words.length > 0) return false
  if (subtask === undefined || subtask.votes.some(({ key }) => key === KEPT)) return false
  past.isKept = false
  subtask.wanted = 1
  return true
}

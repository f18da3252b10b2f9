import type { PeerId } from '../ids.ts'
import { chanceOfCheck, countGiven, newParty, noteKey, type PartyRecord } from '../trust/policy.ts'
import { MAX_CANARIES } from './constants.ts'
import type { ScheduleEffect } from './events.ts'
import type { Maker } from './makers.ts'
import type { Line, OpenSubtask, Past, ScheduleState, Worker } from './state.ts'
import { freshSubtask } from './votes.ts'
import { KEPT } from './words.ts'

/** What is known of a party's keys; of who is nobody's payee there is no more than its own record. */
function partyOf(state: ScheduleState, { peer, party }: Maker): PartyRecord | undefined {
  if (party === peer) return undefined
  const known = state.parties.get(party)
  if (known !== undefined) return known
  const fresh = newParty()
  state.parties.set(party, fresh)
  return fresh
}

/**
 * Whether a subtask's first result is to be checked, drawn by the secret randomness when it has been
 * signed. That the program failed is nobody's word alone: it would end the job.
 */
export function isDrawn(
  state: ScheduleState,
  worker: Worker,
  subtask: OpenSubtask,
  { leaves, line }: Line,
): boolean {
  const { policy, judged, draw, records } = state
  if (
    judged ||
    policy.kind === 'quorum' ||
    subtask.votes.length > 0 ||
    (subtask.past?.words.length ?? 0) > 0
  )
    return false
  if (leaves.outcomeAt(line).kind !== 'success') return true
  const record = records.get(worker.peer)
  const given = record === undefined ? 0 : countGiven(policy, record)
  const chance = chanceOfCheck(policy, given, partyOf(state, worker))
  return chance > 0 && (chance >= 1 || draw.next(2 ** 32) < chance * 2 ** 32)
}

/** One more result of a worker's counts: it was signed or, where bytes are judged, it was taken. */
export function noteGiven(state: ScheduleState, maker: Maker): void {
  const record = state.records.get(maker.peer)
  const party = partyOf(state, maker)
  if (record === undefined) return
  if (party !== undefined) {
    if (record.given === 0) noteKey(party)
    party.given += 1
  }
  record.given += 1
}

const isAmong = (words: readonly Maker[], { peer }: Maker): boolean =>
  words.some((word) => word.peer === peer)

/** Whether more than one party is among them. */
const areTwo = (words: readonly Maker[]): boolean =>
  words.some(({ party }) => party !== words[0]?.party)

/** Of a result that is thrown away nobody will know whether it was wrong. */
export function noteUngiven(state: ScheduleState, peer: PeerId): void {
  const record = state.records.get(peer)
  if (record !== undefined) record.given = Math.max(1, record.given - 1)
}

/** Remembers who stands behind a settled subtask, and that they confirmed each other. */
export function noteMakers(
  { makers, records }: ScheduleState,
  index: number,
  print: number,
  words: readonly Maker[],
): void {
  const before = makers?.of(index) ?? []
  const group = words.filter(({ peer }, at) => words.findIndex((one) => one.peer === peer) === at)
  makers?.note(
    index,
    print,
    group.map(({ peer, party }) => ({ peer, party })),
  )
  if (!areTwo(group)) return
  // Who had been confirmed before is not so again.
  for (const { peer } of areTwo(before) ? group.filter((one) => !isAmong(before, one)) : group) {
    const record = records.get(peer)
    if (record !== undefined) record.confirmed += 1
  }
}

/** What was kept of a subtask was wrong: who said so is banned, or was, and its party's keys are held to it. */
export function notePast(
  state: ScheduleState,
  index: number,
  { words, caught }: Past,
  ban: (peer: PeerId) => void,
): void {
  const party = caught === undefined ? undefined : state.parties.get(caught)
  if (party !== undefined) party.wrong += 1
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
  if (voided.length > 0) effects.push({ type: 'reopened', indexes: voided })
  retract(state, peer, (index) => !verified.has(index))
  for (const index of changed) {
    const subtask = open.get(index)
    if (subtask !== undefined) decide(index, subtask)
  }
}

/** What was taken, and its provider not told of yet, is refused after all. */
export function retract(
  { untold }: ScheduleState,
  peer: PeerId,
  isVoid: (index: number) => boolean,
): void {
  for (const lease of untold) {
    if (lease.peer !== peer) continue
    const isLost = (position: number) => isVoid(lease.indexes[position] as number)
    lease.rejected.push(...lease.accepted.filter(isLost))
    lease.accepted = lease.accepted.filter((position) => !isLost(position))
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

import type { PeerId } from '../ids.ts'
import { noteChance } from '../trust/check-tally.ts'
import { chanceOfCheck, countGiven, newParty, noteKey, type PartyRecord } from '../trust/policy.ts'
import { areTwo, type Maker } from './makers.ts'
import type { OpenSubtask, ScheduleState, Worker } from './state.ts'

/** What is known of a party's keys; of who is nobody's payee there is no more than its own record. */
export function partyOf(state: ScheduleState, { peer, party }: Maker): PartyRecord | undefined {
  if (party === peer) return undefined
  const known = state.parties.get(party)
  if (known !== undefined) return known
  const fresh = newParty()
  state.parties.set(party, fresh)
  return fresh
}

/**
 * Whether a subtask's first result is to be checked, drawn by the secret randomness when it has been
 * signed. That the program failed is looked at anyway (`isWeighed`).
 */
export function isDrawn(state: ScheduleState, worker: Worker, subtask: OpenSubtask): boolean {
  const { policy, judged, draw, records } = state
  if (
    judged ||
    policy.kind === 'quorum' ||
    subtask.votes.length > 0 ||
    (subtask.past?.words.length ?? 0) > 0
  )
    return false
  const record = records.get(worker.peer)
  const given = record === undefined ? 0 : countGiven(policy, record)
  const chance = chanceOfCheck(policy, given, partyOf(state, worker))
  noteChance(state.tally, chance)
  return chance > 0 && (chance >= 1 || draw.next(2 ** 32) < chance * 2 ** 32)
}

/**
 * One more result of a worker's counts: it was signed or, where bytes are judged, it was taken. Where
 * nothing is ever checked it says nothing of who gave it, neither here nor to jobs after this one.
 */
export function noteGiven(state: ScheduleState, maker: Maker): void {
  if (state.policy.kind === 'none') return
  const record = state.records.get(maker.peer)
  const party = partyOf(state, maker)
  if (record === undefined) return
  if (party !== undefined) {
    if (record.given === 0) noteKey(party)
    party.given += 1
  }
  record.given += 1
}

/** Of a result that is thrown away nobody will know whether it was wrong. */
export function noteUngiven(state: ScheduleState, peer: PeerId): void {
  const record = state.records.get(peer)
  if (record !== undefined && record.given > 1) record.given -= 1
}

const isAmong = (words: readonly Maker[], { peer }: Maker): boolean =>
  words.some((word) => word.peer === peer)

/** Remembers who stands behind a settled subtask, and that they confirmed each other. */
export function noteMakers(
  { makers, records, tally }: ScheduleState,
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
  tally.checked += Number(areTwo(group)) - Number(areTwo(before))
  if (!areTwo(group)) return
  // Who had been confirmed before is not so again.
  for (const { peer } of areTwo(before) ? group.filter((one) => !isAmong(before, one)) : group) {
    const record = records.get(peer)
    if (record !== undefined) record.confirmed += 1
  }
}

import type { PeerId } from '../ids.ts'
import { DISPUTE_MARGIN, DISPUTE_PARTIES } from './constants.ts'
import type { Maker } from './makers.ts'
import type { OpenSubtask, ScheduleState, Vote, Worker } from './state.ts'

/** The key of the result that is kept from when a subtask was settled before. */
export const KEPT = -1

/** Different parties behind one result; a party counts once however often it votes. */
export function partiesFor(subtask: OpenSubtask, key: number): number {
  const parties: string[] = []
  for (const { party } of wordsFor(subtask, key)) if (!parties.includes(party)) parties.push(party)
  return parties.length
}

/** Whoever says one result. */
export const peersOf = (subtask: OpenSubtask, key: number): readonly PeerId[] =>
  Array.from(wordsFor(subtask, key), ({ peer }) => peer)

/** Everybody's word for one result. */
export function* wordsFor({ votes, past }: OpenSubtask, key: number): Generator<Maker> {
  if (key === KEPT && past !== undefined) yield* past.words
  for (const vote of votes) if (vote.key === key) yield vote
}

/** Whether different results were given, each by somebody whose word still counts. */
export function isDisputed({ votes, past }: OpenSubtask): boolean {
  const first = past !== undefined && past.words.length > 0 ? KEPT : votes[0]?.key
  return votes.some(({ key }) => key !== first)
}

/** Whether this worker's word on a subtask would be worth anything. */
export function mayHold(subtask: OpenSubtask, worker: Worker): boolean {
  if (subtask.failedParties.includes(worker.party)) return false
  const isSelf = (other: { readonly peer: string; readonly party: string }) =>
    other.party === worker.party || other.peer === worker.peer
  if (subtask.holders.some(isSelf) || subtask.past?.words.some(isSelf)) return false
  // Agreed bytes that are lost may come from who had them before it left; others said their word.
  return !subtask.votes.some(
    (vote) =>
      isSelf(vote) &&
      (vote.key !== subtask.agreed ||
        (vote.peer === worker.peer && vote.leaseId >= worker.firstLeaseId)),
  )
}

const isFailure = ({ leaves, line }: Vote): boolean => leaves.outcomeAt(line).kind !== 'success'

/**
 * Whether words are weighed and not only counted: results differ, or the program is said to have
 * failed, which ends the job.
 */
export const isWeighed = (subtask: OpenSubtask): boolean =>
  isDisputed(subtask) || subtask.votes.some(isFailure)

/** Whether parties are counted whatever they say, and nothing is weighed. */
export const goesByHeads = ({ judged, policy }: ScheduleState, { votes }: OpenSubtask): boolean =>
  judged || (policy.kind === 'quorum' && !votes.some(isFailure))

/**
 * The result that enough words stand behind; undefined while more are needed.
 * @param isExhausted whether there has long been nobody left to ask.
 */
export function agreedKey(
  state: ScheduleState,
  subtask: OpenSubtask,
  isExhausted: boolean,
): number | undefined {
  const { votes, agreed, wanted, past } = subtask
  const suffices = (key: number) => partiesFor(subtask, key) >= wanted
  if (goesByHeads(state, subtask)) {
    // The first to be agreed on stays so: its bytes are on their way.
    if (agreed !== undefined && suffices(agreed)) return agreed
    return votes.find(({ key }) => suffices(key))?.key
  }
  if (state.policy.kind === 'quorum') {
    const success = votes.find((vote) => suffices(vote.key) && !isFailure(vote))
    const key = success?.key ?? heaviestKey(state, subtask, isExhausted)
    return key !== undefined && suffices(key) ? key : undefined
  }
  if (isWeighed(subtask)) return heaviestKey(state, subtask, isExhausted)
  const key = past !== undefined && past.words.length > 0 ? KEPT : votes[0]?.key
  return key !== undefined && suffices(key) ? key : undefined
}

/**
 * Who is right where words are weighed. A word weighs by what others have confirmed of its key's, so that whoever is
 * new and many does not outvote who has been right for long; and two parties it takes at least. Once
 * nobody is left to ask, or enough were asked, the more parties are right.
 */
function heaviestKey(
  state: ScheduleState,
  subtask: OpenSubtask,
  isExhausted: boolean,
): number | undefined {
  const { votes, past } = subtask
  const keys = new Set(votes.map(({ key }) => key))
  if (past !== undefined && past.words.length > 0) keys.add(KEPT)
  const sides = Array.from(keys, (key) => ({
    key,
    parties: partiesFor(subtask, key),
    weight: weigh(state, wordsFor(subtask, key)),
  }))
  const rest = (side: { readonly weight: number }) =>
    sides.reduce((sum, { weight }) => sum + weight, 0) - side.weight
  sides.sort((one, other) => other.weight - one.weight)
  const [heaviest] = sides
  if (heaviest === undefined) return undefined
  if (heaviest.parties >= 2 && heaviest.weight - rest(heaviest) >= DISPUTE_MARGIN)
    return heaviest.key
  const asked = sides.reduce((sum, { parties }) => sum + parties, 0)
  if (asked < DISPUTE_PARTIES && !isExhausted) return undefined
  sides.sort((one, other) => other.parties - one.parties || other.weight - one.weight)
  const [first] = sides
  return first !== undefined && first.parties >= 2 ? first.key : undefined
}

/** A party's best word counts, and no other of it. */
function weigh({ records }: ScheduleState, words: Iterable<Maker>): number {
  const best = new Map<string, number>()
  const weightOf = (peer: PeerId) => Math.log1p(records.get(peer)?.confirmed ?? 0) + 0.1
  for (const { peer, party } of words)
    best.set(party, Math.max(best.get(party) ?? 0, weightOf(peer)))
  let sum = 0
  for (const weight of best.values()) sum += weight
  return sum
}

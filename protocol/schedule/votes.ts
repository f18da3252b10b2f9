import type { PeerId } from '../ids.ts'
import { type Leaves, LeavesWriter } from '../trust/leaves.ts'
import { MAX_OPEN } from './constants.ts'
import { openOf } from './doubt.ts'
import type { ScheduleEffect } from './events.ts'
import {
  freshSubtask,
  type Line,
  newRecord,
  type OpenSubtask,
  type ScheduleState,
  type Vote,
} from './state.ts'
import { wantsHolder } from './wants.ts'
import { agreedKey, isWeighed, KEPT } from './words.ts'

/** What a peer signed for under one price, of subtasks that are not settled. */
export interface Votes {
  readonly peer: PeerId
  readonly party: string
  /** What is owed for 10⁹ gas of it, in wei; null for who works for credit. */
  readonly pricePerGigaGas: bigint | null
  readonly leaves: Leaves
}

/** Whether two lines say the same of a subtask. */
export const saysSame = ({ judged }: ScheduleState, one: Line, other: Line): boolean =>
  judged
    ? one.leaves.claimsSame(one.line, other.leaves, other.line)
    : one.leaves.isSame(one.line, other.leaves, other.line)

/** What a line is remembered by when its subtask is settled. */
export const printOf = ({ judged, printSecret }: ScheduleState, { leaves, line }: Line): number =>
  judged ? leaves.claimPrintAt(line, printSecret) : leaves.printAt(line, printSecret)

/** What votes on one subtask are compared by: the key of those that say the same, or one of its own. */
export function voteKey(state: ScheduleState, { votes, past }: OpenSubtask, line: Line): number {
  if (past?.isKept === true && printOf(state, line) === past.print) return KEPT
  let unused = 0
  for (const vote of votes) {
    if (saysSame(state, vote, line)) return vote.key
    unused = Math.max(unused, vote.key + 1)
  }
  return unused
}

/** Every vote that waits for its verdict; none of a judged job, where bytes count and words do not. */
export function collectVotes(
  { open, judged }: ScheduleState,
  priceOf: (vote: Vote) => bigint | null,
): readonly Votes[] {
  interface Group extends Omit<Votes, 'leaves'> {
    readonly writer: LeavesWriter
  }
  const groups = new Map<string, Group>()
  // Of one lease all is of one peer and under one price.
  const groupOf = new Map<number, Group>()
  if (judged) return []
  for (const { votes } of open.values())
    for (const vote of votes) {
      const { peer, party, leaseId, leaves, line } = vote
      let group = groupOf.get(leaseId)
      if (group === undefined) {
        const pricePerGigaGas = priceOf(vote)
        const name = `${peer} ${pricePerGigaGas}`
        group = groups.get(name) ?? { peer, party, pricePerGigaGas, writer: new LeavesWriter() }
        groups.set(name, group)
        groupOf.set(leaseId, group)
      }
      group.writer.add(leaves, line)
    }
  return Array.from(groups.values(), ({ writer, ...voter }) => ({
    ...voter,
    leaves: writer.leaves,
  }))
}

/**
 * Counts what an earlier run of the same job was answered. What is settled meanwhile, whose signer
 * is banned, or what is here already is passed over. The bytes are gone over there: they come from
 * whoever agrees.
 */
export function restoreVotes(
  state: ScheduleState,
  votes: readonly Votes[],
  now: number,
  effects: ScheduleEffect[],
): void {
  const touched = new Set<number>()
  for (const { peer, party, leaves } of votes) {
    const leaseId = state.nextLeaseId
    state.nextLeaseId += 1
    if (state.banned.has(peer)) continue
    const indexes = Array.from(leaves, ({ index }) => index)
    const counted = indexes.filter((index, position) => {
      const line = { leaves, line: position, position }
      const marks = { isWithheld: false, isHere: false, isUnseen: false }
      const vote = { ...line, ...marks, peer, party, leaseId }
      return restoreVote(state, index, vote, effects)
    })
    if (counted.length === 0) continue
    for (const index of counted) touched.add(index)
    state.leases.set(leaseId, {
      leaseId,
      peer,
      indexes,
      grantedAt: now,
      isBackup: false,
      wasIdle: false,
      answered: true,
      overdue: false,
      unresolved: counted.length,
      accepted: [],
      rejected: [],
    })
    const record = state.records.get(peer)
    const answered = (record?.answered ?? 0) + counted.length
    if (record !== undefined) record.answered = answered
    else state.records.set(peer, { ...newRecord(party), answered })
  }
  for (const index of touched) {
    const subtask = state.open.get(index)
    if (subtask === undefined) continue
    subtask.agreed = agreedKey(state, subtask, false)
    if (isWeighed(subtask)) state.disputed.set(index, now)
    wantsHolder(state, index, subtask)
  }
}

/**
 * A subtask that an earlier run left open. Where results are drawn for a check, a lone one was drawn,
 * or it would have been settled, or else its bytes are lost and somebody computes it anyway: a reload
 * must not call a check off.
 */
function leftOpen(state: ScheduleState): OpenSubtask {
  const { judged, policy, quorum } = state
  const isNeverDrawn = judged || policy.kind === 'none'
  return { ...freshSubtask(state), wanted: isNeverDrawn ? quorum : Math.max(quorum, 2) }
}

/** @returns whether it counts. */
function restoreVote(
  state: ScheduleState,
  index: number,
  vote: Omit<Vote, 'key'>,
  effects: ScheduleEffect[],
): boolean {
  if (index >= state.subtasks || state.verified.has(index)) return false
  if (!state.open.has(index) && state.open.size >= MAX_OPEN) return false
  const subtask = openOf(state, index, effects) ?? leftOpen(state)
  // Who came back may have answered differently: both words are its own.
  const key = voteKey(state, subtask, vote)
  if (subtask.votes.some((cast) => cast.peer === vote.peer && cast.key === key)) return false
  subtask.votes = subtask.votes.concat({ ...vote, key })
  state.open.set(index, subtask)
  return true
}

import type { PeerId } from '../ids.ts'
import { type Leaves, LeavesWriter } from '../trust/leaves.ts'
import type { Line, OpenSubtask, ScheduleState, Vote } from './state.ts'
import { KEPT } from './words.ts'

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

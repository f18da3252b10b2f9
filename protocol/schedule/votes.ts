import type { PeerId } from '../ids.ts'
import { claimKey, type Leaf, resultKey } from '../trust/batch-root.ts'
import { MAX_OPEN } from './constants.ts'
import type { OpenSubtask, ScheduleState, Vote } from './state.ts'
import { partiesFor, wantsHolder } from './wants.ts'

/** What a peer signed for under one price, of subtasks that are not settled. */
export interface Votes {
  readonly peer: PeerId
  readonly party: string
  /** What is owed for 10⁹ gas of it, in wei; null for who works for credit. */
  readonly pricePerGigaGas: bigint | null
  readonly leaves: readonly Leaf[]
}

/** What votes on one subtask are compared by. */
export const voteKey = ({ judged }: ScheduleState, leaf: Leaf): string =>
  judged ? claimKey(leaf) : resultKey(leaf)

/** A subtask that nobody has begun. */
export const freshSubtask = (): OpenSubtask => ({
  votes: [],
  holders: [],
  failedParties: [],
  agreed: undefined,
})

/** Every vote that waits for its verdict; none of a judged job, where bytes count and words do not. */
export function collectVotes(
  { open, judged }: ScheduleState,
  priceOf: (vote: Vote) => bigint | null,
): readonly Votes[] {
  const groups = new Map<string, Votes & { readonly leaves: Leaf[] }>()
  if (judged) return []
  for (const { votes } of open.values())
    for (const vote of votes) {
      const { peer, party, leaf } = vote
      const pricePerGigaGas = priceOf(vote)
      const name = `${peer} ${pricePerGigaGas}`
      const group = groups.get(name)
      if (group === undefined) groups.set(name, { peer, party, pricePerGigaGas, leaves: [leaf] })
      else group.leaves.push(leaf)
    }
  return [...groups.values()]
}

/** What enough parties agree on. */
export const agreedKey = (state: ScheduleState, subtask: OpenSubtask): string | undefined =>
  subtask.votes.find(({ key }) => partiesFor(subtask, key) >= state.quorum)?.key

/**
 * Counts what an earlier run of the same job was answered. What is settled meanwhile, whose signer
 * is banned, or what is here already is passed over. The bytes are gone over there: they come from
 * whoever agrees.
 */
export function restoreVotes(state: ScheduleState, votes: readonly Votes[], now: number): void {
  const touched = new Set<number>()
  for (const { peer, party, leaves } of votes) {
    const leaseId = state.nextLeaseId
    state.nextLeaseId += 1
    if (state.banned.has(peer)) continue
    const counted = leaves.filter((leaf, position) => {
      const vote = { peer, party, leaf, leaseId, position, isWithheld: false }
      return restoreVote(state, { ...vote, key: voteKey(state, leaf) })
    })
    if (counted.length === 0) continue
    for (const { index } of counted) touched.add(index)
    state.leases.set(leaseId, {
      leaseId,
      peer,
      indexes: leaves.map(({ index }) => index),
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
    else state.records.set(peer, { party, answered, verified: 0, rejected: 0, gas: 0n })
  }
  for (const index of touched) {
    const subtask = state.open.get(index)
    if (subtask === undefined) continue
    subtask.agreed = agreedKey(state, subtask)
    wantsHolder(state, index, subtask)
  }
}

/** @returns whether it counts. */
function restoreVote(state: ScheduleState, vote: Vote): boolean {
  const { index } = vote.leaf
  if (index >= state.subtasks || state.verified.has(index)) return false
  const subtask = state.open.get(index) ?? freshSubtask()
  // Who came back may have answered differently: both words are its own.
  if (subtask.votes.some(({ peer, key }) => peer === vote.peer && key === vote.key)) return false
  if (!state.open.has(index) && state.open.size >= MAX_OPEN) return false
  subtask.votes.push(vote)
  state.open.set(index, subtask)
  return true
}

import { DISPUTE_AT_ONCE, OVERDUE_FACTOR, OVERDUE_MS } from './constants.ts'
import type { OpenSubtask, ScheduleState, Vote } from './state.ts'
import { goesByHeads, isWeighed, partiesFor } from './words.ts'

/** How many more workers a subtask could use now, backups aside. */
function missingHolders(state: ScheduleState, index: number, subtask: OpenSubtask): number {
  const active = subtask.holders.filter((holder) => !holder.stale && !holder.backup).length
  if (subtask.agreed !== undefined) {
    // Agreed on, but everybody who has the bytes is gone or silent: somebody computes them again.
    return isComing(state, index) ? 0 : 1 - active
  }
  const missing = subtask.wanted - largestAgreement(subtask)
  if (!isWeighed(subtask)) return missing - active
  return Math.max(goesByHeads(state, subtask) ? 1 : DISPUTE_AT_ONCE, missing) - active
}

/** Whether the bytes of an agreed subtask were asked of somebody who shows signs of life. */
export function isComing({ fetches, workers }: ScheduleState, index: number): boolean {
  const fetch = fetches.get(index)
  return fetch !== undefined && workers.get(fetch.vote.peer)?.suspect === false
}

/** Whether the bytes can be had from who cast this vote. */
export function isReachable({ workers }: ScheduleState, vote: Vote): boolean {
  const worker = workers.get(vote.peer)
  return worker !== undefined && vote.leaseId >= worker.firstLeaseId && !vote.isWithheld
}

/**
 * Whether bytes that were asked for are kept back: while their owner gives others for so long, or none
 * for a while. What is here, or waits for us to come to it, is late by our own doing.
 */
export function isKeptBack(
  { workers }: ScheduleState,
  { vote, askedAt }: { readonly vote: Vote; readonly askedAt: number },
  now: number,
): boolean {
  if (vote.isHere) return false
  const { lastHeldAt = askedAt, lastOutputAt = askedAt } = workers.get(vote.peer) ?? {}
  const since = Math.max(askedAt, lastHeldAt)
  const isStalled = now - Math.max(since, lastOutputAt) >= OVERDUE_MS
  return isStalled || now - since >= OVERDUE_FACTOR * OVERDUE_MS
}

/** The most parties that agree on one result so far. */
export function largestAgreement(subtask: OpenSubtask): number {
  const { votes, past } = subtask
  if (past === undefined && votes.length <= 1) return votes.length
  let largest = past?.words.length ?? 0
  for (const vote of votes) largest = Math.max(largest, partiesFor(subtask, vote.key))
  return largest
}

/** Puts a subtask on the list of those that want a holder, or takes it off. */
export function wantsHolder(state: ScheduleState, index: number, subtask: OpenSubtask): void {
  if (missingHolders(state, index, subtask) > 0) {
    state.needy.add(index, soleParty(subtask))
    state.hasNewWork = true
  } else state.needy.delete(index)
}

/**
 * The one party that has a hand in a subtask; undefined where there are several or none, and where
 * agreed bytes are lost, which that party may compute again.
 */
function soleParty({ votes, holders, past, agreed }: OpenSubtask): string | undefined {
  if (agreed !== undefined) return undefined
  const words = past?.words
  const party = (votes[0] ?? holders[0] ?? words?.[0])?.party
  const isAlone =
    votes.every((vote) => vote.party === party) &&
    holders.every((held) => held.party === party) &&
    words?.every((word) => word.party === party) !== false
  return isAlone ? party : undefined
}

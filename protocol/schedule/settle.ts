import type { PeerId } from '../ids.ts'
import { OVERDUE_FACTOR, OVERDUE_MS } from './constants.ts'
import {
  doubt,
  doubtAllOf,
  isDrawn,
  noteCanary,
  noteGiven,
  noteMakers,
  notePast,
  noteUngiven,
} from './doubt.ts'
import { OTHER_BYTES, type ScheduleEffect, type ScheduleEvent, WRONG_RESULT } from './events.ts'
import {
  forgetLate,
  type Lease,
  type Line,
  type OpenSubtask,
  type ScheduleState,
  takeBack,
  type Vote,
  type Worker,
} from './state.ts'
import { printOf, voteKey } from './votes.ts'
import { isComing, wantsHolder } from './wants.ts'
import { agreedKey, isDisputed, KEPT, partiesFor, wordsFor } from './words.ts'

/** Counts one signed result, and settles what it decides. */
export function castVote(
  state: ScheduleState,
  worker: Worker,
  lease: Lease,
  line: Line,
  now: number,
  effects: ScheduleEffect[],
): void {
  const index = lease.indexes[line.position] as number
  const subtask = state.open.get(index) ?? judgeLate(state, worker, lease, index, line, effects)
  if (subtask === undefined) return
  subtask.holders = subtask.holders.filter((holder) => holder.leaseId !== lease.leaseId)
  const vote: Vote = {
    peer: worker.peer,
    party: worker.party,
    leaseId: lease.leaseId,
    leaves: line.leaves,
    line: line.line,
    position: line.position,
    key: voteKey(state, subtask, line),
    isWithheld: false,
  }
  if (isDrawn(state, worker, subtask, line)) subtask.wanted = 2
  if (!state.judged) noteGiven(state, worker)
  subtask.votes = subtask.votes.concat(vote)
  decide(state, index, subtask, now, effects)
}

/** Sees whether enough words stand behind a result now, and has its bytes fetched. */
export function decide(
  state: ScheduleState,
  index: number,
  subtask: OpenSubtask,
  now: number,
  effects: ScheduleEffect[],
): void {
  const agreed = agreedKey(state, subtask)
  if (agreed !== subtask.agreed) {
    subtask.agreed = agreed
    state.fetches.delete(index)
  }
  if (agreed === undefined && isDisputed(subtask)) state.disputed.add(index)
  else state.disputed.delete(index)
  if (agreed === KEPT) {
    keep(state, index, subtask, effects)
    return
  }
  // An agreement whose bytes nobody can give now gives way to the next: liars cannot leave one behind.
  if (agreed !== undefined && !isComing(state, index)) refetch(state, index, subtask, now, effects)
  wantsHolder(state, index, subtask)
}

/** Disputes in which nobody is left to ask are over with the words that there are. */
export function decideDisputes(state: ScheduleState, now: number, effects: ScheduleEffect[]): void {
  for (const index of [...state.disputed]) {
    const subtask = state.open.get(index)
    if (subtask === undefined) state.disputed.delete(index)
    else decide(state, index, subtask, now, effects)
  }
}

/**
 * A result that came after the subtask was settled: right ones are owed like any other.
 * @returns the subtask, where the result casts doubt on what settled it.
 */
function judgeLate(
  state: ScheduleState,
  worker: Worker,
  lease: Lease,
  index: number,
  line: Line,
  effects: ScheduleEffect[],
): OpenSubtask | undefined {
  const { leaves, position } = line
  const { peer } = worker
  const late = state.late.get(index)
  forgetLate(state, index, lease.leaseId)
  // Without what settled it (a reload forgot it) nothing is held against the provider.
  if (late === undefined || printOf(state, line) === late.print) {
    const gas = leaves.gasAt(line.line)
    accept(state, peer, lease.leaseId, position, gas)
    if (late !== undefined)
      noteMakers(state, index, late.print, [...(state.makers?.of(index) ?? []), worker])
    if (late !== undefined && !late.owed.includes(peer))
      effects.push({
        type: 'verified',
        index,
        outcome: leaves.outcomeAt(line.line),
        source: undefined,
        earned: [{ peer, leaseId: lease.leaseId, gas }],
      })
    return undefined
  }
  if (state.makers !== undefined && !state.judged && !state.finished) {
    const subtask = doubt(state, state.makers, index, (maker) => !state.banned.has(maker.peer))
    if (subtask.past?.isKept !== true) effects.push({ type: 'reopened', indexes: [index] })
    return subtask
  }
  reject(state, peer, lease.leaseId, position)
  // One word against one: at the end of the job nobody is left to say who is right.
  if (state.makers === undefined) effects.push({ type: 'ban', peer, reason: WRONG_RESULT })
  return undefined
}

/** Whether the agreed bytes can be had from who cast this vote. */
function isReachable({ workers }: ScheduleState, vote: Vote): boolean {
  const worker = workers.get(vote.peer)
  return worker !== undefined && vote.leaseId >= worker.firstLeaseId && !vote.isWithheld
}

/** Asks the next reachable winner for the agreed bytes; forgets who was asked when there is none. */
export function refetch(
  state: ScheduleState,
  index: number,
  subtask: OpenSubtask,
  now: number,
  effects: ScheduleEffect[],
): void {
  const previous = state.fetches.get(index)
  state.fetches.delete(index)
  const sources = subtask.votes.filter(
    (vote) => vote.key === subtask.agreed && isReachable(state, vote),
  )
  const vote = sources.find(
    (source) => source !== previous?.vote && state.workers.get(source.peer)?.suspect === false,
  )
  if (vote !== undefined) {
    state.fetches.set(index, { vote, askedAt: now })
    const { peer, leaseId, position } = vote
    effects.push({ type: 'want', peer, leaseId, positions: [position] })
  } else if (previous !== undefined && sources.includes(previous.vote))
    state.fetches.set(index, previous)
  else if (giveWay(state, subtask)) refetch(state, index, subtask, now, effects)
  wantsHolder(state, index, subtask)
}

/**
 * An agreement whose bytes nobody has gives way to another, of whom somebody has them; never to one
 * party's word, unless that is all there ever is.
 */
function giveWay(state: ScheduleState, subtask: OpenSubtask): boolean {
  const next = subtask.votes.find(
    (vote) =>
      vote.key !== subtask.agreed &&
      isReachable(state, vote) &&
      state.workers.get(vote.peer)?.suspect === false &&
      partiesFor(subtask, vote.key) >= (state.judged ? 1 : Math.max(2, subtask.wanted)),
  )
  if (next !== undefined) subtask.agreed = next.key
  return next !== undefined
}

/** Asks others for what this peer was asked for: it is gone, silent or banned. */
export function refetchFrom(
  state: ScheduleState,
  peer: PeerId,
  now: number,
  effects: ScheduleEffect[],
): void {
  for (const [index, { vote }] of [...state.fetches]) {
    const subtask = vote.peer === peer ? state.open.get(index) : undefined
    if (subtask !== undefined) refetch(state, index, subtask, now, effects)
  }
}

/** This peer is heard again: what it was asked for needs nobody else's computing. */
export function expectFrom(state: ScheduleState, peer: PeerId): void {
  for (const [index, { vote }] of state.fetches) {
    const subtask = vote.peer === peer ? state.open.get(index) : undefined
    if (subtask !== undefined) wantsHolder(state, index, subtask)
  }
}

/** Who shows signs of life and keeps back what it was asked for holds nobody up. */
export function expireFetches(state: ScheduleState, now: number, effects: ScheduleEffect[]): void {
  for (const [index, { vote, askedAt }] of [...state.fetches]) {
    const lastOutputAt = state.workers.get(vote.peer)?.lastOutputAt ?? askedAt
    const isStalled = now - Math.max(askedAt, lastOutputAt) >= OVERDUE_MS
    if (!isStalled && now - askedAt < OVERDUE_FACTOR * OVERDUE_MS) continue
    vote.isWithheld = true
    const subtask = state.open.get(index)
    if (subtask !== undefined) refetch(state, index, subtask, now, effects)
  }
}

/** The bytes of agreed subtasks arrived, or something that only claims to be them. */
export function outputsArrived(
  state: ScheduleState,
  event: Extract<ScheduleEvent, { type: 'output' }>,
  effects: ScheduleEffect[],
): void {
  for (const position of event.positions) outputArrived(state, event, position, effects)
}

function outputArrived(
  state: ScheduleState,
  event: Extract<ScheduleEvent, { type: 'output' }>,
  position: number,
  effects: ScheduleEffect[],
): void {
  const index = state.leases.get(event.leaseId)?.indexes[position]
  const subtask = index === undefined ? undefined : state.open.get(index)
  const vote = subtask?.votes.find(
    (cast) => cast.peer === event.peer && cast.leaseId === event.leaseId,
  )
  if (index === undefined || subtask === undefined || vote === undefined) return
  if (!event.genuine) {
    effects.push({ type: 'ban', peer: event.peer, reason: OTHER_BYTES })
    return
  }
  if (vote.key === subtask.agreed) settle(state, index, subtask, vote, effects)
}

function settle(
  state: ScheduleState,
  index: number,
  subtask: OpenSubtask,
  source: Vote,
  effects: ScheduleEffect[],
): void {
  const { past } = subtask
  if (past?.isKept === true) effects.push({ type: 'reopened', indexes: [index] })
  if (state.judged) noteGiven(state, source)
  const owed = close(state, index, subtask, source.key, printOf(state, source))
  // Equal results have equal gas.
  const gas = source.leaves.gasAt(source.line)
  effects.push({
    type: 'verified',
    index,
    outcome: source.leaves.outcomeAt(source.line),
    source: { peer: source.peer, leaseId: source.leaseId, position: source.position },
    earned: owed.map(({ peer, leaseId }) => ({ peer, leaseId, gas })),
  })
  noteCanary(state, index, subtask, source.key)
  if (past !== undefined && (past.isKept || printOf(state, source) !== past.print))
    notePast(state, index, past, (peer) =>
      effects.push({ type: 'ban', peer, reason: WRONG_RESULT }),
    )
  finishOthers(state, subtask, source.key, effects)
}

/**
 * What is kept of a subtask is right after all: who came to the same is owed, and nothing fetched.
 * Nobody may have, where the words of before outweigh who spoke against them.
 */
function keep(
  state: ScheduleState,
  index: number,
  subtask: OpenSubtask,
  effects: ScheduleEffect[],
): void {
  if (subtask.past === undefined) return
  const owed = close(state, index, subtask, KEPT, subtask.past.print)
  const [first] = owed
  if (first !== undefined) {
    const gas = first.leaves.gasAt(first.line)
    effects.push({
      type: 'verified',
      index,
      outcome: first.leaves.outcomeAt(first.line),
      source: undefined,
      earned: owed.map(({ peer, leaseId }) => ({ peer, leaseId, gas })),
    })
  }
  noteCanary(state, index, subtask, KEPT)
  finishOthers(state, subtask, KEPT, effects)
}

/** Takes a subtask off everything that is not settled. @returns the votes to be paid. */
function close(
  state: ScheduleState,
  index: number,
  subtask: OpenSubtask,
  key: number,
  print: number,
): readonly Vote[] {
  state.open.delete(index)
  state.fetches.delete(index)
  state.needy.delete(index)
  state.disputed.delete(index)
  state.hasNewWork = true
  state.verified.add(index)
  const isRight = (vote: Vote) => vote.key === key && !(state.judged && vote.isWithheld)
  const winners = subtask.votes.filter(isRight)
  // Where bytes are what counts, a claim whose bytes were kept back is worth nothing.
  for (const vote of subtask.votes)
    if (vote.key === key && !isRight(vote)) reject(state, vote.peer, vote.leaseId, vote.position)
  for (const vote of winners)
    accept(state, vote.peer, vote.leaseId, vote.position, vote.leaves.gasAt(vote.line))
  // Who gave the bytes of an earlier session once more did one thing, and is owed for it once.
  const owed = winners.filter(
    ({ peer }, at) => winners.findIndex((one) => one.peer === peer) === at,
  )
  noteMakers(state, index, print, [...wordsFor(subtask, key)])
  if (subtask.holders.length > 0)
    state.late.set(index, {
      print,
      holders: subtask.holders,
      owed: owed.map(({ peer }) => peer),
    })
  return owed
}

/** Others are called off where there is nothing left for them, and who was wrong is sent away. */
function finishOthers(
  state: ScheduleState,
  subtask: OpenSubtask,
  right: number,
  effects: ScheduleEffect[],
): void {
  for (const holder of subtask.holders) cancelIfPointless(state, holder.leaseId, effects)
  for (const vote of subtask.votes) {
    if (vote.key === right) continue
    reject(state, vote.peer, vote.leaseId, vote.position)
    // Where the requestor judges bytes, other claims accuse nobody: who is right has not been looked at.
    if (!state.judged) effects.push({ type: 'ban', peer: vote.peer, reason: WRONG_RESULT })
  }
}

/** Work whose every subtask is settled is called off. */
function cancelIfPointless(state: ScheduleState, leaseId: number, effects: ScheduleEffect[]): void {
  const lease = state.leases.get(leaseId)
  if (lease === undefined || lease.answered) return
  if (lease.indexes.some((index) => !state.verified.has(index))) return
  const worker = state.workers.get(lease.peer)
  if (worker !== undefined) takeBack(state, worker, lease)
  state.leases.delete(leaseId)
  for (const index of lease.indexes) forgetLate(state, index, leaseId)
  effects.push({ type: 'cancel', peer: lease.peer, leaseId })
}

function accept(
  state: ScheduleState,
  peer: PeerId,
  leaseId: number,
  position: number,
  gas: bigint,
): void {
  const record = state.records.get(peer)
  if (record !== undefined) {
    record.verified += 1
    record.gas += gas
  }
  resolve(state, peer, leaseId)?.accepted.push(position)
}

function reject(state: ScheduleState, peer: PeerId, leaseId: number, position: number): void {
  const record = state.records.get(peer)
  if (record !== undefined) record.rejected += 1
  resolve(state, peer, leaseId)?.rejected.push(position)
}

function resolve(state: ScheduleState, peer: PeerId, leaseId: number): Lease | undefined {
  const worker = state.workers.get(peer)
  // A worker that came back starts from nothing, while its old leases may still be judged.
  if (worker !== undefined && leaseId >= worker.firstLeaseId) {
    worker.unsettled = Math.max(0, worker.unsettled - 1)
    state.stirred.add(worker)
  }
  const lease = state.leases.get(leaseId)
  if (lease === undefined) return undefined
  lease.unresolved -= 1
  state.untold.add(lease)
  if (lease.unresolved === 0) state.judgedWhole.add(lease)
  return lease
}

/** A provider was caught: what its word settled is looked at again. */
export function reopen(
  state: ScheduleState,
  peer: PeerId,
  now: number,
  effects: ScheduleEffect[],
): void {
  const decideOne = (index: number, subtask: OpenSubtask) =>
    decide(state, index, subtask, now, effects)
  doubtAllOf(state, peer, decideOne, effects)
}

/** Throws away what a banned provider signed and nobody confirmed. */
export function unvote(
  state: ScheduleState,
  peer: PeerId,
  now: number,
  effects: ScheduleEffect[],
): void {
  for (const [index, subtask] of state.open) {
    const kept = subtask.votes.filter((vote) => vote.peer !== peer)
    if (kept.length === subtask.votes.length) continue
    for (const vote of subtask.votes)
      if (vote.peer === peer) {
        reject(state, peer, vote.leaseId, vote.position)
        noteUngiven(state, peer)
      }
    subtask.votes = kept
    if (state.fetches.get(index)?.vote.peer === peer) state.fetches.delete(index)
    decide(state, index, subtask, now, effects)
  }
}

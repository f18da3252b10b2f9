import { answer, hostFailed } from './answers.ts'
import { banish } from './banish.ts'
import { markHere, passUnseen, voteAt } from './duplicates.ts'
import type { ScheduleEffect, ScheduleEvent } from './events.ts'
import { joinWants } from './fetches.ts'
import { lend } from './lend.ts'
import { hear, tick } from './passing-time.ts'
import { restore } from './restore.ts'
import { outputsArrived } from './settle.ts'
import type { ScheduleState } from './state.ts'
import { flushVerdicts } from './verdicts.ts'
import { allow, join, leave, resize } from './workers.ts'

/**
 * The one place where it is decided who computes what, whose results count, and who is sent away.
 * Pure but for `state`, which it owns: the same events give the same effects, on the page, in
 * tests and in a simulation.
 */
export function advance(
  state: ScheduleState,
  event: ScheduleEvent,
  now: number,
): readonly ScheduleEffect[] {
  const effects: ScheduleEffect[] = []
  const worker = 'peer' in event ? state.workers.get(event.peer) : undefined
  // An allowance is our own doing: no sign of life.
  if (worker !== undefined && event.type !== 'allowed') hear(state, worker, now)
  switch (event.type) {
    case 'joined':
      join(state, event, now)
      break
    case 'resized':
      if (worker !== undefined) resize(state, worker, event.cores)
      break
    case 'left':
      leave(state, event.peer, now, effects)
      break
    case 'allowed':
      if (worker !== undefined) allow(state, worker, event)
      break
    case 'answered':
      if (worker !== undefined) answer(state, worker, event, now, effects)
      break
    case 'output':
      if (worker !== undefined) worker.lastOutputAt = now
      outputsArrived(state, event, now, effects)
      break
    case 'hostFailed':
      if (worker !== undefined) hostFailed(state, worker, event, now, effects)
      break
    case 'restored':
      restore(state, event.votes, now, effects)
      break
    case 'banned':
      effects.push({ type: 'ban', peer: event.peer, reason: event.reason, byHeads: false })
      break
    case 'paused':
      state.paused = event.paused
      state.hasNewWork = true
      break
    case 'unlimited':
      state.shares?.lift()
      for (const each of state.workers.values()) state.stirred.add(each)
      break
    case 'tick':
      tick(state, now, effects)
      break
    case 'here':
      if (worker !== undefined) worker.lastOutputAt = now
      markHere(state, event)
      break
    case 'unseen': {
      const vote = voteAt(state, event, event.position)
      if (vote !== undefined) passUnseen(state, vote)
      break
    }
    case 'held':
      if (worker !== undefined) worker.lastHeldAt = now
      break
    case 'heard':
      break
  }
  // A ban may settle or unsettle others, whose bans join the list while it is walked.
  for (let at = 0; at < effects.length; at += 1) {
    const effect = effects[at]
    if (effect?.type === 'ban') banish(state, effect.peer, effect.reason, now, effects)
  }
  flushVerdicts(state, event.type === 'tick', effects)
  const isSettled = state.verified.count === state.subtasks && state.duplicates.size === 0
  if (!state.finished && isSettled) {
    state.finished = true
    effects.push({ type: 'finished' })
  }
  if (!state.finished) lend(state, event.type === 'tick', now, effects)
  return joinWants(state, effects)
}

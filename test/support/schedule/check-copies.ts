import assert from 'node:assert/strict'
import { BACKUP_SHARE, DISPUTE_AT_ONCE, MAX_BACKUPS } from '#protocol/schedule/constants.ts'
import type { ScheduleEffect } from '#protocol/schedule/events.ts'
import type { ScheduleState } from '#protocol/schedule/state.ts'
import { largestAgreement } from '#protocol/schedule/wants.ts'
import { goesByHeads, isWeighed } from '#protocol/schedule/words.ts'
import type { SeenWork } from './seen-work.ts'

/**
 * Throws where there are more copies than the policy wants and the share of backups allows.
 * @param earlier backups under way before these effects.
 * @returns backups under way after them.
 */
export function checkCopies(
  state: ScheduleState,
  seen: SeenWork,
  effects: readonly ScheduleEffect[],
  earlier: number,
): number {
  let backups = 0
  for (const { isBackup, answered } of state.leases.values())
    if (isBackup && !answered) backups += 1
  assert.equal(state.backups, backups)
  let slots = 0
  for (const { cores } of seen.workers.values()) slots += cores
  if (backups > earlier)
    assert.ok(backups <= Math.max(1, Math.floor(slots * BACKUP_SHARE)), 'too many backups')
  assert.equal(state.slots, slots)
  for (const effect of effects)
    if (effect.type === 'grant')
      for (const index of effect.indexes) checkCopiesOf(state, seen, index)
  return backups
}

function checkCopiesOf(state: ScheduleState, seen: SeenWork, index: number): void {
  const subtask = state.open.get(index)
  if (subtask === undefined && seen.settled.has(index)) return
  assert.ok(subtask !== undefined)
  const { holders, agreed } = subtask
  const active = holders.filter(({ backup, stale }) => !backup && !stale).length
  const copies = holders.filter(({ backup }) => backup).length
  assert.ok(copies <= MAX_BACKUPS, 'a second backup')
  const missing = subtask.wanted - largestAgreement(subtask)
  const inDispute = goesByHeads(state, subtask) ? 1 : DISPUTE_AT_ONCE
  const asked = isWeighed(subtask) ? Math.max(inDispute, missing) : missing
  const wanted = agreed === undefined ? asked : 1
  if (copies === 0) assert.ok(active <= wanted, 'more replicas than the quorum wants')
}

import { describe, expect, it } from 'vitest'
import { asPeerId } from '../ids.ts'
import { HEARTBEAT_MS } from './constants.ts'
import type { ScheduleEffect } from './events.ts'
import { advance } from './schedule.ts'
import { leastParties, Shares, subtasksIn } from './shares.ts'
import { createSchedule } from './state.ts'

/** Ten subtasks, of which a party may see four; and what each party was lent so far. */
function openLimited(lent: ReadonlyArray<readonly [string, number]> = []) {
  const shares = new Shares(4, lent)
  const state = createSchedule({
    subtasks: 10,
    secret: new Uint8Array(32),
    now: 0,
    policy: { kind: 'none' },
    shares,
  })
  const seen = new Map<string, number[]>()
  const note = (effects: readonly ScheduleEffect[]) => {
    for (const effect of effects)
      if (effect.type === 'grant')
        seen.set(effect.peer, [...(seen.get(effect.peer) ?? []), ...effect.indexes])
    return effects
  }
  return {
    shares,
    seen,
    apply: (event: Parameters<typeof advance>[1], now = 0) => note(advance(state, event, now)),
    join: (name: string, party: string) =>
      note(
        advance(
          state,
          {
            type: 'joined',
            peer: asPeerId(name),
            party,
            cores: 8,
            rttMs: 20,
            allowance: Number.POSITIVE_INFINITY,
          },
          0,
        ),
      ),
  }
}

describe('a share of a job', () => {
  it('is all that the keys of one party are lent together', () => {
    const { join, seen, shares } = openLimited()
    join('one', 'a')
    join('another', 'a')
    expect(seen.get('one')).toHaveLength(4)
    expect(seen.has('another')).toBe(false)
    expect(shares.isSpent('a')).toBe(true)
    join('stranger', 'b')
    expect(seen.get('stranger')).toHaveLength(4)
  })

  it('is had by who was lent it, though it gave nothing back', () => {
    const { join, apply, seen } = openLimited()
    join('one', 'a')
    apply({ type: 'left', peer: asPeerId('one') })
    join('one', 'a')
    expect(seen.get('one')).toHaveLength(4)
  })

  it('is less by what was lent before a reload', () => {
    const { join, seen } = openLimited([['a', 3]])
    join('one', 'a')
    expect(seen.get('one')).toHaveLength(1)
  })

  it('is the whole for those who are there once the limit is lifted', () => {
    const { join, apply, seen, shares } = openLimited()
    join('one', 'a')
    apply({ type: 'tick' }, HEARTBEAT_MS)
    expect(seen.get('one')).toHaveLength(4)
    apply({ type: 'unlimited' }, HEARTBEAT_MS)
    expect(seen.get('one')?.length).toBeGreaterThan(4)
    expect(shares.spent).toBe(0)
  })

  it('is of whole subtasks, and says how many parties it takes', () => {
    expect([subtasksIn(40, 10), subtasksIn(40, 2), subtasksIn(99, 1)]).toEqual([4, 0, 0])
    expect([leastParties(40, 1), leastParties(50, 2), leastParties(34, 3)]).toEqual([3, 4, 9])
  })
})

import { describe, expect, it } from 'vitest'
import { PLAIN_LEAF } from '#test/support/plain-leaf.ts'
import { asPeerId } from '../ids.ts'
import type { Format } from '../task/app.ts'
import { Leaves } from '../trust/leaves.ts'
import { CHUNK_MS, MAX_SHARED_MS } from './constants.ts'
import type { ScheduleEffect } from './events.ts'
import { advance } from './schedule.ts'
import { createSchedule } from './state.ts'

type Grant = Extract<ScheduleEffect, { type: 'grant' }>

const ROUND_TRIP_MS = 20

/** A lone provider whose subtasks all take as long; what it is lent, and answers to its leases. */
function openJob({ cores, subtaskMs }: { readonly cores: number; readonly subtaskMs: number }) {
  const state = createSchedule({ subtasks: 1_000_000, secret: new Uint8Array(32), now: 0 })
  const peer = asPeerId('peer')
  const grantsOf = (effects: readonly ScheduleEffect[]) =>
    effects.filter((effect): effect is Grant => effect.type === 'grant')
  let now = 0
  const join = (name: string, format: Format | undefined) =>
    grantsOf(
      advance(
        state,
        {
          type: 'joined',
          peer: asPeerId(name),
          party: name,
          cores,
          rttMs: ROUND_TRIP_MS,
          allowance: Number.POSITIVE_INFINITY,
          ...(format && { format }),
        },
        now,
      ),
    )
  return {
    first: join(peer, undefined),
    join,
    /** Answers once all cores have had their share of the lease; returns what comes for it. */
    answer({ leaseId, indexes }: Grant): Grant[] {
      const rounds = Math.ceil(indexes.length / cores)
      now += rounds * subtaskMs + ROUND_TRIP_MS
      const leaves = Leaves.of(indexes.map((index) => ({ ...PLAIN_LEAF, index })))
      const computeMs = indexes.length * subtaskMs
      return grantsOf(advance(state, { type: 'answered', peer, leaseId, leaves, computeMs }, now))
    },
  }
}

describe('a lease', () => {
  it('is of one subtask for who computes with what nobody has shown the speed of', () => {
    const { first, answer, join } = openJob({ cores: 1, subtaskMs: 2 })
    expect(answer(first[0] as Grant)[0]?.indexes.length).toBeGreaterThan(100)
    expect(join('another', undefined)[0]?.indexes.length).toBe(64)
    expect(join('slow', 'kernel')[0]?.indexes.length).toBe(1)
  })

  it('is of one subtask for every core while nobody knows how long one takes', () => {
    const { first } = openJob({ cores: 4, subtaskMs: 20 })
    expect(first.slice(0, 4).map(({ indexes }) => indexes.length)).toEqual([1, 1, 1, 1])
  })

  it.each([
    { cores: 1, subtaskMs: 20 },
    { cores: 2, subtaskMs: 20 },
    { cores: 4, subtaskMs: 20 },
    { cores: 8, subtaskMs: 100 },
  ])(
    'is as long as it pays to let $cores cores share it, of subtasks of $subtaskMs ms',
    ({ cores, subtaskMs }) => {
      const { first, answer } = openJob({ cores, subtaskMs })
      const next = answer(first[0] as Grant)
      expect(next.length).toBeGreaterThan(0)
      for (const { indexes } of next)
        expect(indexes).toHaveLength(
          Math.floor(Math.min(CHUNK_MS * cores, MAX_SHARED_MS) / subtaskMs),
        )
    },
  )

  it('is one of several at once where it has fewer subtasks than there are cores', () => {
    const { first, answer } = openJob({ cores: 4, subtaskMs: 900 })
    const grants = [...first, ...first.flatMap(answer)]
    expect(grants.length).toBeGreaterThanOrEqual(4 + 4)
    expect(new Set(grants.map(({ indexes }) => indexes.length))).toEqual(new Set([1]))
  })
})

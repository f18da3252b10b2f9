import { describe, expect, it } from 'vitest'
import { PLAIN_LEAF } from '#test/support/plain-leaf.ts'
import { asPeerId, type PeerId } from '../ids.ts'
import { Leaves } from '../trust/leaves.ts'
import { BitSet } from './bit-set.ts'
import type { ScheduleEffect } from './events.ts'
import { Makers } from './makers.ts'
import { advance } from './schedule.ts'
import { createSchedule } from './state.ts'
import { printOf } from './votes.ts'

const [a, b, x] = ['a', 'b', 'x'].map(asPeerId) as [PeerId, PeerId, PeerId]
const RIGHT = 0
const WRONG = 1

const leavesOf = (says: number) =>
  Leaves.of([{ ...PLAIN_LEAF, index: 0, resultHash: new Uint8Array(32).fill(says) }])

/** The words of these keys on the first subtask, as they were kept. */
const votesOf = (says: ReadonlyArray<readonly [PeerId, number]>) =>
  says.map(([peer, word]) => ({
    ...{ peer, party: peer, pricePerGigaGas: null, leaves: leavesOf(word) },
  }))

/** A job of two, taken up again: the first is settled, and right, by the word of these keys. */
function takeUp(
  makers: readonly PeerId[],
  banned: readonly PeerId[],
  votes: ReturnType<typeof votesOf> = [],
) {
  const job = {
    ...{ subtasks: 2, secret: new Uint8Array(32), now: 0 },
    policy: { kind: 'audit', share: 1 } as const,
  }
  const line = { leaves: leavesOf(RIGHT), line: 0, position: 0 }
  const known = new Makers(2)
  known.note(
    0,
    printOf(createSchedule(job), line),
    makers.map((peer) => ({ peer, party: peer })),
  )
  const verified = new BitSet(2)
  verified.add(0)
  const state = createSchedule({
    ...job,
    ...{ verified, makers: known, banned: banned.map((peer) => [peer, 'wrong'] as const) },
  })
  const effects: ScheduleEffect[] = []
  const apply = (event: Parameters<typeof advance>[1]) => {
    effects.push(...advance(state, event, 1))
  }
  apply({ type: 'restored', votes })
  /** One more key comes, and says this of all that it is lent. */
  const join = (peer: PeerId, says: number) => {
    const from = effects.length
    const standing = { given: 20_000, confirmed: 20_000 }
    apply({
      ...{ type: 'joined', peer, party: peer, cores: 1, rttMs: 1, allowance: 9, standing },
    })
    for (const effect of effects.slice(from)) {
      if (effect.type !== 'grant') continue
      const { leaseId, indexes } = effect
      const leaves = Leaves.of(
        indexes.map((index) => ({
          ...PLAIN_LEAF,
          ...{ index, resultHash: new Uint8Array(32).fill(says) },
        })),
      )
      apply({ type: 'answered', peer, leaseId, leaves, computeMs: 1 })
    }
  }
  return { state, effects, apply, join }
}

describe('a job that is taken up again', () => {
  it('knows what stands on whose word, and has it void once that is caught', () => {
    const { state, effects, apply } = takeUp([a], [])
    expect(state.verified.has(0)).toBe(true)
    expect(state.records.get(a)).toMatchObject({ answered: 1, verified: 1, confirmed: 0 })
    apply({ type: 'banned', peer: a, reason: 'objected to' })
    expect(effects).toContainEqual({ type: 'reopened', indexes: [0] })
    expect(state.records.get(a)).toMatchObject({ answered: 1, verified: 0, rejected: 1 })
  })

  it.each([
    ['two others confirmed', [a, b, x], [x], true, []],
    ['one other confirmed', [a, x], [x], false, []],
    ['nobody else confirmed', [x], [x], false, [{ type: 'reopened', indexes: [0] }]],
  ])('looks again at what is a caught key’s where %s', (_, makers, banned, isSettled, told) => {
    const { state, effects } = takeUp(makers, banned)
    expect(state.verified.has(0)).toBe(isSettled)
    expect(state.redo.has(0)).toBe(!isSettled)
    expect(effects).toEqual(told)
  })

  it('goes on doubting what somebody said otherwise of, and pays nobody for it once more', () => {
    const votes = votesOf([
      [a, RIGHT],
      [x, WRONG],
    ])
    const { state, effects, join } = takeUp([a], [], votes)
    expect(state.verified.has(0)).toBe(false)
    join(b, RIGHT)
    expect([...state.banned.keys()]).toEqual([x])
    expect(state.verified.has(0)).toBe(true)
    const earned = effects.flatMap((effect) => (effect.type === 'verified' ? effect.earned : []))
    expect(earned.map(({ peer }) => peer)).toEqual([b])
    expect(effects.filter(({ type }) => type === 'reopened')).toEqual([])
  })

  it('hears nobody twice, and nobody who is banned, on what is settled', () => {
    const votes = votesOf([
      [a, RIGHT],
      [x, WRONG],
    ])
    const { state, effects } = takeUp([a], [x], votes)
    expect(state.verified.has(0)).toBe(true)
    expect(effects).toEqual([])
  })
})

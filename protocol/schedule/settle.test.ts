import { describe, expect, it } from 'vitest'
import { PLAIN_LEAF } from '#test/support/plain-leaf.ts'
import { asPeerId, type PeerId } from '../ids.ts'
import { type Leaf, Leaves } from '../trust/leaves.ts'
import type { ScheduleEffect, ScheduleEvent } from './events.ts'
import { advance } from './schedule.ts'
import { createSchedule } from './state.ts'

const WRONG: Leaf = { ...PLAIN_LEAF, resultHash: new Uint8Array(32).fill(255) }

describe('where agreed bytes do not come', () => {
  const a = asPeerId('a')
  const b = asPeerId('b')
  const c = asPeerId('c')
  const d = asPeerId('d')

  /** One subtask, and what happens to it; a peer is its own party. */
  function follow(judged = false) {
    const secret = new Uint8Array(32)
    const state = createSchedule({ subtasks: 1, secret, now: 0, judged })
    const leases = new Map<PeerId, number>()
    const apply = (event: ScheduleEvent, now: number) => {
      const effects = advance(state, event, now)
      for (const effect of effects)
        if (effect.type === 'grant') leases.set(effect.peer, effect.leaseId)
      return effects
    }
    return {
      state,
      apply,
      join: (peer: PeerId, now = 0) =>
        apply({ type: 'joined', peer, party: peer, cores: 1, rttMs: 1, allowance: 9 }, now),
      answer: (peer: PeerId, wrong: boolean, now = 0) =>
        apply(
          {
            type: 'answered',
            peer,
            leaseId: leases.get(peer) ?? 0,
            leaves: Leaves.of([wrong ? WRONG : PLAIN_LEAF]),
            computeMs: 1,
          },
          now,
        ),
      output: (peer: PeerId, genuine: boolean, now = 0) =>
        apply(
          { type: 'output', peer, leaseId: leases.get(peer) ?? 0, positions: [0], genuine },
          now,
        ),
      /** Time passes in which these peers show signs of life. */
      pass: (from: number, to: number, peers: readonly PeerId[]) => {
        const effects: ScheduleEffect[] = []
        for (let now = from; now <= to; now += 1_000) {
          for (const peer of peers) effects.push(...apply({ type: 'heard', peer }, now))
          effects.push(...apply({ type: 'tick' }, now))
        }
        return effects
      },
    }
  }

  it('asks the twin, and then anybody, while their owner shows signs of life', () => {
    const { join, answer, pass, output } = follow()
    for (const peer of [a, b]) join(peer)
    answer(a, false)
    expect(answer(b, false)).toMatchObject([{ type: 'want', peer: a }])
    expect(pass(1_000, 21_000, [a, b])).toMatchObject([{ type: 'want', peer: b }])
    expect(pass(22_000, 42_000, [a, b])).toEqual([])
    expect(join(c, 42_000)).toMatchObject([{ type: 'grant', peer: c }])
    expect(answer(c, false, 42_001)).toMatchObject([{ type: 'want', peer: c }])
    expect(output(b, true, 42_002)).toContainEqual({ type: 'finished' })
  })

  it('has others compute what only the silent have, and takes whichever comes first', () => {
    const { join, answer, pass, output } = follow()
    for (const peer of [a, b, c]) join(peer)
    for (const peer of [a, b]) answer(peer, false)
    expect(pass(1_000, 2_000, [c])).toEqual([])
    expect(pass(3_000, 4_000, [c]).at(-1)).toMatchObject({ type: 'grant', peer: c })
    expect(answer(c, false, 4_001)).toMatchObject([{ type: 'want', peer: c }])
    expect(output(a, true, 4_002)).toContainEqual({ type: 'finished' })
  })

  it('has nobody else compute what is expected again from who was silent', () => {
    const { join, answer, pass, apply } = follow()
    for (const peer of [a, b]) join(peer)
    for (const peer of [a, b]) answer(peer, false)
    pass(1_000, 4_000, [])
    for (const peer of [a, b]) apply({ type: 'heard', peer }, 4_500)
    expect(join(c, 4_501)).toEqual([])
  })

  it('owes who gives its bytes once more after it came back for one execution', () => {
    const { join, answer, apply, output } = follow()
    for (const peer of [a, b]) join(peer)
    for (const peer of [a, b]) answer(peer, false)
    for (const peer of [a, b]) apply({ type: 'left', peer }, 1)
    expect(join(a, 2)).toMatchObject([{ type: 'grant', peer: a }])
    expect(answer(a, false, 3)).toMatchObject([{ type: 'want', peer: a }])
    const earned = output(a, true, 4).flatMap((effect) =>
      effect.type === 'verified' ? effect.earned.map(({ peer }) => peer) : [],
    )
    expect(earned).toEqual([a, b])
  })

  it('lets two others outvote liars who agreed and went', () => {
    const { join, answer, apply, output } = follow()
    for (const liar of [a, b]) join(liar)
    for (const liar of [a, b]) answer(liar, true)
    for (const liar of [a, b]) apply({ type: 'left', peer: liar }, 1)
    join(c, 2)
    answer(c, false, 3)
    join(d, 4)
    expect(answer(d, false, 5)).toMatchObject([{ type: 'want', peer: c }])
    expect(output(c, true, 6)).toContainEqual({ type: 'finished' })
  })

  /** Both were lent a judged subtask, for the first was silent; it answered and gave its bytes. */
  function followSecond() {
    const job = follow(true)
    for (const peer of [a, b]) job.join(peer)
    job.pass(1_000, 4_000, [b])
    expect(job.answer(a, false, 4_001)).toMatchObject([{ type: 'want', peer: a }])
    const paid = (effects: readonly ScheduleEffect[]) =>
      effects.flatMap((effect) =>
        effect.type === 'verified' ? effect.earned.map(({ peer }) => peer) : [],
      )
    return { ...job, paid }
  }

  it('pays a judged result that comes second for bytes of its own', () => {
    const { answer, output, paid } = followSecond()
    answer(b, false, 4_002)
    const first = output(a, true, 4_003)
    expect(paid(first)).toEqual([a])
    expect(first).toContainEqual(expect.objectContaining({ type: 'want', peer: b }))
    const last = output(b, true, 4_004)
    expect(paid(last)).toEqual([b])
    expect(last).toContainEqual({ type: 'finished' })
  })

  it('pays no claim whose bytes are kept back, says nothing of it, and is not held up by it for long', () => {
    const { state, answer, output, pass } = followSecond()
    answer(b, false, 4_002)
    output(a, true, 4_003)
    expect(pass(5_000, 20_000, [a, b])).not.toContainEqual({ type: 'finished' })
    expect(pass(21_000, 25_000, [a, b])).toContainEqual({ type: 'finished' })
    expect(state.records.get(b)).toMatchObject({ verified: 0, rejected: 0 })
  })

  it.each(['first', 'second'] as const)(
    'waits for its own look at bytes that are here, however long it takes, where they came %s',
    (place) => {
      const { state, answer, output, apply, pass, paid } = followSecond()
      answer(b, false, 4_002)
      const peer = place === 'first' ? a : b
      if (place === 'second') output(a, true, 4_003)
      const lease = [...state.leases.values()].find((each) => each.peer === peer)
      const here = { peer, leaseId: lease?.leaseId ?? 0, positions: [0] }
      apply({ type: 'here', ...here }, 5_000)
      // The other's bytes are neither asked for meanwhile nor the job's end declared.
      expect(pass(6_000, 306_000, [a, b])).toEqual([])
      expect(paid(output(peer, true, 306_001))).toEqual([peer])
      expect(state.records.get(peer)).toMatchObject({ verified: 1, rejected: 0 })
    },
  )

  it('says nothing of a claim that was kept back until another’s bytes settled its subtask', () => {
    const { state, answer, output, pass } = followSecond()
    answer(b, false, 4_002)
    pass(5_000, 25_000, [a, b])
    expect(output(b, true, 25_001)).toContainEqual({ type: 'finished' })
    expect(state.records.get(a)).toMatchObject({ verified: 0, rejected: 0 })
  })

  it('asks for no bytes again that are here when another’s settle their subtask', () => {
    const { state, answer, output, apply, pass, paid } = followSecond()
    answer(b, false, 4_002)
    const leaseOf = (peer: PeerId) =>
      [...state.leases.values()].find((each) => each.peer === peer)?.leaseId ?? 0
    // While a keeps its bytes back b is asked, and then both come.
    expect(pass(5_000, 25_000, [a, b])).toContainEqual(
      expect.objectContaining({ type: 'want', peer: b }),
    )
    for (const peer of [a, b])
      apply({ type: 'here', peer, leaseId: leaseOf(peer), positions: [0] }, 25_001)
    const leaseId = leaseOf(a)
    expect(output(b, true, 25_002)).not.toContainEqual(expect.objectContaining({ type: 'want' }))
    expect(pass(26_000, 326_000, [a, b])).not.toContainEqual({ type: 'finished' })
    const last = apply({ type: 'output', peer: a, leaseId, positions: [0], genuine: true }, 326_001)
    expect(paid(last)).toEqual([a])
    expect(last).toContainEqual({ type: 'finished' })
  })

  it('has nobody’s time run while what it says waits for us', () => {
    const { state, answer, apply, pass } = followSecond()
    for (let now = 5_000; now <= 305_000; now += 1_000) {
      apply({ type: 'held', peer: a }, now)
      pass(now, now, [a, b])
    }
    answer(b, false, 305_500)
    expect(state.fetches.get(0)?.vote.peer).toBe(a)
  })

  it('holds it against nobody where it cannot look', () => {
    const { state, answer, output, apply } = followSecond()
    answer(b, false, 4_002)
    output(a, true, 4_003)
    const [leaseId = 0] = state.leases.keys()
    const unseen = { type: 'unseen', peer: b, leaseId, position: 0 } as const
    expect(apply(unseen, 4_004)).toContainEqual({ type: 'finished' })
    expect(state.records.get(b)).toMatchObject({ verified: 0, rejected: 0 })
  })

  it('falls back on what others agreed on when a ban undoes the first agreement', () => {
    const { state, join, answer, output, pass } = follow()
    for (const peer of [a, b, c, d]) join(peer)
    // Silent for long enough that c and d are lent it too, and then all four answer.
    pass(1_000, 4_000, [c, d])
    for (const peer of [a, b]) answer(peer, true, 4_001)
    for (const peer of [c, d]) answer(peer, false, 4_002)
    expect(output(a, false, 4_003)).toContainEqual(
      expect.objectContaining({ type: 'want', peer: c }),
    )
    expect(output(c, true, 4_004)).toContainEqual({ type: 'finished' })
    expect(state.banned.has(d)).toBe(false)
  })
})

import { describe, expect, it } from 'vitest'
import { PLAIN_LEAF } from '#test/support/plain-leaf.ts'
import { asPeerId, type PeerId } from '../ids.ts'
import { Leaves } from '../trust/leaves.ts'
import type { Policy } from '../trust/policy.ts'
import { DISPUTE_PATIENCE_MS, HEARTBEAT_MS, OUTVOTED_AT_MOST } from './constants.ts'
import type { ScheduleEffect } from './events.ts'
import { advance } from './schedule.ts'
import { createSchedule, type Standing } from './state.ts'
import { collectVotes } from './votes.ts'

type Grant = Extract<ScheduleEffect, { type: 'grant' }>

/** Said of a program that ended in a trap. */
const FAILED = 9

/** A job and its crowd. Everybody answers as `says` has it; 0 is right. */
class Crowd {
  state
  readonly effects: ScheduleEffect[] = []
  readonly grants: Grant[] = []
  readonly #job
  #now = 0

  constructor(policy: Policy, subtasks: number) {
    this.#job = { subtasks, policy, secret: new Uint8Array(32) }
    this.state = createSchedule({ ...this.#job, now: 0 })
  }

  #apply(event: Parameters<typeof advance>[1]): readonly ScheduleEffect[] {
    const effects = advance(this.state, event, this.#now)
    for (const effect of effects) {
      this.effects.push(effect)
      if (effect.type === 'grant') this.grants.push(effect)
    }
    return effects
  }

  join(name: string, standing?: Standing, allowance = 999): PeerId {
    const peer = asPeerId(name)
    const known = standing && { standing }
    this.#apply({ type: 'joined', peer, party: name, cores: 1, rttMs: 1, allowance, ...known })
    return peer
  }

  ban(peer: PeerId): readonly ScheduleEffect[] {
    return this.#apply({ type: 'banned', peer, reason: 'objected to' })
  }

  allow(peer: PeerId, allowance: number): void {
    this.#apply({ type: 'allowed', peer, allowance })
  }

  /** Everybody is gone, and what was answered is found again. */
  reload(): void {
    const votes = collectVotes(this.state, () => null)
    const firstLeaseId = this.state.nextLeaseId
    this.state = createSchedule({ ...this.#job, now: this.#now, firstLeaseId })
    this.#apply({ type: 'restored', votes })
    this.tick()
  }

  tick(): readonly ScheduleEffect[] {
    return this.#apply({ type: 'tick' })
  }

  /**
   * Everybody who is lent something answers it and sends the bytes, until nobody is, not even after
   * a while.
   */
  work(says: (peer: PeerId, index: number) => number): void {
    this.answer(says)
    const pass = () => {
      this.#now += HEARTBEAT_MS
      for (const peer of this.state.workers.keys()) this.#apply({ type: 'heard', peer })
      this.tick()
      this.answer(says)
    }
    for (let ms = 0; this.state.disputed.size > 0 && ms <= DISPUTE_PATIENCE_MS; ms += HEARTBEAT_MS)
      pass()
  }

  /** What was lent is answered, and nothing waited for. */
  answer(says: (peer: PeerId, index: number) => number): void {
    this.#send()
    for (let grant = this.grants.shift(); grant !== undefined; grant = this.grants.shift()) {
      const { peer, leaseId, indexes } = grant
      this.#now += 1
      const leaves = indexes.map((index) => ({
        ...PLAIN_LEAF,
        index,
        resultHash: new Uint8Array(32).fill(says(peer, index)),
        outcome: { kind: says(peer, index) === FAILED ? ('trap' as const) : ('success' as const) },
      }))
      this.#apply({ type: 'answered', peer, leaseId, leaves: Leaves.of(leaves), computeMs: 1_000 })
      this.#send()
    }
  }

  /** The bytes that were asked for come. */
  #send(): void {
    for (let effect = this.effects.shift(); effect !== undefined; effect = this.effects.shift()) {
      this.seen.push(effect)
      if (effect.type === 'want') this.#apply({ ...effect, type: 'output', genuine: true })
    }
  }

  readonly seen: ScheduleEffect[] = []

  of<T extends ScheduleEffect['type']>(type: T): Array<Extract<ScheduleEffect, { type: T }>> {
    return this.seen.filter((effect) => effect.type === type) as never
  }
}

const AUDIT: Policy = { kind: 'audit', share: 0.5 }
const NONE: Policy = { kind: 'none' }
const KNOWN: Standing = { given: 500, confirmed: 500 }

describe('what a word is worth', () => {
  it('computes once what nobody checks, and twice what is drawn', () => {
    const once = new Crowd(NONE, 40)
    once.join('a')
    once.work(() => 0)
    expect([once.state.finished, once.state.executions]).toEqual([true, 40])
    // Nor is anything learnt of who gave it.
    expect([...once.state.records.values()]).toMatchObject([{ given: 0, confirmed: 0 }])
    const some = new Crowd(AUDIT, 400)
    some.join('a')
    some.join('b')
    some.work(() => 0)
    expect(some.state.finished).toBe(true)
    expect(some.state.executions).toBeGreaterThan(540)
    expect(some.state.executions).toBeLessThan(660)
  })

  it.each<Policy>([NONE, { kind: 'quorum', parties: 2 }])(
    'takes it from nobody who is new that the program failed, while others may be asked',
    (policy) => {
      const crowd = new Crowd(policy, OUTVOTED_AT_MOST)
      const liars = ['x', 'y'].map((name) => crowd.join(name))
      crowd.answer(() => FAILED)
      expect(crowd.of('verified')).toEqual([])
      for (const name of ['a', 'b']) crowd.join(name, { given: 500, confirmed: 500 })
      crowd.work((peer) => (liars.includes(peer) ? FAILED : 0))
      expect(crowd.of('verified').map(({ outcome }) => outcome.kind)).toEqual(
        Array.from({ length: OUTVOTED_AT_MOST }, () => 'success'),
      )
      expect([...crowd.state.banned.keys()].sort()).toEqual(liars)
    },
  )

  it('takes it from two that the program failed once there is nobody else for long', () => {
    const crowd = new Crowd(NONE, 1)
    crowd.join('x')
    crowd.work(() => FAILED)
    expect(crowd.of('verified')).toEqual([])
    crowd.join('y')
    crowd.work(() => FAILED)
    expect(crowd.of('verified').map(({ outcome }) => outcome.kind)).toEqual(['trap'])
  })

  it.each([
    ['has no room for a moment', (crowd: Crowd, peer: PeerId) => crowd.allow(peer, 1)],
    ['is not back yet after a reload', (crowd: Crowd) => crowd.join('b', KNOWN)],
  ])('does not count heads in a dispute while who would decide it %s', (_, bring) => {
    const crowd = new Crowd({ kind: 'audit', share: 1 }, 1)
    const b = crowd.join('b', KNOWN, 0)
    const says = (peer: PeerId) => (peer === 'x' || peer === 'y' ? 1 : 0)
    // The liars outnumber the first who does not lie.
    crowd.join('x')
    crowd.join('a', KNOWN)
    crowd.answer(says)
    crowd.join('y')
    crowd.answer(says)
    if (bring.length === 1) crowd.reload()
    crowd.tick()
    expect(crowd.of('want')).toEqual([])
    bring(crowd, b)
    crowd.work(says)
    expect([...crowd.state.banned.keys()].sort()).toEqual(['x', 'y'])
  })

  it('does not take at one word, after a reload, what had been drawn for a check', () => {
    const crowd = new Crowd({ kind: 'adaptive', error: 1e-3 }, 6)
    crowd.join('cheat')
    crowd.answer(() => 1)
    crowd.reload()
    crowd.join('cheat')
    crowd.answer(() => 1)
    expect(crowd.of('verified')).toEqual([])
    for (const name of ['a', 'b']) crowd.join(name, KNOWN)
    crowd.work((peer) => (peer === 'cheat' ? 1 : 0))
    expect([...crowd.state.banned.keys()]).toEqual(['cheat'])
    expect(crowd.state.finished).toBe(true)
  })

  it('checks all of a new key, and little of one that is known', () => {
    const executions = (standing?: Standing) => {
      const crowd = new Crowd({ kind: 'adaptive', error: 1e-4 }, 50)
      crowd.join('a', standing)
      crowd.join('b', standing)
      crowd.work(() => 0)
      return crowd.state.executions
    }
    expect(executions()).toBe(100)
    expect(executions({ given: 5_000, confirmed: 300 })).toBeLessThan(56)
  })
})

describe('who is caught', () => {
  it('has everything computed again that its word alone stood for', () => {
    const crowd = new Crowd(AUDIT, 60)
    const liar = crowd.join('liar')
    crowd.join('b')
    crowd.join('c')
    crowd.work((peer) => (peer === liar ? 1 : 0))
    expect(crowd.state.finished).toBe(true)
    expect(crowd.of('ban')).toEqual([
      { type: 'ban', peer: liar, reason: 'returned a wrong result', byHeads: false },
    ])
    const final = new Map(crowd.of('verified').map(({ index, source }) => [index, source?.peer]))
    expect([...final.values()].filter((peer) => peer === liar)).toEqual([])
    expect(final.size).toBe(60)
  })

  it('has all of it told of at once, and no more of it open than of any job', () => {
    const count = 34_000
    const crowd = new Crowd(NONE, count + 1)
    const liar = crowd.join('liar', undefined, count)
    crowd.work(() => 1)
    expect(crowd.state.verified.count).toBe(count)
    const voidsOf = (effects: readonly ScheduleEffect[]) =>
      effects.flatMap((effect) => (effect.type === 'reopened' ? effect.indexes : []))
    // What is on disk is all that is left of it after a reload.
    expect(voidsOf(crowd.ban(liar))).toHaveLength(count)
    expect(crowd.state.open.size).toBe(0)
    crowd.join('b', undefined, Number.POSITIVE_INFINITY)
    crowd.work(() => 0)
    expect(crowd.state.finished).toBe(true)
    expect(voidsOf(crowd.seen)).toHaveLength(count)
    const settled = new Set<number>()
    for (const effect of crowd.seen)
      if (effect.type === 'reopened') for (const index of effect.indexes) settled.delete(index)
      else if (effect.type === 'verified') {
        expect(settled.has(effect.index)).toBe(false)
        settled.add(effect.index)
      }
  })

  it('takes along what liars confirmed each other', () => {
    const crowd = new Crowd({ kind: 'audit', share: 1 }, 12)
    const [x, y] = [crowd.join('x'), crowd.join('y')]
    // They agree on all but the last, so that the job is not over.
    const lie = (peer: PeerId, index: number) => (index === 11 && peer === y ? 2 : 1)
    crowd.work(lie)
    expect(crowd.state.verified.count).toBe(11)
    for (const name of ['a', 'b']) crowd.join(name, { given: 500, confirmed: 100 })
    crowd.work((peer, index) => ([x, y].includes(peer) ? lie(peer, index) : 0))
    expect(crowd.state.finished).toBe(true)
    expect(
      crowd
        .of('ban')
        .map(({ peer }) => peer)
        .sort(),
    ).toEqual([x, y])
    const reopened = crowd.of('reopened').flatMap(({ indexes }) => indexes)
    expect(reopened.sort((one, other) => one - other)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    const final = new Map(crowd.of('verified').map(({ index, source }) => [index, source?.peer]))
    expect([...final.values()].every((peer) => peer === 'a' || peer === 'b')).toBe(true)
  })

  it('has what it confirmed given way where two others say otherwise', () => {
    const crowd = new Crowd({ kind: 'audit', share: 1 }, 3)
    const [x, y] = [crowd.join('x'), crowd.join('y')]
    // Of the last, only one of them lies: that one is caught first.
    const lie = (peer: PeerId, index: number) => (index === 2 && peer === y ? 0 : 1)
    crowd.work(lie)
    for (const name of ['a', 'b']) crowd.join(name, { given: 500, confirmed: 100 })
    crowd.work((peer, index) => ([x, y].includes(peer) ? lie(peer, index) : 0))
    expect(crowd.of('ban').map(({ peer }) => peer)).toEqual([x, y])
    expect(
      crowd
        .of('reopened')
        .flatMap(({ indexes }) => indexes)
        .sort(),
    ).toEqual([0, 1])
    expect(crowd.state.finished).toBe(true)
  })

  it('gives away who would lie with it, however long they were right', () => {
    const crowd = new Crowd({ kind: 'adaptive', error: 0.001 }, 60)
    const x = crowd.join('x')
    // They leave some of the job to who comes later.
    for (const name of ['a', 'b']) crowd.join(name, undefined, 20)
    const lie = (peer: PeerId, index: number) =>
      (peer === x || peer === 'z') && index % 7 === 3 ? 1 : 0
    crowd.work(lie)
    expect(crowd.of('ban').map(({ peer }) => peer)).toEqual([x])
    // Of all that it lies about, one was settled without it.
    const z = crowd.join('z', { given: 1_000_000, confirmed: 5_000 })
    crowd.work(lie)
    expect(crowd.of('ban').map(({ peer }) => peer)).toEqual([x, z])
  })

  it('is paid once for what is found right again, and nothing is fetched anew', () => {
    const crowd = new Crowd({ kind: 'audit', share: 1 }, 3)
    // Both are right about the first two, and only one about the last.
    const [a, b] = [crowd.join('a'), crowd.join('b')]
    crowd.work((peer, index) => (peer === a && index === 2 ? 1 : 0))
    expect(crowd.state.verified.count).toBe(2)
    const c = crowd.join('c', { given: 500, confirmed: 100 })
    crowd.work(() => 0)
    expect(crowd.of('ban').map(({ peer }) => peer)).toEqual([a])
    expect(crowd.state.finished).toBe(true)
    const again = crowd.of('verified').filter(({ source }) => source === undefined)
    expect(again.map(({ index }) => index).sort()).toEqual([0, 1])
    for (const { earned } of again) expect(earned.map(({ peer }) => peer)).toEqual([c])
    expect(crowd.of('reopened')).toEqual([])
    expect(crowd.state.records.get(b)?.verified).toBe(3)
  })
})

it('keeps what two known parties came to where somebody late says otherwise', () => {
  const policy: Policy = { kind: 'audit', share: 1 }
  const state = createSchedule({ subtasks: 4, secret: new Uint8Array(32), now: 0, policy })
  const grants: Grant[] = []
  const wants: Array<Extract<ScheduleEffect, { type: 'want' }>> = []
  const apply = (event: Parameters<typeof advance>[1], now: number) => {
    for (const effect of advance(state, event, now))
      if (effect.type === 'grant') grants.push(effect)
      else if (effect.type === 'want') wants.push(effect)
  }
  const join = (name: string, now: number, standing?: Standing) => {
    const peer = asPeerId(name)
    const known = standing && { standing }
    apply({ type: 'joined', peer, party: name, cores: 1, rttMs: 1, allowance: 99, ...known }, now)
    return peer
  }
  /** Answers the first lease of these peers that is left, until there is none. */
  const answer = (peers: readonly PeerId[], says: number, now: number, most = 99) => {
    for (let done = 0; done < most; done += 1) {
      const at = grants.findIndex(({ peer }) => peers.includes(peer))
      const [grant] = at < 0 ? [] : grants.splice(at, 1)
      if (grant === undefined) return
      const { peer, leaseId, indexes } = grant
      const resultHash = new Uint8Array(32).fill(says)
      const leaves = Leaves.of(indexes.map((index) => ({ ...PLAIN_LEAF, index, resultHash })))
      apply({ type: 'answered', peer, leaseId, leaves, computeMs: 10 }, now)
    }
  }
  /** The bytes that were asked for come, of the last subtask only once the job may end. */
  const send = (mayEnd: boolean, now: number) => {
    for (const want of wants.splice(0)) {
      const { peer, leaseId } = want
      const isDue = (position: number) =>
        mayEnd || state.leases.get(leaseId)?.indexes[position] !== 3
      const positions = want.positions.filter(isDue)
      apply({ type: 'output', peer, leaseId, positions, genuine: true }, now)
      if (positions.length < want.positions.length) wants.push(want)
    }
  }
  const liar = join('liar', 0)
  // Quick at first, it is lent the rest in one lease, and says nothing for so long that others are too.
  answer([liar], 0, 10, 1)
  expect(grants.at(-1)?.indexes).toEqual([2, 3])
  for (const now of [1_000, 2_000, 3_000, 4_000]) apply({ type: 'tick' }, now)
  const honest = ['a', 'b'].map((name) => join(name, 4_100, { given: 500, confirmed: 500 }))
  answer(honest, 0, 4_200)
  send(false, 4_300)
  expect([2, 3].map((index) => state.verified.has(index))).toEqual([true, false])
  answer([liar], 1, 4_400)
  expect([...state.banned.keys()]).toEqual([liar])
  expect(state.verified.has(2)).toBe(true)
  answer(honest, 0, 4_500)
  send(true, 4_600)
  expect(state.finished).toBe(true)
})

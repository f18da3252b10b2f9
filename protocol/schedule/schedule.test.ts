import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asPeerId, type PeerId } from '../ids.ts'
import { type Leaf, Leaves } from '../trust/leaves.ts'
import type { ScheduleEffect, ScheduleEvent } from './events.ts'
import { advance } from './schedule.ts'
import { createSchedule } from './state.ts'

type Habit = 'honest' | 'sits' | 'wrong' | 'vanishes' | 'freezes' | 'forgesBytes' | 'hostFails'

interface SimWorker {
  readonly peer: PeerId
  readonly party: string
  readonly speedMs: number
  readonly habit: Habit
  freeAt: number
  grants: number
}

const leafOf = (index: number, wrong: boolean): Leaf => ({
  index,
  inputHash: new Uint8Array(32),
  outcome: { kind: 'success' },
  resultHash: new Uint8Array(32).fill(wrong ? 255 : index % 200),
  gas: 10n,
})

/** Runs a job on a modelled network; every delay is virtual. */
function simulate(options: {
  readonly subtasks: number
  readonly workers: ReadonlyArray<Omit<SimWorker, 'peer' | 'freeAt' | 'grants'>>
  readonly maxMs?: number
}) {
  const workers = new Map<PeerId, SimWorker>()
  const queue: Array<{ at: number; event: ScheduleEvent }> = []
  const state = createSchedule({ subtasks: options.subtasks, secret: new Uint8Array(32), now: 0 })
  const verified = new Map<number, Leaf>()
  const earned = new Map<PeerId, bigint>()
  const banned: PeerId[] = []
  const grantedTo: Array<{ peer: PeerId; indexes: readonly number[]; at: number }> = []
  let finishedAt: number | undefined
  const later = (at: number, event: ScheduleEvent) => {
    queue.push({ at, event })
    queue.sort((a, b) => a.at - b.at)
  }
  options.workers.forEach((worker, at) => {
    const peer = asPeerId(`peer-${at}`)
    workers.set(peer, { ...worker, peer, freeAt: 0, grants: 0 })
    later(at, {
      type: 'joined',
      peer,
      party: worker.party,
      cores: 1,
      rttMs: 20,
      allowance: Number.POSITIVE_INFINITY,
    })
  })
  const act = (now: number, effect: ScheduleEffect) => {
    if (effect.type === 'verified') {
      const { index, source } = effect
      const isWrong = source !== undefined && workers.get(source.peer)?.habit === 'wrong'
      if (source !== undefined) verified.set(index, leafOf(index, isWrong))
      for (const { peer, gas } of effect.earned) earned.set(peer, (earned.get(peer) ?? 0n) + gas)
    }
    if (effect.type === 'ban') banned.push(effect.peer)
    if (effect.type === 'finished') finishedAt = now
    if (effect.type === 'grant') {
      grantedTo.push({ peer: effect.peer, indexes: effect.indexes, at: now })
      const worker = workers.get(effect.peer) as SimWorker
      worker.grants += 1
      if (worker.habit === 'vanishes' && worker.grants > 2) return
      if (worker.habit === 'freezes' && worker.grants > 2) return
      if (worker.habit === 'sits' && worker.grants > 2) return
      const start = Math.max(now + 10, worker.freeAt)
      worker.freeAt = start + worker.speedMs * effect.indexes.length
      if (worker.habit === 'hostFails')
        later(worker.freeAt + 10, {
          type: 'hostFailed',
          peer: effect.peer,
          leaseId: effect.leaseId,
          index: effect.indexes[0] as number,
          reason: 'out of memory',
        })
      else
        later(worker.freeAt + 10, {
          type: 'answered',
          peer: effect.peer,
          leaseId: effect.leaseId,
          leaves: Leaves.of(effect.indexes.map((index) => leafOf(index, worker.habit === 'wrong'))),
          computeMs: worker.speedMs * effect.indexes.length,
        })
    }
    if (effect.type === 'want') {
      const worker = workers.get(effect.peer) as SimWorker
      if ((worker.habit === 'vanishes' || worker.habit === 'freezes') && worker.grants > 2) return
      later(now + 20, { ...effect, type: 'output', genuine: worker.habit !== 'forgesBytes' })
    }
  }
  let now = 0
  for (let tickAt = 500; now < (options.maxMs ?? 3_600_000) && finishedAt === undefined; ) {
    const next = queue[0]
    if (next !== undefined && next.at <= tickAt) {
      queue.shift()
      now = Math.max(now, next.at)
      for (const effect of advance(state, next.event, now)) act(now, effect)
    } else {
      now = tickAt
      tickAt += 500
      for (const worker of workers.values()) {
        const silent =
          (worker.habit === 'vanishes' || worker.habit === 'freezes') && worker.grants > 2
        if (!silent && state.workers.has(worker.peer))
          for (const effect of advance(state, { type: 'heard', peer: worker.peer }, now))
            act(now, effect)
      }
      for (const effect of advance(state, { type: 'tick' }, now)) act(now, effect)
    }
  }
  return { state, verified, earned, banned, finishedAt, grantedTo, workers }
}

const honest = (party: string, speedMs = 100) => ({ party, speedMs, habit: 'honest' as const })

describe('a job under quorum 2', () => {
  it('settles every subtask with two executions when all is well', () => {
    const run = simulate({ subtasks: 200, workers: [honest('a'), honest('b'), honest('c', 50)] })
    expect(run.finishedAt).toBeDefined()
    expect(run.verified.size).toBe(200)
    expect(run.state.executions).toBeLessThanOrEqual(404)
    expect([...run.earned.values()].reduce((sum, gas) => sum + gas, 0n)).toBeGreaterThanOrEqual(
      4_000n,
    )
  })

  it('keeps replicas apart by party, so one payee with two tabs confirms nothing', () => {
    const run = simulate({ subtasks: 20, workers: [honest('a'), honest('a')], maxMs: 60_000 })
    expect(run.verified.size).toBe(0)
    expect(run.finishedAt).toBeUndefined()
  })

  it('never accepts, pays or picks again a provider that returns wrong results', () => {
    const run = simulate({
      subtasks: 100,
      workers: [honest('a'), { party: 'x', speedMs: 40, habit: 'wrong' }, honest('b'), honest('c')],
    })
    expect(run.finishedAt).toBeDefined()
    for (const [index, leaf] of run.verified) expect(leaf.resultHash[0]).toBe(index % 200)
    const cheat = asPeerId('peer-1')
    expect(run.banned).toContain(cheat)
    expect(run.earned.get(cheat)).toBeUndefined()
    const lastGrant = Math.max(
      ...run.grantedTo.filter(({ peer }) => peer === cheat).map(({ at }) => at),
    )
    expect(lastGrant).toBeLessThan((run.finishedAt ?? 0) / 2)
  })

  it('sends nobody honest away on the word of a quick pair in league', () => {
    const pair = ['x', 'y'].map((party) => ({ party, speedMs: 40, habit: 'wrong' as const }))
    const run = simulate({
      subtasks: 400,
      workers: [...pair, honest('a'), honest('b'), honest('c')],
    })
    expect(run.finishedAt).toBeDefined()
    expect(new Set(run.banned)).toEqual(new Set([asPeerId('peer-0'), asPeerId('peer-1')]))
    const isRight = ([index, { resultHash }]: readonly [number, Leaf]) =>
      resultHash[0] === index % 200
    expect([...run.verified].filter(isRight).length).toBeGreaterThan(300)
  })

  it('lets a liar go though the same two always speak against it', () => {
    const run = simulate({
      subtasks: 300,
      workers: [{ party: 'x', speedMs: 40, habit: 'wrong' }, honest('a'), honest('b')],
    })
    expect(new Set(run.banned)).toEqual(new Set([asPeerId('peer-0')]))
  })

  it('bans the sender of other bytes than it signed and takes the twin’s', () => {
    const run = simulate({
      subtasks: 30,
      workers: [{ party: 'x', speedMs: 10, habit: 'forgesBytes' }, honest('a'), honest('b')],
    })
    expect(run.finishedAt).toBeDefined()
    expect(run.verified.size).toBe(30)
    expect(run.banned).toEqual([asPeerId('peer-0')])
  })

  it('loses nothing when one of three freezes, and resumes after the suspicion time', () => {
    const run = simulate({
      subtasks: 60,
      workers: [honest('a'), { party: 'x', speedMs: 100, habit: 'freezes' }, honest('b')],
    })
    expect(run.verified.size).toBe(60)
    expect(run.finishedAt).toBeLessThan(60 * 100 + 3_000 + 3_000)
  })

  it('is not held up by one that shows signs of life and sits on its leases', () => {
    const run = simulate({
      subtasks: 300,
      workers: [{ party: 'x', speedMs: 0, habit: 'sits' }, honest('a'), honest('b')],
      maxMs: 180_000,
    })
    expect(run.verified.size).toBe(300)
  })

  it('counts one key once, under whatever wallet it comes back', () => {
    const state = createSchedule({ subtasks: 1, secret: new Uint8Array(32), now: 0 })
    const peer = asPeerId('a')
    const join = (party: string) =>
      advance(state, { type: 'joined', peer, party, cores: 1, rttMs: 1, allowance: 9 }, 0)
    const [grant] = join('wallet-1')
    if (grant?.type !== 'grant') throw new Error('nothing leased')
    const leaves = Leaves.of([leafOf(0, false)])
    advance(state, { type: 'answered', peer, leaseId: grant.leaseId, leaves, computeMs: 1 }, 1)
    advance(state, { type: 'left', peer }, 2)
    expect(join('wallet-2')).toEqual([])
  })

  it('leases as much as suits the cores lent now, and nothing more to who lends none', () => {
    const state = createSchedule({ subtasks: 100, secret: new Uint8Array(32), now: 0 })
    const peer = asPeerId('a')
    const join = { type: 'joined', peer, party: 'a', cores: 2, rttMs: 1, allowance: 99 } as const
    const held = () => state.workers.get(peer)?.leases.size
    advance(state, join, 0)
    expect(held()).toBe(4)
    advance(state, { type: 'resized', peer, cores: 5 }, 1)
    expect(held()).toBe(10)
    advance(state, { type: 'resized', peer, cores: 0 }, 2)
    const [leaseId] = state.workers.get(peer)?.leases ?? []
    const index = state.leases.get(leaseId ?? 0)?.indexes[0] ?? 0
    const leaves = Leaves.of([leafOf(index, false)])
    advance(state, { type: 'answered', peer, leaseId: leaseId ?? 0, leaves, computeMs: 1 }, 3)
    expect(held()).toBe(9)
  })

  it('turns away a host that keeps failing and still finishes', () => {
    const run = simulate({
      subtasks: 40,
      workers: [{ party: 'x', speedMs: 10, habit: 'hostFails' }, honest('a'), honest('b')],
    })
    expect(run.verified.size).toBe(40)
    expect(run.state.workers.has(asPeerId('peer-0'))).toBe(false)
  })

  it('quarantines a subtask that fails the hosts of two parties', () => {
    const state = createSchedule({ subtasks: 1, secret: new Uint8Array(32), now: 0 })
    const effects: ScheduleEffect[] = []
    for (const name of ['a', 'b', 'c']) {
      effects.push(
        ...advance(
          state,
          {
            type: 'joined',
            peer: asPeerId(name),
            party: name,
            cores: 1,
            rttMs: 1,
            allowance: 99,
          },
          0,
        ),
      )
    }
    for (const name of ['a', 'b']) {
      const grant = effects.find((effect) => effect.type === 'grant' && effect.peer === name)
      if (grant?.type !== 'grant') throw new Error(`nothing leased to ${name}`)
      effects.push(
        ...advance(
          state,
          {
            type: 'hostFailed',
            peer: grant.peer,
            leaseId: grant.leaseId,
            index: 0,
            reason: 'bomb',
          },
          10,
        ),
      )
    }
    expect(effects).toContainEqual({ type: 'quarantine', index: 0, reason: 'bomb' })
  })

  it('stops leasing where no more money is set aside', () => {
    const state = createSchedule({ subtasks: 50, secret: new Uint8Array(32), now: 0 })
    const join = {
      type: 'joined',
      peer: asPeerId('a'),
      party: 'a',
      cores: 4,
      rttMs: 1,
      allowance: 3,
    } as const
    const leased = advance(state, join, 0).flatMap((effect) =>
      effect.type === 'grant' ? effect.indexes : [],
    )
    expect(leased).toEqual([0, 1, 2])
    const more = advance(state, { type: 'allowed', peer: join.peer, allowance: 2 }, 1)
    expect(more.flatMap((effect) => (effect.type === 'grant' ? effect.indexes : []))).toEqual([
      3, 4,
    ])
  })

  it('does not suspect others when its own tab slept', () => {
    const state = createSchedule({ subtasks: 50, secret: new Uint8Array(32), now: 0 })
    const peer = asPeerId('a')
    advance(state, { type: 'joined', peer, party: 'a', cores: 1, rttMs: 1, allowance: 9 }, 0)
    advance(state, { type: 'tick' }, 60_000)
    expect(state.workers.get(peer)?.suspect).toBe(false)
    advance(state, { type: 'tick' }, 61_000)
    advance(state, { type: 'tick' }, 62_000)
    advance(state, { type: 'tick' }, 63_000)
    expect(state.workers.get(peer)?.suspect).toBe(true)
  })

  it('takes an allowance for no sign of life', () => {
    const state = createSchedule({ subtasks: 50, secret: new Uint8Array(32), now: 0 })
    const peer = asPeerId('a')
    advance(state, { type: 'joined', peer, party: 'a', cores: 1, rttMs: 1, allowance: 9 }, 0)
    for (let now = 1_000; now <= 3_000; now += 1_000) {
      advance(state, { type: 'allowed', peer, allowance: 9 }, now)
      advance(state, { type: 'tick' }, now)
    }
    expect(state.workers.get(peer)?.suspect).toBe(true)
  })

  it('finds no lease overdue because its own tab slept', () => {
    const state = createSchedule({ subtasks: 1, secret: new Uint8Array(32), now: 0 })
    const peers = ['a', 'b', 'c'].map(asPeerId)
    for (const peer of peers)
      advance(state, { type: 'joined', peer, party: peer, cores: 1, rttMs: 1, allowance: 9 }, 0)
    advance(state, { type: 'tick' }, 60_000)
    expect(state.open.get(0)?.holders.map(({ stale }) => stale)).not.toContain(true)
  })

  it('learns no speed from results that were finished before they were asked for', () => {
    const state = createSchedule({ subtasks: 9, secret: new Uint8Array(32), now: 0 })
    const peer = asPeerId('a')
    const answerAll = (computeMs: number, now: number) => {
      for (const leaseId of [...(state.workers.get(peer)?.leases ?? [])]) {
        const { indexes = [] } = state.leases.get(leaseId) ?? {}
        const leaves = Leaves.of(indexes.map((at) => leafOf(at, false)))
        advance(state, { type: 'answered', peer, leaseId, leaves, computeMs }, now)
      }
    }
    advance(state, { type: 'joined', peer, party: 'a', cores: 1, rttMs: 1, allowance: 9 }, 0)
    answerAll(2_000, 10)
    expect(state.workers.get(peer)?.subtaskMs).toBe(undefined)
    answerAll(30, 40)
    expect(state.workers.get(peer)?.subtaskMs).toBe(30)
  })

  it('finishes right with any mix that leaves two honest parties', () => {
    const habit = fc.constantFrom<Habit>(
      'honest',
      'wrong',
      'vanishes',
      'freezes',
      'sits',
      'forgesBytes',
      'hostFails',
    )
    fc.assert(
      fc.property(
        fc.array(fc.tuple(habit, fc.integer({ min: 5, max: 400 })), { maxLength: 4 }),
        fc.integer({ min: 1, max: 60 }),
        (others, subtasks) => {
          // Wrong ones collude on one answer here, so at most one may lie for quorum 2 to hold.
          let liars = 0
          const mixed = others.map(([kind, speedMs], at) => {
            const lies = kind === 'wrong' && ++liars > 1
            return { party: `x${at}`, speedMs, habit: lies ? ('honest' as const) : kind }
          })
          const run = simulate({ subtasks, workers: [...mixed, honest('a'), honest('b')] })
          expect(run.finishedAt).toBeDefined()
          expect(run.verified.size).toBe(subtasks)
          for (const [index, leaf] of run.verified) expect(leaf.resultHash[0]).toBe(index % 200)
          for (const peer of run.banned)
            expect(['wrong', 'forgesBytes']).toContain(run.workers.get(peer)?.habit)
        },
      ),
      { numRuns: 60 },
    )
  })
})

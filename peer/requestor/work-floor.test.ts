import { expect, it } from 'vitest'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import { SavedRecords } from '#peer/saved-records.ts'
import { asPeerId, type PeerId } from '#protocol/ids.ts'
import { createSchedule } from '#protocol/schedule/state.ts'
import { Leaves } from '#protocol/trust/leaves.ts'
import { createFakeClock } from '#test/support/fake-clock.ts'
import { PLAIN_LEAF } from '#test/support/plain-leaf.ts'
import type { Ruling } from './auditor.ts'
import { Standings } from './standings.ts'
import { WorkFloor, type WorkFloorOptions } from './work-floor.ts'

const SUBTASKS = 64
const OUTPUT_BYTES = 2 ** 20
const PEER = asPeerId('peer')
const OTHER = asPeerId('other')

/** A job whose every result is looked at when the test says so, and a provider that has answered it. */
function createFloor() {
  const clock = createFakeClock()
  const secret = new Uint8Array(32)
  const schedule = createSchedule({ subtasks: SUBTASKS, secret, now: clock.now(), judged: true })
  const looks: Array<() => void> = []
  const floor = new WorkFloor({
    clock,
    schedule,
    auditor: {
      judge: () =>
        new Promise<Ruling>((resolve) =>
          looks.push(() => resolve({ kind: 'taken', isSeen: true })),
        ),
    },
    crew: { link: () => undefined, dismiss: () => {} },
    standings: { caught: () => {} },
    payees: { learnt: () => {} },
    paces: { answered: () => {} },
    isOpen: () => true,
    input: () => new Uint8Array(),
    onDue: () => {},
    onChange: () => {},
  } as unknown as WorkFloorOptions)
  const worker = { peer: PEER, party: 'party', cores: SUBTASKS, rttMs: 1, allowance: SUBTASKS }
  floor.apply({ type: 'joined', ...worker })
  const leases = [...schedule.leases.values()]
  for (const { leaseId, indexes } of leases) {
    const leaves = Leaves.of(indexes.map((index) => ({ ...PLAIN_LEAF, index })))
    floor.apply({ type: 'answered', peer: PEER, leaseId, leaves, computeMs: 1 })
  }
  const send = (leaseId: number) => {
    const output = { position: 0, bytes: new Uint8Array(OUTPUT_BYTES) }
    floor.hear(PEER, { type: 'outputs', leaseId, outputs: [output] })
  }
  return { clock, schedule, floor, looks, leases: leases.map(({ leaseId }) => leaseId), send }
}

it('lets outputs wait for a look up to a number of bytes, and blames nobody for what waits beyond', async () => {
  const { clock, schedule, floor, looks, leases, send } = createFloor()
  expect(leases).toHaveLength(SUBTASKS)
  let sent = 0
  const sending = (async () => {
    for (const leaseId of leases) {
      send(leaseId)
      sent += 1
      await floor.roomFor(PEER)
    }
  })()
  for (let seconds = 0; seconds < 60; seconds += 1) {
    await clock.advance(1_000)
    floor.tick()
  }
  expect(sent * OUTPUT_BYTES).toBeLessThanOrEqual(8 * 2 ** 20)
  expect(schedule.workers.get(PEER)).toMatchObject({ suspect: false })
  while (schedule.verified.count < SUBTASKS) {
    looks.shift()?.()
    await clock.advance(1)
  }
  await sending
  expect(schedule.records.get(PEER)).toMatchObject({ verified: SUBTASKS, rejected: 0 })
})

/** A quorum of two that is asked one subtask, and those who compute it. */
function createQuorum() {
  const clock = createFakeClock()
  const policy = { kind: 'quorum', parties: 2 } as const
  const secret = new Uint8Array(32)
  const schedule = createSchedule({ subtasks: 1, secret, now: clock.now(), policy })
  const standings = new Standings(clock, createMemoryStore(), new SavedRecords())
  const floor = new WorkFloor({
    ...{ clock, schedule, standings },
    auditor: undefined,
    crew: { link: () => undefined, dismiss: () => {} },
    payees: { learnt: () => {} },
    isOpen: () => true,
    input: () => new Uint8Array(),
    onDue: () => {},
    onChange: () => {},
  } as unknown as WorkFloorOptions)
  const answer = (name: string, result: number) => {
    const peer = asPeerId(name)
    floor.apply({ type: 'joined', peer, party: name, cores: 1, rttMs: 1, allowance: 1 })
    const [leaseId] = schedule.workers.get(peer)?.leases ?? []
    if (leaseId === undefined) throw new Error(`${name} was lent nothing`)
    const leaves = Leaves.of([{ ...PLAIN_LEAF, resultHash: new Uint8Array(32).fill(result) }])
    floor.apply({ type: 'answered', peer, leaseId, leaves, computeMs: 1 })
    return { peer, leaseId }
  }
  return { schedule, standings, floor, answer }
}

it('convicts who sent other bytes, and nobody whom heads alone outvoted: that is of this job', () => {
  const { schedule, standings, floor, answer } = createQuorum()
  const honest = answer('honest', 1)
  const [first, second] = [answer('first', 2), answer('second', 2)]
  floor.apply({ type: 'output', ...first, positions: [0], genuine: false })
  schedule.outvoted.set(honest.peer, { heads: new Set(['another']), times: 1 })
  answer('third', 2)
  floor.apply({ type: 'output', ...second, positions: [0], genuine: true })
  expect([...schedule.banned.keys()]).toEqual([first.peer, honest.peer])
  expect([first, honest].map(({ peer }) => standings.of(peer).caught)).toEqual([1, 0])
})

it('expects nothing again of who gave all, while its own looks take longer than anybody may', async () => {
  const { clock, schedule, floor, looks, leases, send } = createFloor()
  const [leaseId = 0] = leases
  send(leaseId)
  for (let seconds = 0; seconds < 200; seconds += 1) {
    await clock.advance(1_000)
    floor.apply({ type: 'heard', peer: PEER })
    floor.tick()
  }
  expect([...schedule.fetches.values()].map(({ vote }) => vote.leaseId)).toEqual([leaseId])
  looks.shift()?.()
  await clock.advance(1)
  expect(schedule.records.get(PEER)).toMatchObject({ verified: 1, rejected: 0 })
})

it('counts a subtask as looked at once, by a look at what is kept of it', async () => {
  const { clock, schedule, floor, looks, send } = createFloor()
  // Silent for a while, so that another is lent the same, and gives it first.
  for (let seconds = 0; seconds < 4; seconds += 1) {
    await clock.advance(1_000)
    floor.tick()
  }
  floor.apply({ type: 'joined', peer: OTHER, party: 'another', cores: 1, rttMs: 1, allowance: 1 })
  const leasesOf = (peer: PeerId) =>
    [...schedule.leases.values()].filter((lease) => lease.peer === peer)
  const [second] = leasesOf(OTHER)
  const index = second?.indexes[0] ?? Number.NaN
  const first = leasesOf(PEER).find(({ indexes }) => indexes[0] === index)?.leaseId ?? Number.NaN
  const leaves = Leaves.of([{ ...PLAIN_LEAF, index }])
  const leaseId = second?.leaseId ?? Number.NaN
  floor.apply({ type: 'answered', peer: OTHER, leaseId, leaves, computeMs: 1 })
  const output = { position: 0, bytes: new Uint8Array(1) }
  floor.hear(OTHER, { type: 'outputs', leaseId, outputs: [output] })
  send(first)
  for (const taken of [1, 2]) {
    looks.shift()?.()
    await clock.advance(1)
    expect(schedule.tally.checked).toBe(1)
    const paid = [...schedule.records.values()].reduce((sum, { verified }) => sum + verified, 0)
    expect(paid).toBe(taken)
  }
  // Whose look it was is caught: what takes its place has not been looked at.
  floor.apply({ type: 'banned', peer: OTHER, reason: 'lied elsewhere' })
  expect(schedule.tally.checked).toBe(0)
})

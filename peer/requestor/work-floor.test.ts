import { expect, it } from 'vitest'
import { asPeerId } from '#protocol/ids.ts'
import { createSchedule } from '#protocol/schedule/state.ts'
import { Leaves } from '#protocol/trust/leaves.ts'
import { createFakeClock } from '#test/support/fake-clock.ts'
import { PLAIN_LEAF } from '#test/support/plain-leaf.ts'
import type { Ruling } from './auditor.ts'
import { WorkFloor, type WorkFloorOptions } from './work-floor.ts'

const SUBTASKS = 64
const OUTPUT_BYTES = 2 ** 20
const PEER = asPeerId('peer')

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
      judge: () => new Promise<Ruling>((resolve) => looks.push(() => resolve({ kind: 'taken' }))),
    },
    crew: { link: () => undefined },
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

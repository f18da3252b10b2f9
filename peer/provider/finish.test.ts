import { expect, it } from 'vitest'
import {
  createToyWorld,
  jobOf,
  joinPaid,
  PROVIDE,
  postFree,
  postPaid,
  richWallet,
} from '#test/support/toy-world.ts'

/** A provider in the middle of a long job, with another beside it. */
async function startWorking({ aheadMs = 0 } = {}) {
  const world = createToyWorld()
  const requestor = await world.join()
  const clock = { ...world.clock, now: () => world.clock.now() + aheadMs }
  const provider = await world.join({ clock, habits: { subtaskMs: 500 } })
  const other = await world.join({ habits: { subtaskMs: 500 } })
  for (const { peer } of [provider, other]) await peer.startProviding(PROVIDE)
  await postFree(world, requestor, 1_000)
  await world.clock.advance(6_000)
  const look = async () => (await provider.peer.view()).provider
  /** How the requestor sees it. */
  const seen = async () =>
    (await jobOf(requestor)).providers.find(({ peer }) => peer === provider.mesh.self)
  const turnedAway = async () =>
    (await jobOf(requestor)).turnedAway.find(({ peer }) => peer === provider.mesh.self)?.reason
  expect(await look()).toMatchObject({ status: 'working' })
  let hasStopped = false
  const finish = () => {
    void provider.peer.stopProviding('finish').then(() => {
      hasStopped = true
    })
  }
  return { world, provider, other, look, seen, turnedAway, finish, hasStopped: () => hasStopped }
}

it('finishes what it holds, has it judged, and leaves', async () => {
  const { world, look, seen, turnedAway, finish, hasStopped } = await startWorking()
  finish()
  await world.clock.advance(300)
  expect(await look()).toMatchObject({ status: 'finishing', jobs: [{}] })
  expect((await look()).explanation?.reason).toContain('no new work begins')
  expect(await seen()).toMatchObject({ cores: 0 })
  await world.clock.advance(30_000)
  expect(hasStopped()).toBe(true)
  expect(await look()).toMatchObject({ status: 'off', jobs: [] })
  expect(await turnedAway()).toBe('left, saying “its owner closes it, all work done”')
  const { answered, verified } = (await seen()) ?? {}
  expect(answered).toBeGreaterThan(0)
  expect(verified).toBe(answered)
})

it('leaves when the deadline has passed, though its requestor leases on', async () => {
  const { world, look, seen, turnedAway } = await startWorking({ aheadMs: 24 * 3_600_000 - 20_000 })
  expect(await seen()).toMatchObject({ cores: 1 })
  await world.clock.advance(30_000)
  expect(await look()).toMatchObject({ status: 'idle', jobs: [] })
  expect(await turnedAway()).toBe('left, saying “its deadline has passed”')
})

it('waits for its money', async () => {
  const world = createToyWorld()
  const requestor = await world.join({ wallet: richWallet(world) })
  const provider = await joinPaid(world, 7, { subtaskMs: 500 })
  await joinPaid(world, 8, { subtaskMs: 500 })
  await postPaid(world, requestor, { subtasks: 1_000, budgetPercent: 100n })
  await world.clock.advance(10_000)
  void provider.peer.stopProviding('finish')
  await world.clock.advance(30_000)
  const { status, earnedTotal, gasTotal } = (await provider.peer.view()).provider
  expect(status).toBe('off')
  expect(gasTotal).toBeGreaterThan(0n)
  expect(earnedTotal).toBe(gasTotal * 10n ** 9n)
})

it('hands back what nobody confirms within a minute', async () => {
  const { world, other, look, finish } = await startWorking()
  // Nothing is settled without a second party.
  await other.peer.stopProviding()
  await world.clock.advance(2_000)
  finish()
  await world.clock.advance(50_000)
  expect(await look()).toMatchObject({ status: 'finishing' })
  await world.clock.advance(15_000)
  expect(await look()).toMatchObject({ status: 'off', jobs: [] })
})

it('goes on working when it is started again before it has finished', async () => {
  const { world, provider, look, seen, finish, hasStopped } = await startWorking()
  finish()
  await world.clock.advance(300)
  await provider.peer.startProviding(PROVIDE)
  await world.clock.advance(30_000)
  expect(hasStopped()).toBe(true)
  expect(await look()).toMatchObject({ status: 'working', jobs: [{ running: 1 }] })
  expect(await seen()).toMatchObject({ cores: 1, state: 'working' })
})

it('stops at once when that is asked for meanwhile', async () => {
  const { world, provider, look, finish, hasStopped } = await startWorking()
  finish()
  void provider.peer.stopProviding('now')
  await world.clock.advance(1_000)
  expect(hasStopped()).toBe(true)
  expect(await look()).toMatchObject({ status: 'off', jobs: [] })
})

it('takes no other job while it finishes', async () => {
  const { world, provider, look, finish } = await startWorking()
  await provider.peer.startProviding({ ...PROVIDE, cores: 4 })
  finish()
  await postFree(world, await world.join(), 100)
  await world.clock.advance(4_000)
  expect((await look()).jobs.length).toBeLessThan(2)
  await world.clock.advance(30_000)
  expect(await look()).toMatchObject({ status: 'off', jobs: [] })
})

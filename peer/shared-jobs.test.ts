import { expect, it } from 'vitest'
import { createMemorySiblings } from '#peer/adapters/memory-siblings.ts'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import {
  createToyWorld,
  jobOf,
  PROVIDE,
  postFree,
  richWallet,
  type ToyMember,
  type ToyWorld,
} from '#test/support/toy-world.ts'

/** Tabs of one browser profile, and two providers. */
async function openTabs(world: ToyWorld, count: number) {
  const family = createMemorySiblings()
  const store = createMemoryStore()
  for (const { peer } of [await world.join(), await world.join()])
    await peer.startProviding(PROVIDE)
  const tabs = []
  for (let at = 0; at < count; at += 1) {
    const siblings = family.join()
    const wallet = richWallet(world)
    const member = await world.join({ wallet, jobs: { store, siblings } })
    // As the browser does it: no goodbye, and the lock is free.
    const close = () => {
      world.network.kill(member.mesh.self)
      siblings.leave()
    }
    tabs.push({ ...member, close })
  }
  return tabs as [Tab, Tab, ...Tab[]]
}
type Tab = ToyMember & { readonly close: () => void }

const placeOf = async ({ peer }: Tab) => (await peer.view()).jobsRun

it('run in one tab, are shown in all, and go on in the next when that one closes', async () => {
  const world = createToyWorld()
  const [first, second, third] = await openTabs(world, 3)
  expect([await placeOf(first), await placeOf(second)]).toEqual(['here', 'elsewhere'])
  const seen = new Set<number>()
  second.peer.onVerified((results) => {
    for (const { index } of results) seen.add(index)
  })
  const jobId = await postFree(world, first, 60)
  await world.clock.advance(4_000)

  const before = await jobOf(first)
  expect(before).toMatchObject({ jobId, phase: 'running' })
  expect((await jobOf(second)).verified).toBeGreaterThan(before.verified - 20)
  expect(await second.peer.result(jobId, 0)).toEqual(await first.peer.result(jobId, 0))
  first.close()
  await world.clock.advance(1_000)
  expect(await placeOf(second)).toBe('here')
  expect(await placeOf(third as Tab)).toBe('elsewhere')
  await world.clock.advance(30_000)
  for (const tab of [second, third as Tab])
    expect(await jobOf(tab)).toMatchObject({ jobId, phase: 'done', verified: 60 })
  expect(seen.size).toBe(60)
})

it('are posted and steered from any tab', async () => {
  const world = createToyWorld()
  const [first, second] = await openTabs(world, 2)
  const jobId = await postFree(world, second, 60)
  await world.clock.advance(3_000)
  expect(await jobOf(first)).toMatchObject({ jobId, phase: 'running' })
  await second.peer.pause(jobId)
  expect((await jobOf(first)).phase).toBe('paused')
  await second.peer.resume(jobId)
  const cancelling = second.peer.cancel(jobId)
  await world.clock.advance(5_000)
  await cancelling
  await world.clock.advance(1_000)
  expect((await jobOf(second)).phase).toBe('cancelled')
  await second.peer.forget(jobId)
  await world.clock.advance(1_000)
  for (const tab of [first, second]) expect((await tab.peer.view()).jobs).toEqual([])
})

it('obey an order that was given while the tab that runs them closed', async () => {
  const world = createToyWorld()
  const [first, second] = await openTabs(world, 2)
  const jobId = await postFree(world, first, 60)
  await world.clock.advance(2_000)
  first.close()
  await second.peer.pause(jobId)
  await world.clock.advance(1_000)
  expect(await jobOf(second)).toMatchObject({ jobId, phase: 'paused' })
})

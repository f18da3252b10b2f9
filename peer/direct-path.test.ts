import { expect, it } from 'vitest'
import { createToyWorld, jobOf, PROVIDE, postFree, untilOver } from '#test/support/toy-world.ts'

const RELAYED = { direct: false, relayed: true }
const BOTH = { direct: true, relayed: true }

/** A job under way over a relay, with two providers. */
async function workRelayed() {
  const world = createToyWorld()
  const requestor = await world.join()
  const providers = [await world.join(), await world.join()]
  for (const { mesh, peer } of providers) {
    world.network.setReach(mesh.self, RELAYED)
    await peer.startProviding(PROVIDE)
  }
  await postFree(world, requestor, 200)
  await world.clock.advance(1_500)
  const pathsSeen = async () => (await jobOf(requestor)).providers.map(({ path }) => path)
  const pathsTold = () =>
    Promise.all(providers.map(async ({ peer }) => (await peer.view()).provider.jobs[0]?.path))
  expect(await pathsSeen()).toEqual(['relayed', 'relayed'])
  return { world, requestor, providers, pathsSeen, pathsTold }
}

it('work that began over a relay moves to a direct path that comes up later, and loses nothing', async () => {
  const { world, requestor, providers, pathsSeen, pathsTold } = await workRelayed()
  for (const { mesh } of providers) world.network.setReach(mesh.self, BOTH)
  await world.clock.advance(2_000)
  expect(await pathsSeen()).toEqual(['direct', 'direct'])
  expect(await pathsTold()).toEqual(['direct', 'direct'])

  const job = await untilOver(world, requestor)
  expect(job).toMatchObject({ phase: 'done', verified: 200, executions: 400 })
  for (const { peer } of providers) expect((await peer.view()).provider.jobs).toEqual([])
}, 60_000)

it('work stays on its relay where no direct path comes up', async () => {
  const { world, requestor, pathsSeen } = await workRelayed()
  await world.clock.advance(5_000)
  expect(await pathsSeen()).toEqual(['relayed', 'relayed'])
  expect(await untilOver(world, requestor)).toMatchObject({ phase: 'done', executions: 400 })
}, 60_000)

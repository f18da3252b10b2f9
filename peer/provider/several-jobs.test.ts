import { expect, it } from 'vitest'
import {
  createToyWorld,
  jobOf,
  PROVIDE,
  postFree,
  type ToyMember,
} from '#test/support/toy-world.ts'

/** A provider of `cores`, a second one for the quorum, and so many requestors with a long job each. */
async function startSeveral(cores: number, requestors: number, apps: readonly string[] = []) {
  const world = createToyWorld()
  const provider = await world.join({ habits: { cores, subtaskMs: 500 } })
  await provider.peer.startProviding({ ...PROVIDE, cores, shaders: 'any' })
  const other = await world.join({ habits: { cores: 8, subtaskMs: 500 } })
  await other.peer.startProviding({ ...PROVIDE, cores: 8, shaders: 'any' })
  const posted: {
    readonly member: ToyMember
    readonly jobId: Awaited<ReturnType<typeof postFree>>
  }[] = []
  for (let at = 0; at < requestors; at += 1) {
    const member = await world.join()
    posted.push({ member, jobId: await postFree(world, member, 2_000, apps[at]) })
    await world.clock.advance(6_000)
  }
  /** Cores that each requestor's job has of the provider, as the requestor knows. */
  const known = () =>
    Promise.all(
      posted.map(async ({ member }) => {
        const { providers } = await jobOf(member)
        const found = providers.find(
          ({ peer, state }) => peer === provider.mesh.self && state !== 'gone',
        )
        return found?.cores
      }),
    )
  const look = async () => (await provider.peer.view()).provider
  return { world, provider, posted, known, look }
}

it('works for two requestors at once, with half of its cores each, and tells them', async () => {
  const { look, known, world } = await startSeveral(4, 2)
  expect((await look()).jobs).toMatchObject([{ running: 2 }, { running: 2 }])
  expect(await known()).toEqual([2, 2])
  const before = (await look()).jobs.map(({ verified }) => verified)
  await world.clock.advance(5_000)
  const after = (await look()).jobs.map(({ verified }) => verified)
  for (const [at, verified] of after.entries()) expect(verified).toBeGreaterThan(before[at] ?? 0)
})

it('gives all cores to who is left once another is gone', async () => {
  const { look, known, world, posted } = await startSeveral(4, 2)
  const [first] = posted
  if (first === undefined) throw new Error('two posted')
  await first.member.peer.cancel(first.jobId)
  await world.clock.advance(10_000)
  expect((await look()).jobs).toMatchObject([{ running: 4 }])
  expect(await known()).toEqual([undefined, 4])
})

it('says that there is no room when every core has a job', async () => {
  const { look, known } = await startSeveral(1, 2)
  expect((await look()).jobs).toHaveLength(1)
  expect(await known()).toEqual([1, undefined])
  expect((await look()).passedOver).toMatchObject([
    { obstacle: 'busy', jobs: 1, reason: '1 of 1 places for jobs are taken' },
  ])
})

it('hands the newest work back when fewer cores are lent than jobs are at work', async () => {
  const { look, provider, posted, world } = await startSeveral(4, 2)
  await provider.peer.startProviding({ ...PROVIDE, cores: 1 })
  await world.clock.advance(10_000)
  expect((await look()).jobs).toMatchObject([{ jobId: posted[0]?.jobId, running: 1 }])
})

it('runs one job on its graphics device, beside others on its cores', async () => {
  const { look } = await startSeveral(4, 3, ['rounded-toy', 'rounded-toy', 'toy'])
  const { jobs } = await look()
  expect(jobs.map(({ device }) => device)).toEqual(['graphics', 'processor'])
  expect(jobs).toMatchObject([{ running: 1 }, { running: 3 }])
})

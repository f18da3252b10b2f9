import { expect, it } from 'vitest'
import type { JobId } from '#protocol/ids.ts'
import {
  createToyWorld,
  joinPaid,
  PROVIDE,
  postFree,
  postPaid,
  richWallet,
  type ToyMember,
  type ToyWorld,
} from '#test/support/toy-world.ts'

const find = async ({ peer }: ToyMember, jobId: JobId) => {
  const job = (await peer.view()).jobs.find((one) => one.jobId === jobId)
  if (job === undefined) throw new Error('no such job')
  return job
}

async function untilAllOver(world: ToyWorld, member: ToyMember) {
  for (let seconds = 0; seconds < 180; seconds += 1) {
    const { jobs } = await member.peer.view()
    if (jobs.every(({ phase }) => phase === 'done')) return jobs
    await world.clock.advance(1_000)
  }
  return (await member.peer.view()).jobs
}

it('three jobs at once, paid and free, all end whole', { timeout: 60_000 }, async () => {
  const world = createToyWorld()
  const requestor = await world.join({ wallet: richWallet(world) })
  for (let at = 1; at <= 3; at += 1) await joinPaid(world, at, { cores: 2 })
  await postFree(world, requestor, 30)
  await postPaid(world, requestor, { subtasks: 30, budgetPercent: 300n })
  await postFree(world, requestor, 30)
  const jobs = await untilAllOver(world, requestor)
  expect(jobs.map(({ phase, verified }) => [phase, verified])).toEqual([
    ['done', 30],
    ['done', 30],
    ['done', 30],
  ])
  const money = jobs.flatMap((job) => job.money ?? [])
  expect(money).toHaveLength(1)
  for (const { deposited, paid, refunded } of money) expect(paid + refunded).toBe(deposited)
})

it('a more urgent job gets the providers of another, which goes on after it', {
  timeout: 60_000,
}, async () => {
  const world = createToyWorld()
  const requestor = await world.join()
  for (const { peer } of [await world.join(), await world.join()])
    await peer.startProviding(PROVIDE)
  const patient = await postFree(world, requestor, 120)
  await world.clock.advance(3_000)
  expect((await find(requestor, patient)).phase).toBe('running')
  const urgent = await postFree(world, requestor, 60)
  await requestor.peer.prioritise(urgent, 'high')
  await world.clock.advance(15_000)
  const before = await find(requestor, patient)
  expect((await find(requestor, urgent)).verified).toBeGreaterThan(0)
  let done = await find(requestor, urgent)
  for (let seconds = 0; seconds < 60 && done.phase !== 'done'; seconds += 1) {
    await world.clock.advance(1_000)
    done = await find(requestor, urgent)
  }
  expect(done).toMatchObject({ phase: 'done', priority: 'high' })
  const after = await find(requestor, patient)
  expect(after.phase).not.toBe('done')
  expect(after.verified - before.verified).toBeLessThan(30)
  await untilAllOver(world, requestor)
  expect(await find(requestor, patient)).toMatchObject({ phase: 'done', verified: 120 })
})

it('a job is not kept waiting by a more urgent one that its providers do not take', {
  timeout: 60_000,
}, async () => {
  const world = createToyWorld()
  const requestor = await world.join()
  for (const { peer } of [await world.join(), await world.join()])
    await peer.startProviding(PROVIDE)
  // They lend their graphics device to nobody, and nothing stands in for its shaders.
  const urgent = await postFree(world, requestor, 10, 'shader-toy')
  await requestor.peer.prioritise(urgent, 'high')
  const other = await postFree(world, requestor, 30)
  await requestor.peer.prioritise(other, 'low')
  await world.clock.advance(60_000)
  expect(await find(requestor, other)).toMatchObject({ phase: 'done', verified: 30 })
  expect((await find(requestor, urgent)).verified).toBe(0)
})

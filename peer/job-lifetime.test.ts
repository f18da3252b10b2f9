import { describe, expect, it } from 'vitest'
import { asAddress } from '#protocol/ids.ts'
import {
  createToyWorld,
  jobOf,
  joinPaid,
  PROVIDE,
  postFree,
  postPaid,
  richWallet,
  type ToyWorld,
  untilOver,
} from '#test/support/toy-world.ts'

const HOUR_MS = 3_600_000

async function startJob(world: ToyWorld, subtasks = 60) {
  const requestor = await world.join()
  const providers = [await world.join(), await world.join()]
  for (const { peer } of providers) await peer.startProviding(PROVIDE)
  const jobId = await postFree(world, requestor, subtasks)
  await world.clock.advance(3_000)
  expect((await jobOf(requestor)).phase).toBe('running')
  return { requestor, providers, jobId }
}

it('stops saying that it waits for somebody as soon as somebody is at work', async () => {
  const world = createToyWorld()
  const requestor = await world.join()
  await (await world.join()).peer.startProviding(PROVIDE)
  await postFree(world, requestor, 60)
  let job = await jobOf(requestor)
  for (; job.leased === 0; job = await jobOf(requestor)) await world.clock.advance(1)
  expect(job.explanation?.reason).toMatch(/^One provider is at work/)
})

describe('a paused job', { timeout: 60_000 }, () => {
  it('begins nothing more, settles what was begun, lets its providers go, and goes on', async () => {
    const world = createToyWorld()
    const { requestor, providers, jobId } = await startJob(world)
    const before = await jobOf(requestor)
    await requestor.peer.pause(jobId)
    await world.clock.advance(6_000)

    const paused = await jobOf(requestor)
    expect(paused).toMatchObject({ phase: 'paused', leased: 0 })
    expect(paused.verified).toBeGreaterThanOrEqual(before.verified)
    expect(paused.verified).toBeLessThan(60)
    // Whatever was answered has been confirmed: nobody waits for credit because of the pause.
    expect(paused.executions).toBe(2 * paused.verified)
    const credits = await Promise.all(
      providers.map(async ({ peer }) => (await peer.view()).provider.creditTotal),
    )
    expect(credits).toEqual([paused.verified, paused.verified])
    await world.clock.advance(20_000)
    expect((await jobOf(requestor)).providers.map(({ state }) => state)).toEqual(['idle', 'idle'])

    await world.clock.advance(10_000)
    const alone = await jobOf(requestor)
    expect(alone.verified).toBe(paused.verified)
    expect(alone.providers.map(({ state }) => state)).toEqual(['gone', 'gone'])
    for (const { peer } of providers) {
      const { provider } = await peer.view()
      expect(provider.jobs).toEqual([])
      expect(provider.explanation?.reason).toContain('the job is paused')
    }

    await requestor.peer.resume(jobId)
    expect((await jobOf(requestor)).phase).toBe('seeking')
    expect(await untilOver(world, requestor)).toMatchObject({ phase: 'done', verified: 60 })
  })

  it('goes on at once with the providers it still has', async () => {
    const world = createToyWorld()
    const { requestor, jobId } = await startJob(world)
    await requestor.peer.pause(jobId)
    await world.clock.advance(5_000)
    await requestor.peer.resume(jobId)
    expect((await jobOf(requestor)).phase).toBe('running')
    expect(await untilOver(world, requestor)).toMatchObject({ phase: 'done', verified: 60 })
  })

  it('stays paused over a reload, and can be cancelled', async () => {
    const world = createToyWorld()
    const { requestor, jobId } = await startJob(world)
    await requestor.peer.pause(jobId)
    world.network.kill(requestor.mesh.self)
    const again = await world.join({ store: requestor.store })
    await world.clock.advance(20_000)
    const paused = await jobOf(again)
    expect(paused).toMatchObject({ phase: 'paused', leased: 0, providers: [] })
    expect(paused.verified).toBeLessThan(60)
    const cancelling = again.peer.cancel(jobId)
    await world.clock.advance(5_000)
    await cancelling
    expect((await jobOf(again)).phase).toBe('cancelled')
  })

  it('fails at its deadline all the same', async () => {
    const world = createToyWorld()
    const requestor = await world.join()
    const jobId = await postFree(world, requestor, 4)
    await requestor.peer.pause(jobId)
    const { deadline } = await jobOf(requestor)
    await world.clock.advance(deadline - world.clock.now() - HOUR_MS)
    expect((await jobOf(requestor)).phase).toBe('paused')
    await world.clock.advance(HOUR_MS + 5_000)
    expect(await jobOf(requestor)).toMatchObject({
      phase: 'failed',
      explanation: { reason: 'The deadline passed.' },
    })
  })

  it('pays for what was under way, and refunds the rest when it is cancelled', async () => {
    const world = createToyWorld()
    const requestor = await world.join({ wallet: richWallet(world) })
    await joinPaid(world, 1)
    await joinPaid(world, 2)
    await postPaid(world, requestor, { subtasks: 60, budgetPercent: 200n })
    await world.clock.advance(3_000)
    const { jobId } = await jobOf(requestor)
    await requestor.peer.pause(jobId)
    await world.clock.advance(6_000)
    const paused = await jobOf(requestor)
    expect(paused).toMatchObject({ phase: 'paused', leased: 0 })
    expect(paused.executions).toBe(2 * paused.verified)
    void requestor.peer.cancel(jobId)
    const { phase, money } = await untilOver(world, requestor)
    if (money === undefined) throw new Error('no money')
    expect(phase).toBe('cancelled')
    expect(money.paid).toBe(money.vouchered)
    expect(money.paid).toBeGreaterThan(0n)
    expect(money.paid + money.refunded).toBe(money.deposited)
  })
})

describe('a job that runs', { timeout: 60_000 }, () => {
  it('goes on when its used up budget is added to, and every wei is accounted for', async () => {
    const world = createToyWorld()
    const wallet = richWallet(world)
    const requestor = await world.join({ wallet })
    await joinPaid(world, 1)
    await joinPaid(world, 2)
    await postPaid(world, requestor, { subtasks: 60, budgetPercent: 60n })
    await world.clock.advance(40_000)
    const stuck = await jobOf(requestor)
    expect(stuck.explanation?.reason).toMatch(/^The budget is used up/)
    expect(stuck.verified).toBeLessThan(60)
    const { jobId, money: before } = stuck
    if (before === undefined) throw new Error('no money')

    const added = before.deposited
    expect(await requestor.peer.fund(jobId, added)).toEqual({ kind: 'done' })
    const after = (await jobOf(requestor)).money
    expect(after?.deposited).toBe(before.deposited + added)
    const { phase, money } = await untilOver(world, requestor)
    expect(phase).toBe('done')
    expect(money).toMatchObject({ deposited: before.deposited + added, free: 0n, reserved: 0n })
    expect((money?.paid ?? 0n) + (money?.refunded ?? 0n)).toBe(money?.deposited)
    expect(money?.paid).toBe(money?.vouchered)
    expect((await requestor.ledger.readBalance(wallet.address)).glm).toBe(
      10n ** 20n - (money?.paid ?? 0n),
    )
    expect(await requestor.peer.fund(jobId, 1n)).toMatchObject({
      kind: 'refused',
      message: 'This job has ended.',
    })
  })

  it('takes money from the wallet that opened it alone, and says why it does not', async () => {
    const world = createToyWorld()
    const requestor = await world.join({ wallet: richWallet(world) })
    await postPaid(world, requestor, { subtasks: 6, budgetPercent: 200n })
    const { jobId } = await jobOf(requestor)
    expect(await requestor.peer.fund(jobId, 10n ** 30n)).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('too little GLM'),
    })
    const other = world.escrow.wallet(asAddress(`0x${'ef'.repeat(20)}`), {
      glm: 10n ** 20n,
      coin: 10n ** 18n,
    })
    world.network.kill(requestor.mesh.self)
    const again = await world.join({ wallet: other, store: requestor.store })
    await world.clock.advance(1_000)
    for (const refused of [
      again.peer.fund(jobId, 1n),
      again.peer.extend(jobId, world.clock.now() + 48 * HOUR_MS),
    ])
      expect(await refused).toMatchObject({
        kind: 'refused',
        advice: expect.stringContaining('Connect the wallet that opened it'),
      })
    const free = await world.join()
    const freeId = await postFree(world, free, 4)
    expect(await free.peer.fund(freeId, 1n)).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('free'),
    })
  })

  it('is given more time, which a reload remembers and its escrow knows', async () => {
    const world = createToyWorld()
    const free = await world.join()
    const paid = await world.join({ wallet: richWallet(world) })
    await postFree(world, free, 4)
    await postPaid(world, paid, { subtasks: 4, budgetPercent: 200n })
    for (const member of [free, paid]) {
      const { jobId, deadline } = await jobOf(member)
      expect(await member.peer.extend(jobId, deadline)).toMatchObject({ kind: 'refused' })
      const later = deadline + 24 * HOUR_MS
      expect(await member.peer.extend(jobId, later)).toEqual({ kind: 'done' })
      expect((await jobOf(member)).deadline).toBeGreaterThanOrEqual(later)
      world.network.kill(member.mesh.self)
      const again = await world.join({ store: member.store })
      await world.clock.advance(1_000)
      expect((await jobOf(again)).deadline).toBeGreaterThanOrEqual(later)
    }
    const { jobId } = await jobOf(paid)
    const escrow = await paid.ledger.readJob(jobId)
    expect(escrow && escrow.deadline * 1000).toBe((await jobOf(paid)).deadline)
  })
})

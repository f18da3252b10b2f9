import { expect, it, vi } from 'vitest'
import type { Policy } from '#protocol/trust/policy.ts'
import type { Reputation } from '#protocol/trust/reputation.ts'
import type { ToyHabits } from '#test/support/toy-compute.ts'
import {
  createToyWorld,
  jobOf,
  joinPaid,
  PROVIDE,
  postFree,
  postPaid,
  richWallet,
  type ToyMember,
  type ToyWorld,
  untilOver,
} from '#test/support/toy-world.ts'
import { createMemoryStore } from './adapters/store-memory/memory-store.ts'
import type { Store } from './ports/store.ts'

vi.setConfig({ testTimeout: 60_000 })

/** What a requestor makes of what this provider showed it. */
async function seenBy(requestor: ToyMember, { mesh }: ToyMember): Promise<Reputation | undefined> {
  const { providers } = await jobOf(requestor)
  return providers.find(({ peer }) => peer === mesh.self)?.reputation
}

async function joinFree(world: ToyWorld, habits: ToyHabits = {}, store?: Store) {
  const member = await world.join({ habits, ...(store && { store }) })
  await member.peer.startProviding(PROVIDE)
  return member
}

/** A new requestor's free job, done to the end. */
async function finishFree(world: ToyWorld, subtasks = 12, policy?: Policy) {
  const requestor = await world.join()
  await postFree(world, requestor, subtasks, 'toy', {}, { ...(policy && { policy }) })
  expect(await untilOver(world, requestor)).toMatchObject({ phase: 'done' })
  await world.clock.advance(5_000)
  return requestor
}

it('shows the next requestor what the one before said, and shows its owner the same', async () => {
  const world = createToyWorld()
  const provider = await joinFree(world)
  await joinFree(world)
  const first = await finishFree(world)
  expect(await seenBy(first, provider)).toMatchObject({ signed: 0, concluded: 0, right: 0 })
  const second = await finishFree(world, 10)
  const shown = { signed: 1, concluded: 1, cutShort: 0, abandoned: 0, right: 12, wrong: 0 }
  expect(await seenBy(second, provider)).toMatchObject({ ...shown, requestors: 1, unproven: 0 })
  expect((await provider.peer.view()).provider.record).toMatchObject({
    ...{ signed: 2, concluded: 2, cutShort: 0, abandoned: 0, right: 22, wrong: 0, requestors: 2 },
  })
})

it('says of nothing that it was right where nobody looked at it', async () => {
  const world = createToyWorld()
  const provider = await joinFree(world)
  await finishFree(world, 12, { kind: 'none' })
  expect((await provider.peer.view()).provider).toMatchObject({
    verifiedTotal: 12,
    record: { concluded: 1, right: 0, wrong: 0 },
  })
})

it('counts paid work for the wallet that paid it, by what the escrow says', async () => {
  const world = createToyWorld()
  const provider = await joinPaid(world, 11)
  await joinPaid(world, 12)
  const wallet = richWallet(world)
  const payer = await world.join({ wallet })
  await postPaid(world, payer, { subtasks: 12, budgetPercent: 300n })
  expect(await untilOver(world, payer)).toMatchObject({ phase: 'done' })
  await world.clock.advance(5_000)
  const { earnedTotal } = (await provider.peer.view()).provider
  const next = await finishFree(world, 4)
  expect(earnedTotal).toBeGreaterThan(0n)
  expect(await seenBy(next, provider)).toMatchObject({
    concluded: 1,
    unproven: 0,
    sources: [{ wallet: wallet.address, right: 12, wrong: 0, paid: earnedTotal }],
  })
})

it('tells of results that were wrong, the last word on a cheat among them', async () => {
  const world = createToyWorld()
  const lie: ToyHabits['spoil'] = (result, runs) =>
    result.kind === 'done' && runs < 4 ? { ...result, output: new Uint8Array(32) } : result
  const cheat = await joinFree(world, { spoil: lie })
  await joinFree(world)
  await joinFree(world)
  await finishFree(world)
  const next = await finishFree(world, 10)
  const seen = await seenBy(next, cheat)
  expect(seen?.wrong).toBeGreaterThan(0)
  expect(seen).toMatchObject({ signed: 1, concluded: 1, abandoned: 0 })
})

it('leaves a trace of what was abandoned, and gets the last word on it from who is met again', async () => {
  const world = createToyWorld()
  const store = createMemoryStore()
  const habits = { subtaskMs: 500 }
  const provider = await joinFree(world, habits, store)
  await joinFree(world, habits)
  const requestor = await world.join()
  await postFree(world, requestor, 100)
  await world.clock.advance(15_000)
  world.network.kill(provider.mesh.self)
  await world.clock.advance(20_000)

  const back = await world.join({ habits, store, seed: provider.seed })
  const broken = (await back.peer.view()).provider.record
  expect(broken).toMatchObject({ signed: 1, concluded: 0, cutShort: 1 })
  expect(broken.right).toBeGreaterThan(0)
  await back.peer.startProviding(PROVIDE)
  await untilOver(world, requestor)
  await world.clock.advance(5_000)
  const whole = (await back.peer.view()).provider.record
  expect(whole).toMatchObject({ signed: 2, concluded: 2, cutShort: 0, abandoned: 0 })
  const { providers } = await jobOf(requestor)
  const mine = providers.find(({ peer }) => peer === provider.mesh.self)
  expect(whole.right).toBe(mine?.verified)
})

it('says the last word to who finishes and leaves', async () => {
  const world = createToyWorld()
  const provider = await joinFree(world, { subtaskMs: 500 })
  await joinFree(world, { subtaskMs: 500 })
  const requestor = await world.join()
  await postFree(world, requestor, 100)
  await world.clock.advance(4_000)
  const finished = provider.peer.stopProviding('finish')
  await world.clock.advance(20_000)
  await finished
  const { record, verifiedTotal } = (await provider.peer.view()).provider
  expect(record).toMatchObject({ signed: 1, concluded: 1, abandoned: 0, right: verifiedTotal })
})

it('finds out who takes up an old copy of his chain, and works with him no more', async () => {
  const world = createToyWorld()
  const store = createMemoryStore()
  const provider = await joinFree(world, {}, store)
  await joinFree(world)
  await finishFree(world)
  const copy = createMemoryStore()
  await copy.saveAll(await store.loadRange(['provider']))
  const requestor = await finishFree(world)
  await provider.peer.stop()
  world.network.kill(provider.mesh.self)

  // The same key signs another agreement of the number that this requestor saw, and one after it.
  const again = await world.join({ store: copy, seed: provider.seed })
  await again.peer.startProviding(PROVIDE)
  await finishFree(world)
  await postFree(world, requestor, 12)
  await world.clock.advance(10_000)
  const job = await jobOf(requestor)
  const mine = job.providers.find(({ peer }) => peer === provider.mesh.self)
  expect(mine ?? { state: 'banned' }).toMatchObject({ state: 'banned' })
  expect(job.turnedAway).toContainEqual(
    expect.objectContaining({
      peer: provider.mesh.self,
      reason: 'signed two agreements of one number',
    }),
  )
})

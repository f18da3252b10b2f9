import { expect, it, vi } from 'vitest'
import { type MarketRules, USUAL_RULES } from '#protocol/market/market-rules.ts'
import {
  createToyWorld,
  jobOf,
  joinPaid,
  PROVIDE,
  postFree,
  postPaid,
  richWallet,
  untilOver,
} from '#test/support/toy-world.ts'
import { createMemoryStore } from './adapters/store-memory/memory-store.ts'

vi.setConfig({ testTimeout: 60_000 })

it('lets a provider ask for jobs settled before, which the escrow bears out, of who never met it', async () => {
  const world = createToyWorld()
  await joinPaid(world, 11)
  await joinPaid(world, 12)
  const payer = await world.join({ wallet: richWallet(world) })
  await postPaid(world, payer, { subtasks: 12, budgetPercent: 300n })
  expect(await untilOver(world, payer)).toMatchObject({ phase: 'done' })
  const stranger = await world.join({ wallet: richWallet(world) })

  const rules: MarketRules = { ...USUAL_RULES, leastRecord: { kind: 'settled', jobs: 1 } }
  const signer = world.payee(13)
  const choosy = await world.join({ signer })
  await choosy.peer.startProviding({ ...PROVIDE, payee: signer.address, rules })
  const worksFor = async (requestor: typeof payer) => {
    await postPaid(world, requestor, { subtasks: 60, budgetPercent: 300n })
    await untilOver(world, requestor)
    const [job] = (await requestor.peer.view()).jobs
    return job?.providers.some(({ peer }) => peer === choosy.mesh.self)
  }
  expect(await worksFor(stranger)).toBe(false)
  const { passedOver } = (await choosy.peer.view()).provider
  expect(JSON.stringify(passedOver)).toContain('shows 0 paid jobs that it settled, 1 wanted')
  expect(await worksFor(payer)).toBe(true)
  // Its job is closed by now: from the next on it is let in as well.
  expect(await worksFor(stranger)).toBe(true)
})

it('lends nobody else’s past, and none of jobs that paid nobody', async () => {
  const world = createToyWorld()
  const thief = await world.join({ wallet: richWallet(world), store: createMemoryStore() })
  await joinPaid(world, 11)
  await joinPaid(world, 12)
  const payer = await world.join({ wallet: richWallet(world) })
  await postPaid(world, payer, { subtasks: 12, budgetPercent: 300n })
  expect(await untilOver(world, payer)).toMatchObject({ phase: 'done' })
  const [entry] = await payer.store.loadRange(['requestor', 'settled'])
  if (entry === undefined) throw new Error('nothing was settled')
  await thief.peer.stop()
  world.network.kill(thief.mesh.self)
  await thief.store.save(['requestor', 'settled', thief.mesh.self, 'borrowed'], entry[1])
  const again = await world.join({ ...thief, wallet: richWallet(world) })

  const rules: MarketRules = { ...USUAL_RULES, leastRecord: { kind: 'settled', jobs: 1 } }
  const signer = world.payee(13)
  const choosy = await world.join({ signer })
  await choosy.peer.startProviding({ ...PROVIDE, payee: signer.address, rules })
  await postPaid(world, again, { subtasks: 60, budgetPercent: 300n })
  await untilOver(world, again)
  const { providers } = await jobOf(again)
  expect(providers.some(({ peer }) => peer === choosy.mesh.self)).toBe(false)
  // Free work is another matter.
  const giver = await world.join()
  await postFree(world, giver, 60)
  await untilOver(world, giver)
  const members = (await jobOf(giver)).providers
  expect(members.some(({ peer }) => peer === choosy.mesh.self)).toBe(true)
})

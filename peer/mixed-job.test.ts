import { encode } from '@ipld/dag-cbor'
import { describe, expect, it } from 'vitest'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import { TOY_UNITS, type ToyHabits } from '#test/support/toy-compute.ts'
import {
  createToyWorld,
  jobOf,
  PROVIDE,
  postPaid,
  richWallet,
  type ToyMember,
  type ToyWorld,
  untilOver,
} from '#test/support/toy-world.ts'

const MODULE = new Uint8Array()
const graphics = {
  program: async () => ({ format: 'wgsl' as const, module: MODULE, shared: MODULE }),
  input: () => MODULE,
}
/** Of gas in a second, by what each measures itself on. */
const SPEEDS = { 'graphics-speed': 30_000_000_000, speed: 2_000_000_000 }

/** Joins a provider that has measured itself before, and works for the payee `at`. */
async function joinMeasured(world: ToyWorld, at: number, habits: ToyHabits) {
  const store = createMemoryStore()
  for (const [key, gasPerSecond] of Object.entries(SPEEDS)) {
    const machine = key === 'speed' ? 'toy' : 'toy, toy'
    const figure = { machine, at: world.clock.now(), gasPerSecond }
    await store.save(['provider', key], encode(figure))
  }
  const measure = { machine: 'toy', module: MODULE, graphics }
  const signer = world.payee(at)
  const member = await world.join({ habits, store, signer, measure })
  await member.peer.startProviding({ ...PROVIDE, payee: signer.address, shaders: 'any' })
  return member
}

const CARD: ToyHabits = { subtaskMs: 20 }
const PROCESSOR: ToyHabits = { formats: ['kernel'], subtaskMs: 200 }
const forging: ToyHabits['spoil'] = (result) =>
  result.kind === 'done' ? { ...result, output: result.output.map((byte) => byte ^ 4) } : result

describe.each(['rounded-toy', 'sampled-toy'])('a job for cards and processors, %s', (app) => {
  it('has both paid alike at speeds of their own, and whoever forges is banned', async () => {
    const world = createToyWorld()
    const requestor = await world.join({ wallet: richWallet(world) })
    const card = await joinMeasured(world, 1, { ...CARD, rounding: 1 })
    const processor = await joinMeasured(world, 2, PROCESSOR)
    const forgers = [
      await joinMeasured(world, 4, { ...CARD, spoil: forging }),
      await joinMeasured(world, 5, { ...PROCESSOR, spoil: forging }),
    ]
    await postPaid(world, requestor, { subtasks: 400, budgetPercent: 200n, app })
    const job = await untilOver(world, requestor)
    expect(job).toMatchObject({ phase: 'done', verified: 400 })
    const stateOf = (self: string) => job.providers.find(({ peer }) => peer === self)?.state
    for (const { peer, mesh } of [card, processor]) {
      const { verifiedTotal, rejectedTotal, gasTotal, earnedTotal } = (await peer.view()).provider
      expect(verifiedTotal).toBeGreaterThan(0)
      expect(rejectedTotal).toBe(0)
      expect(gasTotal).toBe(TOY_UNITS * BigInt(verifiedTotal))
      expect(earnedTotal).toBe(gasTotal * 10n ** 9n)
      expect(stateOf(mesh.self)).not.toBe('banned')
    }
    for (const { peer, mesh } of forgers) {
      expect((await peer.view()).provider).toMatchObject({ verifiedTotal: 0, earnedTotal: 0n })
      expect(stateOf(mesh.self)).toBe('banned')
    }
    const { offers } = (await requestor.peer.view()).market
    const offerOf = ({ mesh }: ToyMember) => offers.find(({ provider }) => provider === mesh.self)
    expect(offerOf(card)).toMatchObject({ format: 'wgsl', speed: 3_000_000n })
    expect(offerOf(processor)).toMatchObject({ format: 'kernel', speed: 200_000n })
  }, 60_000)

  it('is left by a processor that would do far more than is paid for', async () => {
    const world = createToyWorld()
    const requestor = await world.join({ wallet: richWallet(world) })
    const habits: ToyHabits = {
      ...PROCESSOR,
      spoil: (result) => (result.kind === 'done' ? { ...result, gas: 20n * result.gas } : result),
    }
    const { peer } = await joinMeasured(world, 1, habits)
    await postPaid(world, requestor, { subtasks: 400, budgetPercent: 200n, app })
    await world.clock.advance(8_000)
    expect((await peer.view()).provider).toMatchObject({
      computed: 1,
      explanation: { reason: expect.stringContaining('many times the gas that they are paid for') },
    })
    expect((await jobOf(requestor)).providers.map(({ state }) => state)).not.toContain('banned')
  })
})

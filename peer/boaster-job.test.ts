import { encode } from '@ipld/dag-cbor'
import { expect, it } from 'vitest'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import { SavedRecords } from '#peer/saved-records.ts'
import { createToyWorld, PROVIDE, postFree, untilOver } from '#test/support/toy-world.ts'
import { Standings } from './requestor/standings.ts'

const MODULE = new Uint8Array()
const graphics = {
  program: async () => ({ format: 'wgsl' as const, module: MODULE, shared: MODULE }),
  input: () => MODULE,
}
const measure = { machine: 'toy', module: MODULE, graphics }

it.each([
  // What a toy core does of its gas in a second, and a toy card of its paths.
  { app: 'toy', key: 'speed', machine: 'toy', honest: 10_000_000 },
  { app: 'rounded-toy', key: 'graphics-speed', machine: 'toy, toy', honest: 700_000 },
])(
  'believes a provider of $app no more than it showed, in later sessions too',
  async ({ app, key, machine, honest }) => {
    const world = createToyWorld()
    const store = createMemoryStore()
    const requestor = await world.join({ store })
    const claims = [honest, honest, honest, 100 * honest]
    const providers = await Promise.all(
      claims.map(async (gasPerSecond) => {
        const own = createMemoryStore()
        const figure = { machine, at: world.clock.now(), gasPerSecond }
        await own.save(['provider', key], encode(figure))
        const member = await world.join({ store: own, measure })
        await member.peer.startProviding({ ...PROVIDE, shaders: 'any' })
        return member.mesh.self
      }),
    )
    // The other device is measured now.
    await world.clock.advance(5_000)
    await postFree(world, requestor, 200, app)
    expect(await untilOver(world, requestor)).toMatchObject({ phase: 'done' })
    await requestor.peer.stop()

    const standings = new Standings(world.clock, store, new SavedRecords())
    await standings.recall()
    const [boaster, ...others] = providers.toReversed().map((peer) => standings.of(peer))
    expect(boaster?.pace).toBeLessThan(0.05)
    for (const { pace, completed } of others) {
      expect(pace).toBeGreaterThan(0.5)
      expect(completed).toBeGreaterThan(0)
    }
  },
)

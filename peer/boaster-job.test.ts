import { encode } from '@ipld/dag-cbor'
import { expect, it } from 'vitest'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import { SavedRecords } from '#peer/saved-records.ts'
import { createToyWorld, PROVIDE, postFree, untilOver } from '#test/support/toy-world.ts'
import { Standings } from './requestor/standings.ts'

const MACHINE = 'toy'
/** What a toy core does of its gas in a second. */
const HONEST = 10_000_000

it('believes a provider no more than it showed, in later sessions too', async () => {
  const world = createToyWorld()
  const store = createMemoryStore()
  const requestor = await world.join({ store })
  const claims = [HONEST, HONEST, HONEST, 100 * HONEST]
  const providers = await Promise.all(
    claims.map(async (gasPerSecond) => {
      const own = createMemoryStore()
      const figure = { machine: MACHINE, at: world.clock.now(), gasPerSecond }
      await own.save(['provider', 'speed'], encode(figure))
      const measure = { machine: MACHINE, module: new Uint8Array() }
      const member = await world.join({ store: own, measure })
      await member.peer.startProviding(PROVIDE)
      return member.mesh.self
    }),
  )
  await postFree(world, requestor, 200)
  expect(await untilOver(world, requestor)).toMatchObject({ phase: 'done' })
  await requestor.peer.stop()

  const standings = new Standings(world.clock, store, new SavedRecords())
  await standings.recall()
  const [boaster, ...honest] = providers.toReversed().map((peer) => standings.of(peer))
  expect(boaster?.pace).toBeLessThan(0.05)
  for (const { pace, completed } of honest) {
    expect(pace).toBeGreaterThan(0.5)
    expect(completed).toBeGreaterThan(0)
  }
})

import { describe, expect, it } from 'vitest'
import { createToyWorld, jobOf, PROVIDE, postFree, untilOver } from '#test/support/toy-world.ts'

const LENT = { ...PROVIDE, shaders: 'any' as const }
const half = { features: ['shader-f16' as const], limits: {} }

describe('a job whose shaders need a feature', () => {
  it('goes to who has it, and is passed over in words by who has not', async () => {
    const world = createToyWorld()
    const [requestor, other] = [await world.join(), await world.join()]
    const graphics = { name: 'strong', features: ['shader-f16'], limits: {} }
    const strong = await world.join({ habits: { graphics } })
    const weak = await world.join()
    await Promise.all([strong, weak].map(({ peer }) => peer.startProviding(LENT)))
    for (const each of [requestor, other]) {
      await postFree(world, each, 20, 'shader-toy', { needs: half, noiseBytes: 700_000 })
      expect(await untilOver(world, each)).toMatchObject({ phase: 'done' })
    }
    const worked = (await strong.peer.view()).provider
    expect(worked.verifiedTotal).toBe(40)
    expect(worked.machine.bytesPerSecond).toBeGreaterThan(1e6)
    const { verifiedTotal, passedOver, machine } = (await weak.peer.view()).provider
    expect(machine.bytesPerSecond).toBeUndefined()
    expect(verifiedTotal).toBe(0)
    expect(passedOver).toMatchObject([
      { obstacle: 'machine', reason: 'needs shader-f16, this graphics card has none' },
    ])
  })

  it('needs it still after its requestor was reloaded', async () => {
    const world = createToyWorld()
    const requestor = await world.join()
    await postFree(world, requestor, 20, 'shader-toy', { needs: half })
    await requestor.peer.stop()
    const again = await world.join({ store: requestor.store })
    const weak = await world.join()
    await weak.peer.startProviding(LENT)
    await world.clock.advance(10_000)
    expect(await jobOf(again)).toMatchObject({ phase: 'seeking', providers: [] })
    expect((await weak.peer.view()).provider.passedOver).toHaveLength(1)
  })
})

import { expect, test } from 'vitest'
import { systemClock } from '#peer/adapters/clock-system.ts'
import { createMemoryNetwork } from '#peer/adapters/mesh-memory/memory-network.ts'
import type { Channel, Mesh } from '#peer/ports/mesh.ts'
import { asPeerId } from '#protocol/ids.ts'
import { describeMesh, type MeshBench } from '#test/ports/mesh-suite.ts'
import { createFakeClock } from '#test/support/fake-clock.ts'

async function startMemoryBench(): Promise<MeshBench> {
  const network = createMemoryNetwork({ clock: systemClock, latencyMs: 2 })
  const meshes: Mesh[] = []
  return {
    join: async () => {
      const mesh = network.join(asPeerId(`peer-${meshes.length}`))
      meshes.push(mesh)
      return mesh
    },
    close: async () => {
      await Promise.all(meshes.map((mesh) => mesh.stop()))
    },
  }
}

describeMesh('memory', startMemoryBench)

const PROTOCOL = '/loam/test/1'

async function connectOnFakeClock(latencyMs: number) {
  const clock = createFakeClock()
  const network = createMemoryNetwork({ clock, latencyMs })
  const [alice, bob] = [network.join(asPeerId('alice')), network.join(asPeerId('bob'))]
  const accepted = Promise.withResolvers<Channel>()
  bob.handle(PROTOCOL, accepted.resolve)
  const opening = alice.open(bob.self, PROTOCOL, {
    path: 'any',
    signal: new AbortController().signal,
  })
  await clock.advance(2 * latencyMs)
  const heard: number[] = []
  const far = await accepted.promise
  far.onFrame(([value]) => {
    heard.push(value ?? -1)
  })
  return { clock, network, alice, bob, near: await opening, far, heard }
}

test('a frame takes the latency, not a moment less', async () => {
  const { clock, near, heard } = await connectOnFakeClock(40)
  await near.send(Uint8Array.of(1))
  await clock.advance(39)
  expect(heard).toEqual([])
  await clock.advance(1)
  expect(heard).toEqual([1])
})

test('a frozen peer is silent, then goes on where it was', async () => {
  const { clock, network, bob, near, heard } = await connectOnFakeClock(10)
  network.freeze(bob.self)
  await near.send(Uint8Array.of(1))
  await near.send(Uint8Array.of(2))
  await clock.advance(60_000)
  expect(heard).toEqual([])
  network.unfreeze(bob.self)
  await clock.advance(10)
  expect(heard).toEqual([1, 2])
})

test('a killed peer leaves nobody the wiser', async () => {
  const { clock, network, alice, bob, near, heard } = await connectOnFakeClock(10)
  let closed = false
  void near.closed.then(() => {
    closed = true
  })
  network.kill(bob.self)
  await near.send(Uint8Array.of(1))
  await clock.advance(60_000)
  expect([heard, closed]).toEqual([[], false])
  const options = { path: 'any', signal: new AbortController().signal } as const
  await expect(alice.open(bob.self, PROTOCOL, options)).rejects.toMatchObject({
    code: 'unreachable',
  })
})

test('a peer nobody can reach directly is reached over the relay alone', async () => {
  const { clock, network, alice, bob } = await connectOnFakeClock(1)
  network.setReach(bob.self, { direct: false, relayed: true })
  const signal = new AbortController().signal
  await expect(alice.open(bob.self, PROTOCOL, { path: 'direct', signal })).rejects.toMatchObject({
    code: 'unreachable',
  })
  const opening = alice.open(bob.self, PROTOCOL, { path: 'any', signal })
  await clock.advance(2)
  expect((await opening).path).toBe('relayed')
})

test('a relay that carries talk alone takes an offer and no work', async () => {
  const { clock, network, alice, bob } = await connectOnFakeClock(1)
  network.setReach(bob.self, { direct: false, relayed: true, carriesWork: false })
  expect([alice.status().carriesWork, bob.status().carriesWork]).toEqual([true, false])
  const signal = new AbortController().signal
  await expect(alice.open(bob.self, PROTOCOL, { path: 'any', signal })).rejects.toMatchObject({
    code: 'no-work-path',
    fault: 'network',
  })
  const opening = alice.open(bob.self, PROTOCOL, { path: 'relayed', signal })
  await clock.advance(2)
  expect((await opening).path).toBe('relayed')
})

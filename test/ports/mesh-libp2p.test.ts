import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { createMeshLibp2p } from '#peer/adapters/mesh-libp2p/libp2p-mesh.ts'
import { type MeshLibp2pOptions, startLibp2pNode } from '#peer/adapters/mesh-libp2p/libp2p-node.ts'
import type { Channel, Mesh } from '#peer/ports/mesh.ts'
import { asPeerId } from '#protocol/ids.ts'
import { DEMAND_TOPIC } from '#protocol/wire/topics.ts'
import type { RelayConfigInput } from '#relay/config.ts'
import { startRelay } from '#relay/relay.ts'
import { describeMesh, type MeshBench } from '#test/ports/mesh-suite.ts'

const PROTOCOL = '/loam/test/1'
const PING_PROTOCOL = '/ipfs/ping/1.0.0'
const PING_EVERY_MS = 10_000
/** After so long without an answer libp2p would cut a connection, left to itself. */
const LIBP2P_GIVES_UP_MS = 5_000

async function startLibp2pBench(
  limits: RelayConfigInput = { allowWork: true },
): Promise<MeshBench & { options(): MeshLibp2pOptions }> {
  const folder = await mkdtemp(join(tmpdir(), 'loam-mesh-'))
  const relay = await startRelay({
    listen: ['/ip4/127.0.0.1/tcp/0/ws'],
    http: { host: '127.0.0.1', port: 0 },
    stateFolder: folder,
    ...limits,
  })
  const meshes: Mesh[] = []
  const options = () => ({
    privateKeySeed: crypto.getRandomValues(new Uint8Array(32)),
    relays: relay.addresses,
    iceServers: [],
    allowPrivateAddresses: true,
  })
  return {
    options,
    join: async () => {
      const mesh = await createMeshLibp2p(options())
      meshes.push(mesh)
      while (mesh.status().relay !== 'reserved') {
        await setTimeout(10)
      }
      return mesh
    },
    close: async () => {
      await Promise.all(meshes.map((mesh) => mesh.stop()))
      await relay.stop()
      await rm(folder, { recursive: true })
    },
  }
}

describeMesh('libp2p in Node', () => startLibp2pBench())

test('a circuit that its relay cuts closes both ends and blames nobody', async () => {
  const bench = await startLibp2pBench({ circuit: { maxBytes: 64 * 1024 } })
  try {
    const [alice, bob] = [await bench.join(), await bench.join()]
    const accepted: Channel[] = []
    bob.handle(PROTOCOL, (channel) => accepted.push(channel))
    const talk = () =>
      alice.open(bob.self, PROTOCOL, { path: 'relayed', signal: AbortSignal.timeout(20_000) })
    const near = await talk()
    await near.send(new Uint8Array(128 * 1024)).catch(() => {})
    await Promise.all([near.closed, accepted[0]?.closed])
    await expect(near.send(Uint8Array.of(1))).rejects.toMatchObject({ fault: 'network' })
    await (await talk()).send(Uint8Array.of(1))
  } finally {
    await bench.close()
  }
})

test('however many tabs share an address, all hear what one of them says', async () => {
  const bench = await startLibp2pBench()
  try {
    const tabs: Mesh[] = []
    for (let count = 0; count < 15; count += 1) tabs.push(await bench.join())
    const heard = new Set<Mesh>()
    for (const tab of tabs) tab.subscribe(DEMAND_TOPIC, () => heard.add(tab))
    const hears = (tab: Mesh) => heard.has(tab)
    const [speaker, ...others] = tabs
    // A relay sends away whom it will not hear at its heartbeats, once a second, and tells nobody.
    await setTimeout(3_000)
    heard.clear()
    const sayAgain = async () => {
      await speaker?.publish(DEMAND_TOPIC, Uint8Array.of(1))
      expect(others.filter(hears)).toHaveLength(14)
    }
    await vi.waitFor(sayAgain, { timeout: 20_000, interval: 250 })
  } finally {
    await bench.close()
  }
}, 60_000)

test('whoever answers no ping for a while stays connected', async () => {
  const bench = await startLibp2pBench()
  const mute = await startLibp2pNode(bench.options(), {
    isRefused: () => false,
    isFull: () => false,
    onRelayChange: () => {},
    metrics: undefined,
  })
  try {
    await mute.handle(PING_PROTOCOL, () => {}, { force: true, runOnLimitedConnection: true })
    await mute.handle(PROTOCOL, () => {})
    const alice = await bench.join()
    await vi.waitFor(() => expect(mute.services.relays.state()).toBe('reserved'), 20_000)
    const channel = await alice.open(asPeerId(mute.peerId.toString()), PROTOCOL, {
      path: 'relayed',
      signal: AbortSignal.timeout(20_000),
    })
    const closed = channel.closed.then(() => 'closed')
    const waited = setTimeout(PING_EVERY_MS + LIBP2P_GIVES_UP_MS + 2_000, 'open')
    expect(await Promise.race([closed, waited])).toBe('open')
  } finally {
    await mute.stop()
    await bench.close()
  }
}, 60_000)

import { expect, it } from 'vitest'
import { connectMesh } from '#peer/adapters/bridge/connect-mesh.ts'
import { serveMesh } from '#peer/adapters/bridge/serve-mesh.ts'
import { systemClock } from '#peer/adapters/clock-system.ts'
import { createMemoryNetwork } from '#peer/adapters/mesh-memory/memory-network.ts'
import { asPeerId } from '#protocol/ids.ts'
import { describeMesh, type MeshBench } from '#test/ports/mesh-suite.ts'

async function startBridgedBench(): Promise<MeshBench> {
  const network = createMemoryNetwork({ clock: systemClock, latencyMs: 2 })
  const loans: Array<{ close(): Promise<void> }> = []
  return {
    join: async () => {
      const { port1, port2 } = new MessageChannel()
      loans.push(serveMesh(network.join(asPeerId(`peer-${loans.length}`)), port1))
      return connectMesh(port2)
    },
    close: async () => {
      await Promise.all(loans.map((loan) => loan.close()))
    },
  }
}

describeMesh('memory through the bridge', startBridgedBench)

it('a channel that closed while it was opened is closed for who borrows it', async () => {
  const network = createMemoryNetwork({ clock: systemClock })
  const [here, there] = [network.join(asPeerId('here')), network.join(asPeerId('there'))]
  there.handle('/test', () => {})
  const open = here.open.bind(here)
  here.open = async (...asked) => {
    const channel = await open(...asked)
    await channel.close()
    return channel
  }
  const { port1, port2 } = new MessageChannel()
  const loan = serveMesh(here, port1)
  const mesh = await connectMesh(port2)
  const { signal } = new AbortController()
  const channel = await mesh.open(there.self, '/test', { path: 'any', signal })
  await channel.closed
  await mesh.stop()
  // The bridge is gone now, and with it what there was to close.
  await expect(channel.close()).resolves.toBeUndefined()
  await loan.close()
})

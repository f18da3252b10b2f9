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

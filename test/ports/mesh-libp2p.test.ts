import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMeshLibp2p } from '#peer/adapters/mesh-libp2p/libp2p-mesh.ts'
import type { Mesh } from '#peer/ports/mesh.ts'
import { startRelay } from '#relay/relay.ts'
import { describeMesh, type MeshBench } from '#test/ports/mesh-suite.ts'

async function startLibp2pBench(): Promise<MeshBench> {
  const folder = await mkdtemp(join(tmpdir(), 'loam-mesh-'))
  const relay = await startRelay({
    listen: ['/ip4/127.0.0.1/tcp/0/ws'],
    http: { host: '127.0.0.1', port: 0 },
    keyFile: join(folder, 'relay.key'),
    allowWork: true,
  })
  const meshes: Mesh[] = []
  return {
    join: async () => {
      const mesh = await createMeshLibp2p({
        privateKeySeed: crypto.getRandomValues(new Uint8Array(32)),
        relays: relay.addresses,
        iceServers: [],
        allowPrivateAddresses: true,
      })
      meshes.push(mesh)
      while (mesh.status().relay !== 'reserved') {
        await new Promise((resolve) => setTimeout(resolve, 10))
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

describeMesh('libp2p in Node', startLibp2pBench)

/** Bundled and run as a Worker by `loam-tab.ts`: the engine's thread, as the page has it. */
import { connectCompute } from '#peer/adapters/bridge/bridge-compute.ts'
import { connectMesh } from '#peer/adapters/bridge/connect-mesh.ts'
import { servePeer } from '#peer/adapters/bridge/peer-bridge.ts'
import { systemClock } from '#peer/adapters/clock-system.ts'
import { openNativeSignatures } from '#peer/adapters/native-signatures.ts'
import { openIdbStore } from '#peer/adapters/store-idb/idb-store.ts'
import { createPeer } from '#peer/create-peer.ts'
import { delayMesh } from '#test/support/delayed-mesh.ts'
import { appOf } from '../apps/plain-kernel.ts'
import type { EngineStart } from './loam-messages.ts'

async function start({ seed, delayMs, kernels, ports }: EngineStart): Promise<void> {
  const clock = systemClock
  const mesh = await connectMesh(ports.mesh)
  const peer = await createPeer({
    mesh: delayMs > 0 ? delayMesh(mesh, { clock, delayMs }) : mesh,
    compute: await connectCompute(ports.compute),
    clock,
    store: await openIdbStore(`loam-peer-${seed}`),
    signatures: await openNativeSignatures(),
    seed: new Uint8Array(32).fill(seed),
    apps: kernels.map(appOf),
  })
  servePeer(peer, ports.peer)
}

self.addEventListener(
  'message',
  ({ data }: MessageEvent<EngineStart>) => {
    start(data).then(
      () => self.postMessage('ready'),
      (error: unknown) => self.postMessage(String(error)),
    )
  },
  { once: true },
)

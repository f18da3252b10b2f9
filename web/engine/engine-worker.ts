import { connectCompute } from '#peer/adapters/bridge/bridge-compute.ts'
import { connectPost } from '#peer/adapters/bridge/bridge-post.ts'
import { connectWalletDesk } from '#peer/adapters/bridge/bridge-wallet.ts'
import { connectMesh } from '#peer/adapters/bridge/connect-mesh.ts'
import { servePeer } from '#peer/adapters/bridge/peer-bridge.ts'
import { systemClock } from '#peer/adapters/clock-system.ts'
import { createLedgerViem } from '#peer/adapters/ledger-viem/ledger-viem.ts'
import { openNativeSignatures } from '#peer/adapters/native-signatures.ts'
import { openIdbStore } from '#peer/adapters/store-idb/idb-store.ts'
import { openKeySender } from '#peer/adapters/tab-key-sender.ts'
import { createTabSiblings } from '#peer/adapters/tab-siblings.ts'
import { createPeer } from '#peer/create-peer.ts'
import { yardstick } from '#peer/provider/yardstick.ts'
import { ownShaders } from '#wasm-tasks/own-shaders.ts'
import { render } from '#wasm-tasks/render/render.ts'
import { renderGpu } from '#wasm-tasks/render/render-gpu.ts'
import { renderYardstick } from '#wasm-tasks/render/yardstick.ts'
import type { EngineReply, EngineStart } from './engine-messages.ts'

/** The engine's thread: a hidden tab slows its window, not this. */
async function start({ slot, seed, chain, ports }: EngineStart): Promise<void> {
  const peer = await createPeer({
    mesh: await connectMesh(ports.mesh),
    compute: await connectCompute(ports.compute),
    clock: systemClock,
    store: await openIdbStore(`loam-peer-${slot}`),
    seed,
    keys: { store: await openIdbStore('loam'), slot },
    signatures: await openNativeSignatures(),
    jobs: {
      store: await openIdbStore('loam-jobs'),
      siblings: createTabSiblings({ name: 'loam-jobs', locks: navigator.locks }),
    },
    till: {
      store: await openIdbStore('loam-till'),
      siblings: createTabSiblings({ name: 'loam-till', locks: navigator.locks }),
    },
    post: connectPost(ports.post),
    apps: [render, renderGpu],
    ownShaders,
    measure: {
      module: yardstick,
      graphics: renderYardstick,
      machine: `${navigator.hardwareConcurrency} cores, ${navigator.userAgent}`.slice(0, 512),
    },
    ...(chain === undefined
      ? {}
      : {
          money: {
            ledger: createLedgerViem({ chain, sender: await openKeySender(chain) }),
            desk: connectWalletDesk(ports.desk),
            escrow: { glmPerCoin: chain.glmPerCoin },
          },
        }),
  })
  servePeer(peer, ports.peer)
}

const reply = (message: EngineReply) => self.postMessage(message)

self.addEventListener(
  'message',
  ({ data }: MessageEvent<EngineStart>) => {
    start(data).then(
      () => reply({ kind: 'ready' }),
      (error: unknown) => reply({ kind: 'failed', message: String(error) }),
    )
  },
  { once: true },
)

import { serveCompute } from '#peer/adapters/bridge/bridge-compute.ts'
import { servePost } from '#peer/adapters/bridge/bridge-post.ts'
import { serveWalletDesk } from '#peer/adapters/bridge/bridge-wallet.ts'
import { connectPeer } from '#peer/adapters/bridge/peer-bridge.ts'
import { serveMesh } from '#peer/adapters/bridge/serve-mesh.ts'
import { systemClock } from '#peer/adapters/clock-system.ts'
import { createFetchPost } from '#peer/adapters/fetch-post.ts'
import { createMeshLibp2p } from '#peer/adapters/mesh-libp2p/libp2p-mesh.ts'
import { openIdbStore } from '#peer/adapters/store-idb/idb-store.ts'
import { takeTabSlot } from '#peer/adapters/tab-slot.ts'
import type { Peer } from '#peer/peer.ts'
import type { WalletDesk } from '#peer/ports/ledger.ts'
import { applyImport } from '#peer/profile/staged-import.ts'
import type { ReadyChain } from '#protocol/payment/chains.ts'
import { ownShaders } from '#wasm-tasks/own-shaders.ts'
import { createBrowserCompute } from '#worker-runtime/host/browser.ts'
import { placesFor } from '#worker-runtime/host/pool.ts'
import type { EngineReply, EngineStart } from './engine-messages.ts'
import { readGraphicsDevice } from './graphics-device.ts'

const MAX_CORES = 64
/** Sandbox origins of one tab; slots of different tabs never share one. */
const ORIGINS_PER_TAB = placesFor(MAX_CORES)

export interface EngineConfig {
  readonly relays: readonly string[]
  readonly iceServers: readonly RTCIceServer[]
  readonly allowPrivateAddresses: boolean
  /** Null on a network of free work. */
  readonly chain: ReadyChain | null
  /** Origin of sandbox frame `{slot}`, such as `http://s{slot}.localhost:8080`. */
  readonly sandboxOrigins: string
}

/**
 * Starts this tab's peer: mesh, sandbox, post and wallets in the window, everything else in a Worker.
 *
 * @throws {Error} in plain words when the browser lacks something it needs.
 * @example
 * const peer = await startEngine(config, desk)
 */
export async function startEngine(config: EngineConfig, desk: WalletDesk): Promise<Peer> {
  const readingGraphics = readGraphicsDevice()
  const keys = await openIdbStore('loam')
  const { slot, seed } = await takeTabSlot({
    locks: navigator.locks,
    store: keys,
    clock: systemClock,
    prepare: (held) =>
      applyImport({ store: keys, slot: held }, async () => ({
        peer: await openIdbStore(`loam-peer-${held}`),
        jobs: await openIdbStore('loam-jobs'),
      })),
  })
  const mesh = await createMeshLibp2p({
    privateKeySeed: seed,
    relays: config.relays,
    iceServers: config.iceServers,
    allowPrivateAddresses: config.allowPrivateAddresses,
  })
  const graphics = await readingGraphics
  // One frame more than there are cores: a requestor tries its own job while its cores are lent.
  const compute = createBrowserCompute({
    cores: Math.min(navigator.hardwareConcurrency + 1, MAX_CORES),
    frameUrl: (place) => {
      const name = `${slot * ORIGINS_PER_TAB + place}`
      return `${config.sandboxOrigins.replace('{slot}', name)}/sandbox.html`
    },
    ...(graphics && { ownShaders, graphics }),
  })

  const channels = {
    mesh: new MessageChannel(),
    compute: new MessageChannel(),
    desk: new MessageChannel(),
    post: new MessageChannel(),
    peer: new MessageChannel(),
  }
  serveMesh(mesh, channels.mesh.port1)
  serveCompute(compute, channels.compute.port1)
  serveWalletDesk(desk, channels.desk.port1)
  const post = createFetchPost((run) => addEventListener('pagehide', run))
  servePost(post, channels.post.port1)

  const ports = {
    mesh: channels.mesh.port2,
    compute: channels.compute.port2,
    desk: channels.desk.port2,
    post: channels.post.port2,
    peer: channels.peer.port2,
  }
  const start: EngineStart = { slot, seed, chain: config.chain ?? undefined, ports }
  const worker = new Worker(new URL('./engine-worker.ts', import.meta.url), { type: 'module' })
  const answered = new Promise<EngineReply>((resolve) => {
    worker.addEventListener('message', ({ data }) => resolve(data), { once: true })
    worker.addEventListener('error', ({ message }) => resolve({ kind: 'failed', message }))
  })
  worker.postMessage(start, Object.values(ports))
  const answer = await answered
  if (answer.kind === 'failed') throw new Error(`The engine did not start: ${answer.message}`)
  return connectPeer(channels.peer.port1)
}

/** Bundled and run in a page by `loam-network.ts`: a whole peer in a tab, without the page. */
import { serveCompute } from '#peer/adapters/bridge/bridge-compute.ts'
import { connectPeer } from '#peer/adapters/bridge/peer-bridge.ts'
import { serveMesh } from '#peer/adapters/bridge/serve-mesh.ts'
import { createMeshLibp2p } from '#peer/adapters/mesh-libp2p/libp2p-mesh.ts'
import type { JobView, Peer } from '#peer/peer.ts'
import { FIRST_POLICY } from '#protocol/trust/policy.ts'
import { createBrowserCompute } from '#worker-runtime/host/browser.ts'
import type { EngineStart, TabStart } from './loam-messages.ts'
import { addWaits } from './waiting-compute.ts'

const MAX_CORES = 16
const POLL_MS = 20
const PATIENCE_MS = 60_000

/** How far a job has come, and when, on this tab's clock. */
export interface Reading {
  readonly executions: number
  readonly verified: number
  readonly atMs: number
}

/** What the benchmark drives in a tab. */
export interface LoamTab {
  start(start: TabStart): Promise<void>
  provide(cores: number): Promise<void>
  /** Posts a free job; resolves once it has two providers and so many executions. */
  post(appId: string, subtasks: number, warm: number): Promise<string>
  /** Waits `forMs`, and then for the next answer. */
  readAfter(jobId: string, forMs: number): Promise<Reading>
  end(jobId: string): Promise<void>
}

let peer: Peer
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function viewOf(jobId: string): Promise<JobView | undefined> {
  return (await peer.view()).jobs.find((job) => job.jobId === jobId)
}

async function watch(jobId: string, until: (job: JobView) => boolean): Promise<JobView> {
  const deadline = performance.now() + PATIENCE_MS
  for (;;) {
    const job = await viewOf(jobId)
    if (job !== undefined && until(job)) return job
    if (performance.now() > deadline)
      throw new Error(
        `${job?.phase}, ${job?.executions} executions. ${job?.explanation?.reason ?? ''}`,
      )
    await sleep(POLL_MS)
  }
}

const tab: LoamTab = {
  async start(given) {
    const mesh = await createMeshLibp2p({
      privateKeySeed: new Uint8Array(32).fill(given.seed),
      relays: given.relays,
      iceServers: [],
      allowPrivateAddresses: true,
    })
    const sandbox = createBrowserCompute({
      cores: MAX_CORES,
      frameUrl: (place) => `http://s${place}.localhost:${location.port}/sandbox.html`,
    })
    const channels = {
      mesh: new MessageChannel(),
      compute: new MessageChannel(),
      peer: new MessageChannel(),
    }
    serveMesh(mesh, channels.mesh.port1)
    serveCompute(addWaits(sandbox, new Worker('/timer-worker.js')), channels.compute.port1)
    const ports = {
      mesh: channels.mesh.port2,
      compute: channels.compute.port2,
      peer: channels.peer.port2,
    }
    const engine = new Worker('/loam-engine.js')
    const answered = new Promise<string>((resolve) => {
      engine.onmessage = ({ data }) => resolve(data)
      engine.onerror = ({ message }) => resolve(message)
    })
    engine.postMessage({ ...given, ports } satisfies EngineStart, Object.values(ports))
    const answer = await answered
    if (answer !== 'ready') throw new Error(answer)
    peer = connectPeer(channels.peer.port1)
  },
  async provide(cores) {
    await peer.stopProviding()
    await peer.startProviding({ cores, payee: undefined, acceptFree: true, floorPerGigaGas: 0n })
  },
  async post(appId, subtasks, warm) {
    const draft = await peer.prepare(appId, { subtasks }, {})
    if (draft.kind === 'invalid') throw new Error(`${draft.message} ${draft.advice}`)
    const posted = await peer.post(draft.draftId, {
      kind: 'free',
      policy: FIRST_POLICY,
    })
    if (posted.kind === 'refused') throw new Error(posted.message)
    const isWarm = ({ executions, providers }: JobView) =>
      executions >= warm && providers.filter(({ answered }) => answered > 0).length === 2
    await watch(posted.jobId, isWarm)
    return posted.jobId
  },
  async readAfter(jobId, forMs) {
    await sleep(forMs)
    const seen = (await viewOf(jobId))?.executions ?? 0
    const { executions, verified } = await watch(jobId, (job) => job.executions > seen)
    return { executions, verified, atMs: performance.now() }
  },
  async end(jobId) {
    const job = await viewOf(jobId)
    if (job === undefined) return
    await peer.cancel(job.jobId)
    await peer.forget(job.jobId)
  },
}
Object.assign(globalThis, { tab })

import { setTimeout as sleep } from 'node:timers/promises'
import type { Cleanup } from '#cli/process/cleanup.ts'
import { systemClock } from '#peer/adapters/clock-system.ts'
import { createMeshLibp2p } from '#peer/adapters/mesh-libp2p/libp2p-mesh.ts'
import { openNativeSignatures } from '#peer/adapters/native-signatures.ts'
import { createMemoryStore } from '#peer/adapters/store-memory/memory-store.ts'
import { createPeer } from '#peer/create-peer.ts'
import type { Peer } from '#peer/peer.ts'
import type { App } from '#protocol/task/app.ts'
import { toyApp } from '#test/support/toy-app.ts'
import { createToyCompute } from '#test/support/toy-compute.ts'
import { startBenchRelay } from './bench-relay.ts'
import { endJob, postFreeJob, watchJob } from './free-job.ts'
import { NO_TRAFFIC, TRAFFIC_KEYS, type Traffic, TrafficMeter } from './traffic-meter.ts'

/** The toy app with a program that weighs nothing: what is looked at is the market. */
const lightApp: App<unknown> = {
  ...toyApp,
  prepare: async (params) => ({
    module: new Uint8Array(300).fill(1),
    shared: new Uint8Array(1_000).fill(7),
    subtasks: (params as { subtasks: number }).subtasks,
  }),
}

/** One tab in so many asks for work to be done; the others offer to do it. */
const TABS_A_REQUESTOR = 10
/** One provider in so many takes work for nothing, and so is willing. */
const PROVIDERS_A_WILLING = 4
/** Peers that join at once, at most: two cores make no more handshakes in a moment. */
const JOIN_AT_ONCE = 20
/**
 * Jobs on the market at once, at most: in a real network each tab hears a demand with a processor of
 * its own, here hundreds of them hear it with one.
 */
const JOBS_AT_ONCE = 4
const SUBTASKS = 4
const SUBTASK_MS = 5
const LOOK_MS = 100
/** Generous: a job is a few milliseconds of work, but the whole network shares one machine. */
const JOB_TIMEOUT_MS = 90_000
const JOIN_TIMEOUT_MS = 60_000

interface MarketTab {
  readonly peer: Peer
  readonly meter: TrafficMeter
}

/** Real peers on real libp2p nodes and a real relay, in this process; only their sandbox is a toy. */
export interface Libp2pMarket {
  /**
   * Every requestor posts a job that only some providers want, a few at a time. Resolves when each
   * is done or its time is up: with one entry a job, undefined or in words why it did not get done.
   */
  runRound(): Promise<readonly (string | undefined)[]>
  /** What passes through a tab while something runs, in the mean over all tabs. */
  meter(run: () => Promise<unknown>): Promise<Traffic>
}

/** Starts a relay and `size` tabs that have a place there, each in its role. */
export async function startLibp2pMarket(size: number, cleanup: Cleanup): Promise<Libp2pMarket> {
  const relays = await startBenchRelay(cleanup)
  const tabs: MarketTab[] = []
  cleanup.add(() => Promise.all(tabs.map(({ peer }) => peer.stop())))
  while (tabs.length < size) {
    const count = Math.min(JOIN_AT_ONCE, size - tabs.length)
    const joining = Array.from({ length: count }, () => joinMarket(relays))
    tabs.push(...(await Promise.all(joining)))
  }
  const requestors = tabs.filter((_, at) => at % TABS_A_REQUESTOR === 0)
  const providers = tabs.filter((_, at) => at % TABS_A_REQUESTOR !== 0)
  for (const [at, { peer }] of providers.entries())
    await peer.startProviding({
      cores: 1,
      payee: undefined,
      acceptFree: at % PROVIDERS_A_WILLING === 0,
      floorPerGigaGas: 0n,
    })
  return {
    runRound: () => runJobs(requestors),
    meter: async (run) => {
      const before = sumUp(tabs)
      await run()
      const after = sumUp(tabs)
      const mean = { ...NO_TRAFFIC }
      for (const key of TRAFFIC_KEYS) mean[key] = (after[key] - before[key]) / tabs.length
      return mean
    },
  }
}

async function runJobs(requestors: readonly MarketTab[]): Promise<readonly (string | undefined)[]> {
  const left = requestors.values()
  const ends: (string | undefined)[] = []
  const runOneByOne = async () => {
    for (const { peer } of left) ends.push(await runJob(peer))
  }
  await Promise.all(Array.from({ length: JOBS_AT_ONCE }, runOneByOne))
  return ends
}

/** Gives up, and ends the job, when its time is up; returns why it did not get done. */
async function runJob(peer: Peer): Promise<string | undefined> {
  const jobId = await postFreeJob(peer, lightApp.manifest.id, { subtasks: SUBTASKS })
  try {
    await watchJob(peer, jobId, {
      until: ({ phase }) => phase === 'done',
      everyMs: LOOK_MS,
      timeoutMs: JOB_TIMEOUT_MS,
    })
    return undefined
  } catch (error) {
    await endJob(peer, jobId)
    return error instanceof Error ? error.message : String(error)
  }
}

async function joinMarket(relays: readonly string[]): Promise<MarketTab> {
  const seed = crypto.getRandomValues(new Uint8Array(32))
  const meter = new TrafficMeter()
  const mesh = await createMeshLibp2p(
    { privateKeySeed: seed, relays, iceServers: [], allowPrivateAddresses: true },
    { metrics: meter },
  )
  const until = performance.now() + JOIN_TIMEOUT_MS
  while (mesh.status().relay !== 'reserved') {
    if (performance.now() > until) throw new Error('A tab found no place at the relay in a minute')
    await sleep(10)
  }
  const peer = await createPeer({
    mesh,
    compute: createToyCompute(systemClock, { subtaskMs: SUBTASK_MS }),
    clock: systemClock,
    store: createMemoryStore(),
    signatures: await openNativeSignatures(),
    seed,
    apps: [lightApp],
  })
  return { peer, meter }
}

function sumUp(tabs: readonly MarketTab[]): Traffic {
  const sum = { ...NO_TRAFFIC }
  for (const { meter } of tabs) for (const key of TRAFFIC_KEYS) sum[key] += meter.traffic[key]
  return sum
}

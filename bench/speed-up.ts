import { readFile } from 'node:fs/promises'
import type { Peer } from '#peer/peer.ts'
import { type EvenRenderParams, evenRender } from './apps/even-render.ts'
import type { Benchmark } from './benchmark.ts'
import { endJob, postFreeJob, watchJob } from './support/free-job.ts'
import { startNodeNetwork } from './support/node-network.ts'
import { measureSandboxLoop } from './support/sandbox-loop.ts'

const SCENE = new URL('../wasm-tasks/render/scenes/sample.glb', import.meta.url)
const PARAMS: EvenRenderParams = {
  render: { frames: 1, width: 320, height: 180, samples: 16 },
  tile: 7,
  subtasks: 100_000,
}
/** Executions a provider answers before its rate counts: by then its leases have their size. */
const WARM_EXECUTIONS = 8
/** Short of what a lone provider may hold unconfirmed. */
const WINDOW_MS = 3_000
const LIMIT_MS = 4_000
const POLL_MS = 5
const TIMEOUT_MS = 60_000

/**
 * How much faster two providers are than one.
 *
 * Executions a second of a CPU-bound render, first with one Node provider of one core, then with
 * two, each in a process of its own. Executions and not verified subtasks, because under quorum 2
 * nothing is verified by one provider alone. The limit is the machine's own: two bare sandbox cores
 * side by side against one. Requestor and relay take their share of the same cores.
 */
export const speedUp: Benchmark = {
  name: 'speed-up',
  title: 'speed-up from one provider to two on a CPU-bound render',
  runs: 3,
  async measure({ runs, cleanup, say }) {
    const files = { scene: new Uint8Array(await readFile(SCENE)) }
    const rates = { one: [] as number[], two: [] as number[] }
    const limits = { one: [] as number[], two: [] as number[] }
    const measureLimit = (cores: number) =>
      measureSandboxLoop({ app: evenRender, params: PARAMS, files, cores, forMs: LIMIT_MS })
    const measureRate = async (requestor: Peer, providers: number) => {
      const jobId = await postFreeJob(requestor, evenRender.manifest.id, PARAMS, files)
      try {
        return await measureExecutions(requestor, jobId, providers)
      } finally {
        await endJob(requestor, jobId)
      }
    }
    const { requestor, addProvider } = await startNodeNetwork([evenRender], cleanup)
    await addProvider()
    for (let run = 1; run <= runs; run += 1) {
      say(`one provider, run ${run} of ${runs}`)
      limits.one.push(await measureLimit(1))
      rates.one.push(await measureRate(requestor, 1))
    }
    await addProvider()
    for (let run = 1; run <= runs; run += 1) {
      say(`two providers, run ${run} of ${runs}`)
      limits.two.push(await measureLimit(2))
      rates.two.push(await measureRate(requestor, 2))
    }
    const ratios = (side: typeof rates) => side.two.map((two, run) => two / (side.one[run] ?? 0))
    const limit = 'limit: one bare core to two'
    return [
      { name: 'one provider to two', unit: '×', values: ratios(rates), against: limit },
      { name: limit, unit: '×', values: ratios(limits) },
      {
        name: 'executions, one provider',
        unit: '/s',
        values: rates.one,
        against: 'one bare core',
      },
      {
        name: 'executions, two providers',
        unit: '/s',
        values: rates.two,
        against: 'two bare cores',
      },
      { name: 'one bare core', unit: '/s', values: limits.one },
      { name: 'two bare cores', unit: '/s', values: limits.two },
    ]
  },
}

/** Executions a second from one answer to another, so that half-done batches do not blur it. */
async function measureExecutions(
  requestor: Peer,
  jobId: Parameters<typeof endJob>[1],
  providers: number,
): Promise<number> {
  const watch = { everyMs: POLL_MS, timeoutMs: TIMEOUT_MS }
  const warm = await watchJob(requestor, jobId, {
    ...watch,
    until: (job) =>
      job.providers.filter(({ answered }) => answered >= WARM_EXECUTIONS).length === providers,
  })
  const nextAnswer = async (seen: number) => {
    const job = await watchJob(requestor, jobId, {
      ...watch,
      until: ({ executions }) => executions > seen,
    })
    return { executions: job.executions, at: performance.now() }
  }
  const first = await nextAnswer(warm.executions)
  let last = first
  while (last.at - first.at < WINDOW_MS) last = await nextAnswer(last.executions)
  return ((last.executions - first.executions) * 1000) / (last.at - first.at)
}

import { emptyApp } from './apps/empty-app.ts'
import type { Benchmark } from './benchmark.ts'
import { endJob, postFreeJob, watchJob } from './support/free-job.ts'
import { startNodeNetwork } from './support/node-network.ts'
import { measureSandboxLoop } from './support/sandbox-loop.ts'

const SUBTASKS = 6_000
/** Executions before these are the market's and the first leases' of one. */
const WARM_EXECUTIONS = 500
const LOOP_MS = 1_500
const POLL_MS = 20
const TIMEOUT_MS = 120_000

/**
 * What a subtask costs when computing it costs nothing.
 *
 * A free job of empty kernels over two Node providers of one core, each in a process of its own:
 * leases, batches, signatures, quorum 2, outputs fetched and results kept, over real WebRTC. Held
 * against the same kernel called in a loop on one core of the bare sandbox, which is what a
 * provider's core could do if nothing else were asked of it. Results go to a memory store.
 */
export const emptySubtasks: Benchmark = {
  name: 'empty-subtasks',
  title: 'empty subtasks a second through everything, two Node providers',
  runs: 5,
  async measure({ runs, cleanup, say }) {
    const loop: number[] = []
    const executions: number[] = []
    const verified: number[] = []
    const { requestor, addProvider } = await startNodeNetwork([emptyApp], cleanup)
    await Promise.all([addProvider(), addProvider()])
    for (let run = 1; run <= runs; run += 1) {
      say(`run ${run} of ${runs}`)
      const params = { subtasks: SUBTASKS }
      loop.push(await measureSandboxLoop({ app: emptyApp, params, cores: 1, forMs: LOOP_MS }))
      const jobId = await postFreeJob(requestor, emptyApp.manifest.id, params)
      const watch = { everyMs: POLL_MS, timeoutMs: TIMEOUT_MS }
      const first = await watchJob(requestor, jobId, {
        ...watch,
        until: (job) => job.executions >= WARM_EXECUTIONS,
      })
      const startedAt = performance.now()
      const last = await watchJob(requestor, jobId, {
        ...watch,
        until: (job) => job.verified === job.subtasks,
      })
      const seconds = (performance.now() - startedAt) / 1000
      executions.push((last.executions - first.executions) / seconds)
      verified.push((last.verified - first.verified) / seconds)
      await endJob(requestor, jobId)
    }
    const peer = 'bare sandbox loop, one core'
    return [
      { name: 'executions', unit: '/s', values: executions, against: peer },
      { name: 'verified subtasks', unit: '/s', values: verified, against: peer },
      { name: peer, unit: '/s', values: loop },
    ]
  },
}

/** A page whose sandbox a test crashes: Playwright takes any frame's crash for the page's own. */
import type { Core, RunResult } from '#peer/ports/compute.ts'
import { createBrowserCompute } from '#worker-runtime/host/browser.ts'

const compute = createBrowserCompute({
  cores: 2,
  frameUrl: (place) => `http://s${place}.localhost:${location.port}/sandbox.html`,
})
const limits = {
  gas: 2n ** 62n,
  memoryBytes: 2 ** 22,
  outputBytes: 1_024,
  logBytes: 0,
  wallMs: 40_000,
}
const { signal } = new AbortController()

let core: Core
let neighbour: Core
let victim: Promise<RunResult>

const describe = (result: RunResult) =>
  result.kind === 'done' ? result.outcome.kind : result.reason

/** What the test calls. Inputs and answers are JSON. */
export interface CrashPage {
  /** Opens two cores of a kernel and starts a subtask on one. */
  start(module: readonly number[], endless: readonly number[]): Promise<void>
  /** How that subtask ended, and then another on each core. */
  finish(input: readonly number[]): Promise<readonly string[]>
}

const page: CrashPage = {
  async start(module, endless) {
    const program = {
      format: 'kernel',
      module: Uint8Array.from(module),
      shared: new Uint8Array(0),
    } as const
    core = await compute.open(program, { signal })
    neighbour = await compute.open(program, { signal })
    victim = core.run(Uint8Array.from(endless), limits, { signal })
  },
  async finish(input) {
    const run = (each: Core) => each.run(Uint8Array.from(input), limits, { signal })
    return [await victim, await run(neighbour), await run(core)].map(describe)
  },
}
Object.assign(globalThis, { page })

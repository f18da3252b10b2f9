/** Bundled and run in a page by `bench/sandbox.ts`: loops that must not pay for Playwright. */
import type { Core } from '#peer/ports/compute.ts'
import type { Limits } from '#protocol/task/limits.ts'
import { createBrowserCompute } from '#worker-runtime/host/browser.ts'

const limits: Limits = {
  gas: 1_000_000n,
  memoryBytes: 2 ** 20,
  outputBytes: 1_024,
  logBytes: 0,
  wallMs: 60_000,
}
const never = new AbortController().signal
const shared = new Uint8Array(1)
const input = new Uint8Array(4)

/** What the page measures. Modules are `kernel`s. */
export interface SandboxPage {
  /** Milliseconds each: one subtask after another, so with the whole way there and back. */
  oneByOne(module: Uint8Array, count: number): Promise<number>
  /** Milliseconds each with several asked for one by one before the first is answered. */
  pipelined(module: Uint8Array, count: number, depth: number): Promise<number>
  /** Subtasks a second, all asked for at once. */
  batched(module: Uint8Array, count: number): Promise<number>
  /** Starts a subtask that never ends, with a neighbour beside it that counts its own. */
  startRunaway(module: Uint8Array, spin: Uint8Array): Promise<void>
  /** Stops it; milliseconds from the decision until the next subtask of its core was answered. */
  stopRunaway(): Promise<{ readonly nextMs: number; readonly neighbourRuns: number }>
  /** Computes at a share of the time for a while, in subtasks of `gas`. */
  compute(module: Uint8Array, spin: Uint8Array, dutyCycle: number, forMs: number): Promise<void>
}

const compute = createBrowserCompute({
  cores: 2,
  frameUrl: (place) => `http://s${place}.localhost:${location.port}/sandbox.html`,
})
const open = (module: Uint8Array) =>
  compute.open({ format: 'kernel', module, shared }, { signal: never })

async function run(core: Core, bytes = input): Promise<void> {
  const result = await core.run(bytes, limits, { signal: never })
  if (result.kind !== 'done') throw new Error(`${result.reason}: ${result.message}`)
}

/** Runs on a core that is warm: compiled, tiered up, and known to be quick. */
async function onWarmCore<T>(module: Uint8Array, measure: (core: Core) => Promise<T>): Promise<T> {
  const core = await open(module)
  try {
    await Promise.all(Array.from({ length: 500 }, () => run(core)))
    return await measure(core)
  } finally {
    await core.close()
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}

let runaway: { core: Core; stop: AbortController; running: Promise<unknown> } | undefined
let neighbour: { core: Core; runs: number; loop: Promise<void>; isOver: boolean } | undefined

const page: SandboxPage = {
  oneByOne: (module, count) =>
    onWarmCore(module, async (core) => {
      const ms = await timed(async () => {
        for (let at = 0; at < count; at += 1) await run(core)
      })
      return ms / count
    }),
  pipelined: (module, count, depth) =>
    onWarmCore(module, async (core) => {
      let left = count
      const line = async () => {
        while (left-- > 0) await run(core)
      }
      return (await timed(() => Promise.all(Array.from({ length: depth }, line)))) / count
    }),
  batched: (module, count) =>
    onWarmCore(module, async (core) => {
      const runs = () => Promise.all(Array.from({ length: count }, () => run(core)))
      return (count * 1_000) / (await timed(runs))
    }),
  async startRunaway(module, spin) {
    const [core, other] = await Promise.all([open(module), open(module)])
    await run(core)
    const stop = new AbortController()
    const endless = { ...limits, gas: 2n ** 62n }
    runaway = { core, stop, running: core.run(spin, endless, { signal: stop.signal }) }
    const beside = { core: other, runs: 0, loop: Promise.resolve(), isOver: false }
    neighbour = beside
    beside.loop = (async () => {
      while (!beside.isOver) {
        await run(other)
        beside.runs += 1
      }
    })()
  },
  async stopRunaway() {
    if (!runaway || !neighbour) throw new Error('Nothing runs away')
    const { core, stop, running } = runaway
    const before = neighbour.runs
    const nextMs = await timed(async () => {
      stop.abort()
      await running
      await run(core)
    })
    const neighbourRuns = neighbour.runs - before
    neighbour.isOver = true
    await neighbour.loop
    await Promise.all([core.close(), neighbour.core.close()])
    return { nextMs, neighbourRuns }
  },
  async compute(module, spin, dutyCycle, forMs) {
    const allowance = { dutyCycle, memoryBytes: limits.memoryBytes }
    const core = await compute.open(
      { format: 'kernel', module, shared },
      { signal: never, allowance },
    )
    const stop = new AbortController()
    setTimeout(() => stop.abort(), forMs)
    const chunk = { ...limits, gas: 20_000_000n }
    while (!stop.signal.aborted) await core.run(spin, chunk, { signal: stop.signal })
    await core.close()
  },
}
Object.assign(globalThis, { page })

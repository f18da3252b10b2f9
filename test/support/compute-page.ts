import type { Allowance, Core, Program, RunResult } from '#peer/ports/compute.ts'
import { ProgramRefusedError } from '#peer/ports/errors.ts'
import type { Limits } from '#protocol/task/limits.ts'
import { ownShaders } from '#wasm-tasks/own-shaders.ts'
import { createBrowserCompute } from '#worker-runtime/host/browser.ts'

/** What the test page lets Node do: the compute port by handles, over Playwright's own JSON. */
export interface ComputePage {
  open(
    id: number,
    program: Program,
    allowance?: Allowance,
  ): Promise<{ refused?: [string, number, string] }>
  run(coreId: number, id: number, input: Uint8Array, limits: Limits): Promise<RunResult>
  abort(id: number): void
  close(coreId: number): Promise<void>
  isolation(): string | undefined
}

const cores = new Map<number, Core>()
const aborts = new Map<number, AbortController>()
let isolation: string | undefined

const port = location.port
const compute = createBrowserCompute({
  cores: 2,
  frameUrl: (place) => `http://s${place}.localhost:${port}/sandbox.html`,
  ownShaders,
  onIsolation: (found) => {
    isolation = found
  },
})

function signalFor(id: number): AbortSignal {
  const controller = new AbortController()
  aborts.set(id, controller)
  return controller.signal
}

const page: ComputePage = {
  async open(id, program, allowance) {
    try {
      const options = { signal: signalFor(id), ...(allowance && { allowance }) }
      cores.set(id, await compute.open(program, options))
      return {}
    } catch (error) {
      if (!(error instanceof ProgramRefusedError)) throw error
      return { refused: [error.feature, error.offset, error.message] }
    }
  },
  async run(coreId, id, input, limits) {
    const core = cores.get(coreId)
    if (!core) throw new Error(`No core ${coreId}`)
    return core.run(input, limits, { signal: signalFor(id) })
  },
  abort: (id) => aborts.get(id)?.abort(),
  close: async (coreId) => cores.get(coreId)?.close(),
  isolation: () => isolation,
}
Object.assign(globalThis, { page })

import type { Compute, Core, Program } from '#peer/ports/compute.ts'
import { createNodeCompute } from '#worker-runtime/host/node.ts'
import { buildComputePage } from '../compute/build-compute-page.ts'
import { type SandboxTab, startSandboxBrowser } from '../compute/sandbox-browser.ts'

/** Where programs run. */
export interface Engine {
  /**
   * A core with this program, to run one command at a time. It belongs to the engine, which closes
   * it once another program is asked for.
   *
   * @throws {ProgramRefusedError} when the gate refuses the module.
   */
  open(program: Program, options: OpenOptions): Promise<Core>
  /** Ends all it started. */
  stop(): Promise<void>
}

interface OpenOptions {
  readonly signal: AbortSignal
  readonly plain: boolean
}

/** One for the program at hand and one for the next, so that there is always a warm sandbox. */
const CORES = 2

/** Starts what `--engine` names. @throws {CommandError} where there is no Chromium. */
export async function startEngine(name: 'chromium' | 'node', root: string): Promise<Engine> {
  if (name === 'node') {
    const compute = createNodeCompute({ cores: CORES })
    return { open: keepCore(async () => compute), stop: () => compute.stop() }
  }
  const browser = await startSandboxBrowser(buildComputePage(root))
  let tab: SandboxTab | undefined
  const computeNow = async () => {
    if (tab?.isAlive()) return tab.compute
    await tab?.compute.stop()
    tab = await browser.openTab(CORES)
    return tab.compute
  }
  return { open: keepCore(computeNow), stop: () => browser.close() }
}

/** An `Engine.open` that loads a program once for all the commands in a row that run it. */
export function keepCore(computeNow: () => Promise<Compute>): Engine['open'] {
  let kept: { compute: Compute; program: Program; plain: boolean; core: Core } | undefined
  return async (program, options) => {
    const compute = await computeNow()
    const { plain } = options
    if (kept?.compute === compute && kept.plain === plain && isSame(kept.program, program)) {
      return kept.core
    }
    const core = await compute.open(program, options)
    const before = kept
    kept = { compute, program, plain, core }
    if (before?.compute === compute) await before.core.close()
    return core
  }
}

function isSame(a: Program, b: Program): boolean {
  return (
    a.format === b.format &&
    Buffer.compare(a.module, b.module) === 0 &&
    Buffer.compare(a.shared, b.shared) === 0
  )
}

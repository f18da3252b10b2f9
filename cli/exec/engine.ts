import type { Compute } from '#peer/ports/compute.ts'
import { createNodeCompute } from '#worker-runtime/host/node.ts'
import { buildComputePage } from '../compute/build-compute-page.ts'
import { type SandboxTab, startSandboxBrowser } from '../compute/sandbox-browser.ts'

/** Where programs run, one sandbox at a time. */
export interface Engine {
  /** The sandbox; a new one where the last has died. */
  compute(): Promise<Compute>
  /** Ends all it started. */
  stop(): Promise<void>
}

/** Starts what `--engine` names. @throws {CommandError} where there is no Chromium. */
export async function startEngine(name: 'chromium' | 'node', root: string): Promise<Engine> {
  if (name === 'node') {
    const compute = createNodeCompute({ cores: 1 })
    return { compute: async () => compute, stop: () => compute.stop() }
  }
  const browser = await startSandboxBrowser(buildComputePage(root))
  let tab: SandboxTab | undefined
  return {
    compute: async () => {
      if (!tab?.isAlive()) tab = await browser.openTab(1)
      return tab.compute
    },
    stop: () => browser.close(),
  }
}

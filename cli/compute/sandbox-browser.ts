import type { Page } from 'playwright-core'
import type { Compute } from '#peer/ports/compute.ts'
import { launchBrowser } from '../browser/launch-browser.ts'
import { Cleanup } from '../process/cleanup.ts'
import type { ComputeDocuments } from './build-compute-page.ts'
import { ByteExchange } from './byte-exchange.ts'
import { serveComputePage } from './serve-compute-page.ts'
import { createTabCompute } from './tab-compute.ts'

/** A tab of the compute page, and the compute port inside it. */
export interface SandboxTab {
  readonly page: Page
  readonly compute: Compute
  /** False once the page itself has crashed or was closed. */
  isAlive(): boolean
}

/** A headless Chromium whose tabs run programs in Loam's sandbox, as a provider's tab does. */
export interface SandboxBrowser {
  /** Opens a tab with a sandbox frame for each of its cores. */
  openTab(cores: number): Promise<SandboxTab>
  /** Ends the browser and its server. Safe to call twice. */
  close(): Promise<void>
}

/**
 * Starts a browser and the server its pages come from.
 *
 * @throws {CommandError} where there is no Chromium.
 * @example
 * const browser = await startSandboxBrowser(buildComputePage(root))
 * const { compute } = await browser.openTab(1)
 */
export async function startSandboxBrowser(
  documents: Promise<ComputeDocuments>,
): Promise<SandboxBrowser> {
  const cleanup = new Cleanup()
  try {
    const launching = launchBrowser()
    cleanup.add(async () => (await launching).close())
    const [browser, built] = await Promise.all([launching, documents])
    const exchange = new ByteExchange()
    const server = await serveComputePage(built, exchange)
    cleanup.add(() => server.stop())
    return {
      openTab: async (cores) => {
        const page = await browser.newPage()
        let crashed = false
        page.on('crash', () => {
          crashed = true
        })
        await page.goto(server.pageUrl)
        const compute = createTabCompute(page, exchange, cores)
        return { page, compute, isAlive: () => !crashed && !page.isClosed() }
      },
      close: () => cleanup.run(),
    }
  } catch (error) {
    await cleanup.run()
    throw error
  }
}

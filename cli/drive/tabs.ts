import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '../browser/launch-browser.ts'
import type { Cleanup } from '../process/cleanup.ts'

export interface TabOptions {
  readonly headful?: boolean
  /** A browser process for every tab, in place of one process with separate profiles. */
  readonly processes?: boolean
}

/** Opens tabs that share nothing: each is somebody else's browser, with its own key and wallet. */
export async function openTabs(
  count: number,
  options: TabOptions,
  cleanup: Cleanup,
): Promise<Page[]> {
  const shared = options.processes ? undefined : await launch(options, cleanup)
  return Promise.all(
    Array.from({ length: count }, async () => {
      const browser = shared ?? (await launch(options, cleanup))
      return (await browser.newContext()).newPage()
    }),
  )
}

/** Opens one tab in a browser process of its own. */
export async function openTab(options: TabOptions, cleanup: Cleanup): Promise<Page> {
  return (await launch(options, cleanup)).newPage()
}

async function launch(options: TabOptions, cleanup: Cleanup): Promise<Browser> {
  const launching = launchBrowser({ headful: options.headful })
  cleanup.add(async () => (await launching).close())
  return launching
}

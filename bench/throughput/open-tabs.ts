import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '#cli/browser/launch-browser.ts'
import type { Cleanup } from '#cli/process/cleanup.ts'

/** Three tabs of one kind, each in a browser process of its own. */
export interface Tabs {
  readonly requestor: Page
  readonly providers: readonly Page[]
  /** CPU milliseconds that all three browsers have taken so far. */
  cpuMs(): Promise<number>
}

const PROVIDERS = 2

export async function openTabs(url: string, cleanup: Cleanup): Promise<Tabs> {
  const browsers: Browser[] = []
  const open = async () => {
    const browser = await launchBrowser()
    cleanup.add(() => browser.close())
    browsers.push(browser)
    const page = await browser.newPage()
    await page.goto(url)
    return page
  }
  const requestor = await open()
  const providers: Page[] = []
  while (providers.length < PROVIDERS) providers.push(await open())
  return {
    requestor,
    providers,
    cpuMs: async () => {
      let sum = 0
      for (const browser of browsers) {
        const session = await browser.newBrowserCDPSession()
        const { processInfo } = await session.send('SystemInfo.getProcessInfo')
        await session.detach()
        for (const { cpuTime } of processInfo) sum += cpuTime * 1_000
      }
      return sum
    },
  }
}

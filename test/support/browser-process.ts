import type { Browser } from 'playwright-core'

/** All processes of one browser, as its operating system sees them. */
export interface BrowserProcess {
  /** Stops every process where it stands, as a suspended laptop does (SIGSTOP). */
  freeze(): Promise<void>
  /** Lets a frozen browser go on. */
  thaw(): void
  /** Ends every process at once, with no chance to say goodbye (SIGKILL). */
  kill(): Promise<void>
}

/**
 * Takes hold of a browser's processes. Only for one launched by itself (`launchBrowser`), so that
 * no other test's tabs go with it.
 *
 * @example
 * const provider = await holdBrowser(browser)
 * await provider.freeze()
 */
export async function holdBrowser(browser: Browser): Promise<BrowserProcess> {
  const session = await browser.newBrowserCDPSession()
  const pidsNow = async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo')
    // The browser's own process first: it would start a renderer anew when one is gone.
    return processInfo
      .sort((a, b) => Number(b.type === 'browser') - Number(a.type === 'browser'))
      .map(({ id }) => id)
  }
  let frozen: readonly number[] = []
  return {
    freeze: async () => {
      frozen = await pidsNow()
      for (const pid of frozen) signal(pid, 'SIGSTOP')
    },
    thaw: () => {
      for (const pid of frozen) signal(pid, 'SIGCONT')
      frozen = []
    },
    kill: async () => {
      const pids = frozen.length > 0 ? frozen : await pidsNow()
      for (const pid of pids) signal(pid, 'SIGKILL')
    },
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    const gone = error instanceof Error && 'code' in error && error.code === 'ESRCH'
    if (!gone) throw error
  }
}

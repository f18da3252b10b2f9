import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser } from 'playwright-core'

/** All processes of one browser, as its operating system sees them. */
export interface BrowserProcess {
  /** Stops every process where it stands, as a suspended laptop does (SIGSTOP). */
  freeze(): Promise<void>
  /**
   * Makes it a machine of so small a share of this one's speed, above 0 and below 1, from its
   * heartbeats to its subtasks: every process is stopped for the rest of the time, in turns too
   * short to be missed by whoever waits for a sign of life.
   */
  slow(share: number): Promise<void>
  /** Lets a frozen or slowed browser go on at its full speed. */
  thaw(): void
  /** Ends every process at once, with no chance to say goodbye (SIGKILL). */
  kill(): Promise<void>
}

/** How long a slowed browser runs in each of its turns. */
const TURN_MS = 20
/** How often a slowed browser is asked for its processes: a new job brings new ones. */
const LOOK_EVERY_MS = 500

/**
 * Takes hold of a browser's processes. Only for one launched by itself (`launchBrowser`), so that
 * no other test's tabs go with it. Let go of a slowed one (`thaw`, `kill`) before it is closed.
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
  let held: readonly number[] = []
  let slowed: AbortController | undefined
  const thaw = () => {
    slowed?.abort()
    slowed = undefined
    for (const pid of held) signal(pid, 'SIGCONT')
    held = []
  }
  return {
    freeze: async () => {
      thaw()
      held = await pidsNow()
      for (const pid of held) signal(pid, 'SIGSTOP')
    },
    slow: async (share) => {
      thaw()
      held = await pidsNow()
      slowed = new AbortController()
      const { signal: over } = slowed
      void takeTurns(() => held, share, over)
      void lookAgain(async () => {
        const pids = await pidsNow()
        if (!over.aborted) held = pids
      }, over)
    },
    thaw,
    kill: async () => {
      const pids = held.length > 0 ? held : await pidsNow()
      slowed?.abort()
      for (const pid of pids) signal(pid, 'SIGKILL')
    },
  }
}

/** Runs and stops processes by turns. */
async function takeTurns(
  pids: () => readonly number[],
  share: number,
  over: AbortSignal,
): Promise<void> {
  while (!over.aborted) {
    for (const pid of pids()) signal(pid, 'SIGCONT')
    await sleep(TURN_MS)
    if (over.aborted) return
    for (const pid of pids()) signal(pid, 'SIGSTOP')
    await sleep(TURN_MS * (1 / share - 1))
  }
}

async function lookAgain(look: () => Promise<void>, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    // A browser that closes answers no more.
    await look().catch(() => undefined)
    await sleep(LOOK_EVERY_MS)
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

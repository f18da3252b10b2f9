import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import { type BrowserOptions, launchBrowser } from '#cli/browser/launch-browser.ts'
import { takeGuestWallet } from '#cli/drive/guest-wallet.ts'
import { readView } from '#cli/drive/page-view.ts'
import { startProviding } from '#cli/drive/provide.ts'
import { Cleanup } from '#cli/process/cleanup.ts'
import { startRelayProcess } from '#cli/stack/relay-process.ts'
import { type Stack, startStack } from '#cli/stack/start-stack.ts'

const PAYEE_POLL_MS = 50
const root = resolve(import.meta.dirname, '../..')

/** A browser process of its own with one tab at work in it. */
export interface ProviderTab {
  readonly browser: Browser
  readonly page: Page
  /** The wallet it works for, or undefined where there is no chain. */
  readonly payee: string | undefined
}

export interface TabOptions extends BrowserOptions {
  /** Runs in the page before its own code. */
  readonly script?: () => void
}

/** A real chain, relay and page on free ports, with state of its own, for one test file. */
export interface LocalNetwork {
  readonly stack: Stack
  /** Opens a tab in a new browser process; `path` such as `/request`. */
  openTab(path: string, options?: TabOptions): Promise<{ browser: Browser; page: Page }>
  /** Opens an empty tab in a new browser process. */
  openBlank(): Promise<Page>
  /** Opens a tab in a new browser process and lets it provide for a fresh guest wallet. */
  startProvider(options?: TabOptions): Promise<ProviderTab>
  /** Stops the relay; the returned function starts it again, the same to all who know it. */
  stopRelay(): Promise<() => Promise<void>>
  stop(): Promise<void>
}

/**
 * Brings a network up.
 *
 * @example
 * const network = await startNetwork({ chain: true })
 * const provider = await network.startProvider()
 * await network.stop()
 */
export async function startNetwork(options: {
  readonly chain: boolean
  /** Whether the relay lets whole jobs through; it does where this is left out. */
  readonly allowWork?: boolean
}): Promise<LocalNetwork> {
  const cleanup = new Cleanup()
  const stateFolder = await mkdtemp(join(tmpdir(), 'loam-e2e-'))
  cleanup.add(() => rm(stateFolder, { recursive: true, force: true }))
  const stack = await startStack({
    root,
    stateFolder,
    host: '127.0.0.1',
    port: 0,
    https: false,
    chain: options.chain,
    allowWork: options.allowWork ?? true,
    report: (text) => process.stderr.write(`${text}\n`),
  }).catch(async (error) => {
    await cleanup.run()
    throw error
  })
  cleanup.add(() => stack.stop())

  const openBlank = async (tab: TabOptions = {}) => {
    const browser = await launchBrowser(tab)
    cleanup.add(() => browser.close())
    const context = await browser.newContext()
    return { browser, page: await context.newPage() }
  }
  const openTab = async (path: string, tab: TabOptions = {}) => {
    const { browser, page } = await openBlank(tab)
    if (tab.script !== undefined) await page.addInitScript(tab.script)
    await page.goto(`${stack.pageUrl}${path}`)
    return { browser, page }
  }
  return {
    stack,
    openTab,
    openBlank: async () => (await openBlank()).page,
    startProvider: async (tab) => {
      const { browser, page } = await openTab('/provide', tab)
      if (options.chain) await takeGuestWallet(page)
      await startProviding(page)
      return { browser, page, payee: options.chain ? await readPayee(page) : undefined }
    },
    stopRelay: async () => {
      const listen = stack.relay.addresses.map((address) =>
        address.replace(/\/(p2p|certhash)\/.*$/, ''),
      )
      await stack.relay.stop()
      return async () => {
        const relay = await startRelayProcess(root, stateFolder, {
          listen,
          http: { host: '127.0.0.1', port: 0 },
          allowWork: options.allowWork ?? true,
        })
        cleanup.add(() => relay.stop())
      }
    },
    stop: () => cleanup.run(),
  }
}

/** The page's view follows its peer by a moment. */
async function readPayee(page: Page): Promise<string> {
  for (;;) {
    const payee = (await readView(page))?.provider.payee
    if (payee !== undefined) return payee
    await setTimeout(PAYEE_POLL_MS)
  }
}

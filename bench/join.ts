import type { Page } from 'playwright-core'
import { launchBrowser } from '#cli/browser/launch-browser.ts'
import { startNetwork } from '#test/support/local-network.ts'
import type { Benchmark } from './benchmark.ts'
import { serveBarePage } from './support/serve-bare-page.ts'

const TIMEOUT_MS = 60_000
/** How often the page is looked at; its own view moves on at most every 200 ms. */
const POLL_MS = 10

/**
 * How long after opening the page a newcomer is part of the mesh.
 *
 * From navigation to the moment the page shows its place at the relay, in a browser started for the
 * run with nothing cached and no key yet, chain and wallet aside. Held against a page that holds
 * libp2p alone, with the same transport to the same relay: what no page built on it can beat.
 */
export const join: Benchmark = {
  name: 'join',
  title: 'join time of a new tab, page load to a place at the relay',
  runs: 7,
  async measure({ runs, cleanup, say }) {
    const network = await startNetwork({ chain: false })
    cleanup.add(() => network.stop())
    const [relay] = network.stack.relay.addresses.filter((address) => address.includes('/ws/'))
    const bareUrl = `${await serveBarePage(cleanup)}/?relay=${relay}`
    const loam: number[] = []
    const bare: number[] = []
    for (let run = 1; run <= runs; run += 1) {
      say(`run ${run} of ${runs}`)
      bare.push(await inFreshBrowser(bareUrl, (page) => page.evaluate<number>('reserved')))
      loam.push(await inFreshBrowser(`${network.stack.pageUrl}/provide`, untilReserved))
    }
    const peer = 'a page of libp2p alone'
    return [
      { name: 'Loam’s page', unit: 'ms', values: loam, against: peer },
      { name: peer, unit: 'ms', values: bare },
    ]
  },
}

async function inFreshBrowser(url: string, measure: (page: Page) => Promise<number>) {
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage()
    await page.goto(url)
    return await measure(page)
  } finally {
    await browser.close()
  }
}

/** Milliseconds from navigation until the page shows its reservation, by the page's own clock. */
const untilReserved = (page: Page) =>
  // One promise inside the page: its policy refuses the polling that Playwright would inject.
  page.evaluate<number>(`new Promise((resolve, reject) => {
    const look = () => {
      if (window.loam?.view().mesh.relay === 'reserved') resolve(performance.now())
      else if (performance.now() > ${TIMEOUT_MS}) reject(new Error('No relay in time'))
      else setTimeout(look, ${POLL_MS})
    }
    look()
  })`)

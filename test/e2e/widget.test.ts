import type { FrameLocator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '#cli/browser/launch-browser.ts'
import { auditEscrow } from '#cli/demo/audit-escrow.ts'
import { takeGuestWallet } from '#cli/drive/guest-wallet.ts'
import { requestJob } from '#cli/drive/request-job.ts'
import { EXAMPLE_PAYEE } from '#cli/serve/example-site.ts'
import { asAddress } from '#protocol/ids.ts'
import { type LocalNetwork, startNetwork } from '#test/support/local-network.ts'
import { waitForJob } from '#test/support/watch-job.ts'

/** What a visit loads and connects to. */
interface Traffic {
  readonly requests: string[]
  readonly sockets: string[]
}

let network: LocalNetwork
let site: string
let visitor: Awaited<ReturnType<typeof launchBrowser>>

beforeAll(async () => {
  network = await startNetwork({ chain: true })
  // By its address: not only another origin than Loam's, but another site to the browser.
  site = network.stack.exampleUrl.replace('//localhost', '//127.0.0.1')
  visitor = await launchBrowser()
})

afterAll(async () => {
  await visitor?.close()
  await network?.stop()
})

async function openSite(): Promise<{ page: Page; card: FrameLocator; traffic: Traffic }> {
  const page = await visitor.newPage({ viewport: { width: 800, height: 1_400 } })
  const traffic: Traffic = { requests: [], sockets: [] }
  page.on('request', (request) => traffic.requests.push(new URL(request.url()).pathname))
  page.on('websocket', (socket) => traffic.sockets.push(socket.url()))
  await page.goto(site)
  return { page, card: page.frameLocator('loam-provider iframe'), traffic }
}

/** A browser ignores presses on a frame that has only just appeared, hence more than one. */
async function press(card: FrameLocator, name: string): Promise<void> {
  const button = card.getByRole('button', { name })
  await expect
    .poll(
      async () => {
        await button.click({ timeout: 1_000 }).catch(() => undefined)
        return button.isVisible()
      },
      { timeout: 20_000, interval: 500 },
    )
    .toBe(false)
}

/** Until work may arrive. */
const untilReady = (card: FrameLocator) =>
  card.locator('#status', { hasText: /Waiting for work|Working/ }).waitFor({ timeout: 60_000 })

test('nothing connects before the visitor agrees, after a stop, or under another cap', async () => {
  const { page, card, traffic } = await openSite()
  const armed = card.locator('#agree[aria-disabled=false]')
  await armed.waitFor()
  expect(traffic.sockets).toEqual([])
  expect(traffic.requests).toContain('/widget.html')
  expect(traffic.requests).not.toContain('/loam.json')
  expect(traffic.requests.filter((path) => /provide|engine|sandbox/.test(path))).toEqual([])

  await press(card, 'Agree')
  await untilReady(card)
  expect(traffic.sockets.length).toBeGreaterThan(0)
  expect(traffic.requests).toContain('/loam.json')

  await page.reload()
  await untilReady(card)
  const connected = traffic.sockets.length
  await page.locator('loam-provider').evaluate((widget) => widget.setAttribute('max-cpu', '0.9'))
  await armed.waitFor()
  await page.reload()
  await armed.waitFor()
  expect(traffic.sockets.length).toBe(connected)

  await press(card, 'Agree')
  await untilReady(card)
  await press(card, 'Stop')
  await armed.waitFor()
  const stopped = traffic.sockets.length
  await page.reload()
  await armed.waitFor()
  expect(traffic.sockets.length).toBe(stopped)
})

test('a visitor of another site who agrees earns for the site', async () => {
  const chain = network.stack.chain?.info
  if (chain === undefined) throw new Error('this network has a chain')
  const provider = await network.startProvider()
  const { card } = await openSite()
  await card.locator('#agree[aria-disabled=false]').waitFor()
  await press(card, 'Agree')
  await untilReady(card)

  const { page } = await network.openTab('/wallet')
  await takeGuestWallet(page)
  await page.goto(`${network.stack.pageUrl}/request`)
  await requestJob(page, { frames: 4, width: 160, height: 90, samples: 8, free: false })
  const job = await waitForJob(page, ({ phase }) => phase === 'done', 120_000)

  const payee = asAddress(EXAMPLE_PAYEE)
  const audit = await auditEscrow(chain, job.jobId, [payee, provider.payee ?? ''])
  expect(audit.paidTo.get(payee)).toBeGreaterThan(0n)
  expect(audit.imbalance).toBe(0n)
  await expect.poll(() => card.locator('#verified').textContent()).not.toBe('0')
  await expect.poll(() => card.locator('#earned').textContent()).not.toBe('0 GLM')
})

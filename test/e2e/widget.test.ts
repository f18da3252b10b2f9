import type { FrameLocator, Page } from 'playwright-core'
import { getAddress } from 'viem'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '#cli/browser/launch-browser.ts'
import { vouchersRoute } from '#cli/collect/vouchers-route.ts'
import { auditEscrow } from '#cli/demo/audit-escrow.ts'
import { takeGuestWallet } from '#cli/drive/guest-wallet.ts'
import { readView } from '#cli/drive/page-view.ts'
import { requestJob } from '#cli/drive/request-job.ts'
import { EXAMPLE_PAYEE } from '#cli/serve/example-site.ts'
import { listen } from '#cli/serve/listen.ts'
import { MalformedError } from '#protocol/errors.ts'
import { asAddress } from '#protocol/ids.ts'
import { handoverSchema, MAX_HANDOVER_BYTES } from '#protocol/payment/handover.ts'
import { decode } from '#protocol/wire/codec.ts'
import { type LocalNetwork, startNetwork } from '#test/support/local-network.ts'
import { overhearHost, toldHost } from '#test/support/overhear-host.ts'
import { waitForJob } from '#test/support/wait-for-job.ts'
import { loanFor } from '#web/widget/ask.ts'

/** More than the card waits before Agree may be pressed. */
const SETTLED_MS = 1_500

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

/** Nobody goes on working from one test into the next. */
afterEach(async () => {
  await Promise.all(visitor.contexts().map((context) => context.close()))
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
  await page.addInitScript(overhearHost)
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

test('a page that lays something over the card cannot have it agreed to', async () => {
  const { page, card, traffic } = await openSite()
  await card.locator('#agree[aria-disabled=false]').waitFor()
  await page.evaluate(() => {
    const veil = document.createElement('div')
    veil.style.cssText = 'position:fixed;inset:0;background:#fff9;pointer-events:none'
    document.body.append(veil)
  })
  await card.locator('#agree[aria-disabled=true]').waitFor()
  await page.waitForTimeout(SETTLED_MS)
  const box = await card.locator('#agree').boundingBox()
  await page.mouse.click((box?.x ?? 0) + 10, (box?.y ?? 0) + 10)
  await page.waitForTimeout(SETTLED_MS)
  await card.getByText('That press did not count').waitFor()
  expect(await card.locator('#agree').isVisible()).toBe(true)
  expect(traffic.sockets).toEqual([])

  await page.evaluate(() => document.body.lastElementChild?.remove())
  await card.getByText('press Agree once more').waitFor()
  await press(card, 'Agree')
  await untilReady(card)
})

test('the page hears what happens, may stop it, and is told what it set up wrongly', async () => {
  const { page, card } = await openSite()
  const heard: string[] = []
  await page.exposeFunction('hear', (name: string) => heard.push(name))
  const widget = page.locator('loam-provider')
  await widget.evaluate((element) => {
    for (const name of ['consent', 'start', 'stop', 'error']) {
      element.addEventListener(name, () => Reflect.get(window, 'hear')(name))
    }
  })
  await card.locator('#agree[aria-disabled=false]').waitFor()
  await press(card, 'Agree')
  await untilReady(card)
  await expect.poll(() => heard).toEqual(['consent', 'start'])
  await widget.evaluate((element) => Reflect.get(element, 'stop').call(element))
  await card.getByRole('button', { name: 'Agree' }).waitFor()
  await expect.poll(() => heard).toEqual(['consent', 'start', 'stop'])

  await widget.evaluate((element) => element.setAttribute('payee', '0x12'))
  await widget.getByText('payee must be a wallet address').waitFor()
  expect(await widget.locator('iframe').count()).toBe(0)
  await expect.poll(() => heard).toEqual(['consent', 'start', 'stop', 'error'])
})

/** A site's collector that takes nothing; what it was shown is told. */
async function startDeafCollector() {
  const shown: Uint8Array[] = []
  const route = vouchersRoute(async (bytes) => {
    shown.push(bytes)
    throw new MalformedError('a handover that this collector takes')
  }, false)
  const { port, stop } = await listen(route, { host: '127.0.0.1', port: 0 })
  return { shown, stop, url: `http://127.0.0.1:${port}/loam-vouchers` }
}

test('a visitor of another site who agrees earns for the site, hands over what it was promised also when it leaves, and nobody computes for more of the time than was said', async () => {
  const chain = network.stack.chain?.info
  if (chain === undefined) throw new Error('this network has a chain')
  const provider = await network.startProvider({ script: overhearHost })
  const howHard = provider.page.getByLabel('How hard each core works')
  await howHard.fill('25')
  const collector = await startDeafCollector()
  const { page: visited, card } = await openSite()
  await visited.locator('loam-provider').evaluate(
    (widget, [url, checksummed]) => {
      widget.setAttribute('collector', url)
      widget.setAttribute('payee', checksummed)
    },
    [collector.url, getAddress(EXAMPLE_PAYEE)] as const,
  )

  const { page } = await network.openTab('/wallet')
  await takeGuestWallet(page)
  await page.goto(`${network.stack.pageUrl}/request`)
  await requestJob(page, { frames: 4, width: 160, height: 90, samples: 8, free: false })
  await expect.poll(() => toldHost(provider.page), { timeout: 60_000 }).toContain(0.25)
  await howHard.fill('50')
  await expect.poll(() => toldHost(provider.page)).toContain(0.5)
  // Two must agree: the job has waited for the visitor.
  await card.locator('#agree[aria-disabled=false]').waitFor()
  await press(card, 'Agree')
  await untilReady(card)
  const job = await waitForJob(page, ({ phase }) => phase === 'done', 120_000)
  expect(new Set(await toldHost(provider.page))).toEqual(new Set([0.25, 0.5]))
  const widget = visited.frames().find((frame) => frame.url().includes('/widget.html'))
  if (widget === undefined) throw new Error('the site shows the widget')
  const machineCores = await widget.evaluate(() => navigator.hardwareConcurrency)
  const { dutyCycle } = loanFor(0.25, machineCores)
  expect(new Set(await toldHost(widget))).toEqual(new Set([dutyCycle]))

  const payee = asAddress(EXAMPLE_PAYEE)
  const other = (await readView(provider.page))?.provider.payee
  const audit = await auditEscrow(chain, job.jobId, [payee, other ?? payee])
  expect(audit.paidTo.get(payee)).toBeGreaterThan(0n)
  expect(audit.imbalance).toBe(0n)
  await expect.poll(() => card.locator('#verified').textContent()).not.toBe('0')
  await expect.poll(() => card.locator('#earned').textContent()).not.toBe('0 GLM')

  await expect.poll(() => collector.shown.length).toBeGreaterThan(0)
  const before = collector.shown.length
  await visited.goto('about:blank')
  await expect.poll(() => collector.shown.length).toBeGreaterThan(before)
  const last = collector.shown.at(-1) ?? expect.unreachable()
  const [voucher] = decode(handoverSchema, last, 'a handover', MAX_HANDOVER_BYTES)
  expect(voucher).toMatchObject({ jobId: job.jobId, payee })
  expect(voucher?.cumulative).toBe(audit.paidTo.get(payee))
  await collector.stop()
})

import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '#cli/browser/launch-browser.ts'
import { CREDIT_WINDOW_BYTES } from '#peer/adapters/credit-gate.ts'
import { type Relay, startRelay } from '#relay/relay.ts'
import type { MeshPage } from '#test/support/mesh-page.ts'
import { bundleScript } from '#worker-runtime/frame/bundle-script.ts'

declare const loamPage: MeshPage

const FRAME_BYTES = 256 * 1024

let folder: string
let browser: Browser
let relay: Relay
let wsPort: string
let server: ReturnType<typeof createServer>
let alice: Page
let bob: Page

const startTestRelay = (port: string) =>
  startRelay({
    listen: [`/ip4/127.0.0.1/tcp/${port}/ws`],
    http: { host: '127.0.0.1', port: 0 },
    stateFolder: folder,
  })

async function openPage(url: string): Promise<Page> {
  const page = await browser.newPage()
  await page.goto(url)
  await page.waitForFunction(() => 'loamPage' in globalThis)
  return page
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loam-browser-'))
  const script = await bundleScript(new URL('../support/mesh-page.ts', import.meta.url))
  server = createServer((request, response) => {
    const isScript = request.url === '/page.js'
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    response.end(isScript ? script : '<body><script src="/page.js"></script></body>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  relay = await startTestRelay('0')
  wsPort = relay.addresses[0]?.match(/tcp\/(\d+)/)?.[1] ?? ''
  browser = await launchBrowser()
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  alice = await openPage(url)
  bob = await openPage(url)
}, 60_000)

afterAll(async () => {
  await browser?.close()
  await relay?.stop()
  server?.close()
  await rm(folder, { recursive: true, force: true })
})

test('two pages work over one direct channel, which outlives their relay', async () => {
  const relays = [...relay.addresses]
  const { joinMs } = await alice.evaluate((at) => loamPage.join(at), relays)
  const { self } = await bob.evaluate((at) => loamPage.join(at), relays)
  const opened = await alice.evaluate((peer) => loamPage.open(peer), self)
  expect(opened.path).toBe('direct')

  const p50Ms = await alice.evaluate(() => loamPage.roundTrip(200))
  const startedMs = performance.now()
  await alice.evaluate((size) => loamPage.send(128, size), FRAME_BYTES)
  const mibPerSecond = 32 / ((performance.now() - startedMs) / 1_000)
  console.log(JSON.stringify({ joinMs, ...opened, p50Ms, mibPerSecond }))

  await bob.evaluate(() => loamPage.hold())
  const before = await alice.evaluate(() => loamPage.progress().sentBytes)
  const sending = alice.evaluate((size) => loamPage.send(40, size), FRAME_BYTES)
  const held = async () => (await alice.evaluate(() => loamPage.progress().sentBytes)) - before
  await expect.poll(held).toBeGreaterThan(0)
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  expect(await held()).toBeLessThanOrEqual(CREDIT_WINDOW_BYTES)
  await bob.evaluate(() => loamPage.release())
  await sending

  await relay.stop()
  await alice.evaluate(() => loamPage.untilRelay('lost'))
  await alice.evaluate((size) => loamPage.send(16, size), FRAME_BYTES)
  relay = await startTestRelay(wsPort)
  expect(relay.addresses).toEqual(relays)
  await Promise.all(
    [alice, bob].map((page) => page.evaluate(() => loamPage.untilRelay('reserved'))),
  )
}, 60_000)

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { prepareJob } from '#cli/drive/request-job.ts'
import { type LocalNetwork, startNetwork } from '#test/support/local-network.ts'
import { PhoneRelay } from '#test/support/phone-relay.ts'
import { TestPhone } from '#test/support/test-phone.ts'
import { TestWallet } from '#test/support/test-wallet.ts'
import { testIds } from '#web/test-ids.ts'

const WAIT_MS = 30_000
const PROJECT = '0123456789abcdef0123456789abcdef'
const SMALL = { frames: 1, width: 64, height: 36, samples: 1, free: false }

let network: LocalNetwork
let relay: PhoneRelay
let wallet: TestWallet
let phone: TestPhone
let page: Page
/** Where the page turned, over HTTP and WebSocket. */
const reached = new Set<string>()
const scripts: string[] = []
const complaints: string[] = []

beforeAll(async () => {
  network = await startNetwork({ chain: true })
  relay = await PhoneRelay.start()
  const { chain } = network.stack
  if (chain === undefined) throw new Error('this network has a chain')
  wallet = new TestWallet(chain.info)
  for (const account of wallet.accounts) await chain.fundGuest(account)
  phone = await TestPhone.start(relay.url, wallet, chain.info.chainId)
  page = await network.openBlank()
  page.on('request', (request) => {
    reached.add(new URL(request.url()).host)
    scripts.push(request.url())
  })
  page.on('websocket', (socket) => reached.add(new URL(socket.url()).host))
  page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()))
  page.on('pageerror', (error) => complaints.push(String(error)))
  await useServer(page, relay.url)
})

afterAll(async () => {
  await phone?.stop()
  await relay?.stop()
  await network?.stop()
})

/** Has all tabs of a page's browser reach WalletConnect there. */
const useServer = (tab: Page, relayUrl: string) =>
  tab.context().route('**/loam.json', async (route) => {
    const answer = await route.fetch()
    const walletConnect = { projectId: PROJECT, relayUrl }
    await route.fulfill({ json: { ...(await answer.json()), walletConnect } })
  })

const at = (id: string) => page.getByTestId(id)
const open = (path: string, tab = page) => tab.goto(`${network.stack.pageUrl}${path}`)

async function expectText(id: string, words: string, tab = page): Promise<void> {
  await tab.getByTestId(id).filter({ hasText: words }).first().waitFor({ timeout: WAIT_MS })
}

/** Chooses the phone, and reads the link that its code says. */
async function showLink(): Promise<string> {
  await at(testIds.walletPhone).click({ timeout: WAIT_MS })
  await expectText(testIds.walletPairing, 'Waiting for your phone')
  return (await at(testIds.walletPairingLink).getAttribute('href')) ?? ''
}

test('a phone that is not waited for, says no, says yes: each is named, and nothing else is reached', async () => {
  await open('/wallet')
  await at(testIds.walletPhone).waitFor({ timeout: WAIT_MS })
  expect(scripts.filter((url) => url.includes('phone-link'))).toEqual([])

  const unused = await showLink()
  await at(testIds.walletPairingStop).click()
  await expectText(testIds.walletPhoneError, 'You stopped connecting the phone.')
  expect(await at(testIds.walletPairing).count()).toBe(0)

  await phone.scan(await showLink(), 'no')
  await expectText(testIds.walletPhoneError, 'The wallet on the phone said no.')

  const link = await showLink()
  expect(link).not.toBe(unused)
  await phone.scan(link, 'yes')
  await expectText(testIds.walletAddress, wallet.accounts[0])

  expect(relay.seen.map(({ project }) => project)).toContain(PROJECT)
  expect(reached).toContain(new URL(relay.url).host)
  expect(
    [...reached].filter((host) => !/^(s\d+\.)?(localhost|127\.0\.0\.1)(:|$)/.test(host)),
  ).toEqual([])
})

test('a job that the phone refuses and then opens, after a reload and through a change of account and chain', async () => {
  await open('/request')
  await prepareJob(page, SMALL)
  wallet.habit = 'refuse'
  await at(testIds.requestPost).click({ timeout: WAIT_MS })
  await expectText(testIds.requestError, 'The wallet was asked and said no. Nothing was locked.')

  await phone.look(1)
  await at(testIds.walletSwitch).click({ timeout: WAIT_MS })
  await at(testIds.walletSwitch).waitFor({ state: 'hidden', timeout: WAIT_MS })

  wallet.habit = 'hold'
  wallet.asked.length = 0
  await at(testIds.requestPost).click({ timeout: WAIT_MS })
  await expectText(testIds.walletProgress, 'Your wallet asks you')
  await wallet.whenHeld()
  await phone.choose(1)
  await expectText(testIds.walletProgress, 'The wallet shows another account now')
  wallet.habit = 'confirm'
  await phone.choose(0)
  await expectText(testIds.walletProgress, 'Your wallet asks you')
  await wallet.decide('confirm')
  await expectText(testIds.jobPhase, 'On the market')
  // One question for the exact allowance, one for the job.
  expect(wallet.asked).toHaveLength(2)
  // What the page said of it cannot be read by the server.
  const said = JSON.stringify(relay.seen.filter(({ project }) => project === PROJECT))
  expect(said).toContain('"tag":1108')
  expect(said).not.toMatch(/eth_sendTransaction|contractAddresses/)
})

test('a connection that the phone ends, with the page open and closed: said by the page', async () => {
  await open('/wallet')
  await expectText(testIds.walletAddress, wallet.accounts[0])
  await phone.end()
  await at(testIds.walletPhone).waitFor({ timeout: WAIT_MS })

  await phone.scan(await showLink(), 'yes')
  await expectText(testIds.walletAddress, wallet.accounts[0])
  await page.goto('about:blank')
  await phone.end()
  await open('/wallet')
  await at(testIds.walletPhone).waitFor({ timeout: WAIT_MS })

  await phone.scan(await showLink(), 'yes')
  await at(testIds.walletDisconnect).click({ timeout: WAIT_MS })
  await at(testIds.walletPhone).waitFor({ timeout: WAIT_MS })
  await expect.poll(() => phone.connections, { timeout: WAIT_MS }).toBe(0)
  expect(complaints).toEqual([])
})

test('a phone that does not know the chain, or grants another alone: named, and one that does is connected', async () => {
  await open('/wallet')
  await phone.scan(await showLink(), 'unknown chain')
  await expectText(testIds.walletPhoneError, 'does not know the chain of this page.')

  await phone.scan(await showLink(), 'yes', 'eip155:1')
  await at(testIds.walletSwitch).click({ timeout: WAIT_MS })
  await page.getByText('gave this page no account on this chain').waitFor({ timeout: WAIT_MS })
  await at(testIds.walletDisconnect).click()

  await phone.scan(await showLink(), 'yes')
  await expectText(testIds.walletAddress, wallet.accounts[0])
  expect(await at(testIds.walletSwitch).count()).toBe(0)
})

test('two tabs on one connection: both show it, and neither shows it once one has ended it', async () => {
  const other = await page.context().newPage()
  await open('/wallet', other)
  await expectText(testIds.walletAddress, wallet.accounts[0], other)
  await expectText(testIds.walletAddress, wallet.accounts[0])
  await at(testIds.walletDisconnect).click()
  await other.getByTestId(testIds.walletPhone).waitFor({ timeout: WAIT_MS })
  await other.close()
  await expect.poll(() => phone.connections, { timeout: WAIT_MS }).toBe(0)
})

test('a link that runs out: named, and the next one connects', async () => {
  await page.clock.install()
  await open('/wallet')
  const late = await showLink()
  await page.clock.fastForward('05:30')
  await expectText(testIds.walletPhoneError, 'was not taken up in five minutes, and is void.')
  const link = await showLink()
  expect(link).not.toBe(late)
  await phone.scan(link, 'yes')
  await expectText(testIds.walletAddress, wallet.accounts[0])
  await at(testIds.walletDisconnect).click()
})

test('a server that cannot be reached: named, left at a press, and reached once it is there', async () => {
  const far = await network.openBlank()
  const silent = await PhoneRelay.start()
  await silent.stop()
  await useServer(far, silent.url)
  await far.clock.install()
  await open('/wallet', far)
  await far.getByTestId(testIds.walletPhone).click({ timeout: WAIT_MS })
  await expectText(testIds.walletPairing, 'Reaching WalletConnect’s server', far)
  await far.getByTestId(testIds.walletPairingStop).click()
  await expectText(testIds.walletPhoneError, 'You stopped connecting the phone.', far)

  await far.getByTestId(testIds.walletPhone).click()
  await expectText(testIds.walletPairing, 'Reaching WalletConnect’s server', far)
  await far.clock.fastForward('00:30')
  await expectText(testIds.walletPhoneError, 'WalletConnect’s server cannot be reached.', far)
  expect(await far.getByTestId(testIds.walletPairing).count()).toBe(0)

  const back = await PhoneRelay.start(Number(new URL(silent.url).port))
  try {
    await far.getByTestId(testIds.walletPhone).click()
    await expectText(testIds.walletPairing, 'Waiting for your phone', far)
  } finally {
    await back.stop()
  }
})

import type { Page } from 'playwright-core'
import { createTestClient, type Hex, http, publicActions } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { prepareJob } from '#cli/drive/request-job.ts'
import { createChainClient, toViemChain } from '#peer/adapters/ledger-viem/chain-client.ts'
import { createLedgerViem } from '#peer/adapters/ledger-viem/ledger-viem.ts'
import { readAllowance } from '#peer/adapters/ledger-viem/token-allowance.ts'
import type { ChainInfo } from '#peer/ports/ledger.ts'
import { type Address, asAddress, asJobId } from '#protocol/ids.ts'
import type { TestWallet } from '#test/support/test-wallet.ts'
import { waitForJob } from '#test/support/wait-for-job.ts'
import { startWalletNetwork, type WalletNetwork } from '#test/support/wallet-network.ts'
import { testIds } from '#web/test-ids.ts'

const WAIT_MS = 30_000
const SMALL = { frames: 1, width: 64, height: 36, samples: 1, free: false }

let world: WalletNetwork
let page: Page
let wallet: TestWallet
/** What mines the local chain, or does not. */
let miner: ReturnType<typeof createMiner>

const createMiner = (chain: ChainInfo) =>
  createTestClient({
    ...{ mode: 'anvil', chain: toViemChain(chain), transport: http(chain.rpcUrl) },
  }).extend(publicActions)

beforeAll(async () => {
  world = await startWalletNetwork()
  ;({ page, wallet } = world)
  miner = createMiner(world.chain)
})

afterAll(async () => {
  await world?.network.stop()
})

const at = (id: string) => page.getByTestId(id)
const pageUrl = () => world.network.stack.pageUrl

/** Waits until the page says it where a screen reader hears it, however long the machine takes. */
async function expectText(id: string, words: string): Promise<void> {
  await at(id).filter({ hasText: words }).first().waitFor({ timeout: WAIT_MS })
}

const sayProgress = (words: string) => expectText(testIds.walletProgress, words)
const sayRefusal = (words: string) => expectText(testIds.requestError, words)

/**
 * The transaction that the page says was sent, for the allowance or to open the job, once it has seen
 * it on the chain: only then can it tell what takes its place.
 */
async function readSent(question: 'allow' | 'open'): Promise<Hex> {
  const step = `[data-testid=${testIds.walletProgress}][data-step=sent][data-question=${question}]`
  await page.locator(step).waitFor({ timeout: WAIT_MS })
  await sayProgress('Sent, and on its way')
  await page.locator(`${step}[data-nonce]`).waitFor({ timeout: WAIT_MS })
  const link = page.getByRole('button', { name: /^Copy 0x[0-9a-f]{64}$/ })
  return (await link.getAttribute('aria-label'))?.replace('Copy ', '') as Hex
}

async function openRequest(): Promise<void> {
  await page.goto(`${pageUrl()}/request`)
  await prepareJob(page, SMALL)
}

const glmOf = async (text: string) => {
  const ledger = createLedgerViem({ chain: world.chain })
  return (await ledger.readBalance(asAddress(text))).glm
}

/** Has the page use its guest wallet, once that is filled, in place of the one it was connected with. */
async function connectGuest(): Promise<{ readonly own: string; readonly guest: Address }> {
  await page.goto(`${pageUrl()}/wallet`)
  const own = (await at(testIds.walletAddress).textContent({ timeout: WAIT_MS })) ?? ''
  await at(testIds.walletDisconnect).click()
  await at(testIds.walletGuest).click({ timeout: WAIT_MS })
  const shown = at(testIds.walletAddress).filter({ hasNotText: own })
  const guest = asAddress((await shown.textContent({ timeout: WAIT_MS })) ?? '')
  await expect.poll(() => glmOf(guest), { timeout: WAIT_MS }).toBeGreaterThan(0n)
  return { own, guest }
}

const post = () => at(testIds.requestPost).click({ timeout: WAIT_MS })

/** Posts with a wallet that behaves again, and waits for the job to be on the market. */
async function postWell(): Promise<void> {
  wallet.habit = 'confirm'
  await post()
  await expectText(testIds.jobPhase, 'On the market')
}

/** Has a question held, and does not mine what is sent. */
async function postHeld(): Promise<void> {
  wallet.habit = 'hold'
  await post()
  await sayProgress('Your wallet asks you')
  await wallet.whenHeld()
}

/** Posts and confirms what comes before; resolves while the wallet asks for the job itself. */
async function postHeldAtLast(): Promise<void> {
  await postHeld()
  const question = await at(testIds.walletProgress).getAttribute('data-question')
  if (question === 'allow') await wallet.decide('confirm')
  await sayProgress('to lock the budget')
  await wallet.whenHeld()
}

test('a wallet that says no, is busy or is on another chain: said, and posted afterwards', async () => {
  await openRequest()
  wallet.habit = 'refuse'
  await post()
  await sayRefusal('The wallet was asked and said no. Nothing was locked.')
  wallet.habit = 'busy'
  await post()
  await sayRefusal('still waits for an answer to an earlier question')

  await wallet.look(1)
  await at(testIds.walletSwitch).waitFor({ timeout: WAIT_MS })
  wallet.habit = 'refuse'
  await post()
  await sayRefusal('The wallet looks at another chain')
  await at(testIds.walletSwitch).click()
  await page.getByText('User rejected the request.').waitFor({ timeout: WAIT_MS })
  wallet.habit = 'confirm'
  await at(testIds.walletSwitch).click()
  await at(testIds.walletSwitch).waitFor({ state: 'hidden', timeout: WAIT_MS })

  wallet.asked.length = 0
  await postWell()
  // One question for the exact allowance, one for the job, none after it.
  expect(wallet.asked).toHaveLength(2)
})

test('a wallet that takes its time: named, and left when the person stops waiting', async () => {
  await openRequest()
  await postHeld()
  await sayProgress('to let the escrow take exactly this amount')
  await at(testIds.walletStopWaiting).click()
  await sayRefusal('You stopped waiting for the wallet. Nothing was locked.')
  await wallet.decide('refuse')
  await postHeldAtLast()
  await at(testIds.walletStopWaiting).click()
  // Nobody knows whether it will be sent: the job waits for it, and goes on once it is.
  await expectText(testIds.jobPhase, 'Waiting for your wallet')
  await expectText(testIds.jobDeposit, 'has not sent it')
  await wallet.decide('confirm')
  await expectText(testIds.jobPhase, 'On the market')
})

test('another account, another chain, no connection while a question is open: each is named', async () => {
  await openRequest()
  await postHeld()
  await wallet.choose(1)
  await sayProgress('The wallet shows another account now')
  await wallet.decide('confirm')
  await sayRefusal(`The wallet has switched away from ${wallet.accounts[0]}`)

  await postHeld()
  await wallet.look(1)
  await sayProgress('The wallet looks at another chain now')
  await wallet.decide('refuse')
  await sayRefusal('said no')
  await wallet.look(31_337)

  await postHeld()
  await wallet.disconnect()
  await sayProgress('The wallet was disconnected')
  await at(testIds.walletStopWaiting).click()
  await sayRefusal('You stopped waiting')
  await wallet.decide('refuse')

  await page.goto(`${pageUrl()}/wallet`)
  await at(testIds.walletChoice).click({ timeout: WAIT_MS })
  await expectText(testIds.walletAddress, wallet.accounts[1])
  await openRequest()
  await postWell()
})

test('a transaction that is sped up, cancelled, short of chain gas: followed to its end', async () => {
  await openRequest()
  await miner.setAutomine(false)
  try {
    wallet.habit = 'confirm'
    await post()
    const allowance = await readSent('allow')
    await wallet.replace(allowance, 'speed up')
    await miner.mine({ blocks: 1 })
    const opening = await readSent('open')
    await wallet.replace(opening, 'cancel')
    await miner.mine({ blocks: 1 })
    await sayRefusal('The transaction was cancelled')

    await post()
    const second = await readSent('open')
    await wallet.replace(second, 'speed up')
    await miner.mine({ blocks: 1 })
    await expectText(testIds.jobPhase, 'On the market')
  } finally {
    await miner.setAutomine(true)
  }
  await openRequest()
  wallet.habit = 'stingy'
  await post()
  await sayRefusal('ran out of chain gas')
  await postWell()
})

test('a reload while the wallet asks, and while the chain has it: the job is found again', async () => {
  await openRequest()
  await postHeldAtLast()
  await page.reload()
  await page.goto(`${pageUrl()}/jobs`)
  await page.getByText('Waiting for your wallet').first().click({ timeout: WAIT_MS })
  await expectText(testIds.jobDeposit, 'has not sent it')
  await wallet.decide('confirm')
  await expectText(testIds.jobPhase, 'On the market')

  await openRequest()
  wallet.habit = 'confirm'
  await miner.setAutomine(false)
  try {
    await post()
    await readSent('allow')
    await miner.mine({ blocks: 1 })
    const opening = await readSent('open')
    // Seen by the page, so that it can tell after the reload what took its place.
    await expect
      .poll(() => page.evaluate('localStorage.getItem("loam-wallet-sent")'), { timeout: WAIT_MS })
      .toContain(`"transaction":"${opening}","nonce":`)
    await page.reload()
    await page.goto(`${pageUrl()}/jobs`)
    await page.getByText('Waiting for your wallet').first().click({ timeout: WAIT_MS })
    await expectText(testIds.jobDeposit, 'the chain has not taken it in yet')
    await wallet.replace(opening, 'cancel')
    await miner.mine({ blocks: 1 })
    await expectText(testIds.jobDeposit, 'Another transaction of this wallet took its place')
  } finally {
    await miner.setAutomine(true)
  }
  await at(testIds.jobCancel).click()
  await page.getByRole('button', { name: 'Cancel it' }).click()
  const { phase } = await waitForJob(page, (job) => job.phase !== 'funding', WAIT_MS)
  expect(phase).toBe('cancelled')
})

test('what a wallet locks after its job was given up comes back', async () => {
  const ledger = createLedgerViem({ chain: world.chain })
  await openRequest()
  await postHeldAtLast()
  await at(testIds.walletStopWaiting).click()
  await expectText(testIds.jobPhase, 'Waiting for your wallet')
  const before = (await ledger.readBalance(wallet.accounts[1])).glm
  await at(testIds.jobCancel).click()
  await page.getByRole('button', { name: 'Cancel it' }).click()
  await expectText(testIds.jobPhase, 'Cancelled')
  const { jobId } = await waitForJob(page, ({ phase }) => phase === 'cancelled', WAIT_MS)
  expect(await ledger.readJob(asJobId(jobId))).toBeUndefined()
  await wallet.decide('confirm')
  await expect
    .poll(() => ledger.readJob(asJobId(jobId)), { timeout: WAIT_MS })
    .toMatchObject({ closed: true, free: 0n, paid: 0n })
  expect((await ledger.readBalance(wallet.accounts[1])).glm).toBe(before)
})

test('GLM for later jobs too: a signature and a question, then one a job, until it is taken back', async () => {
  await openRequest()
  await at(testIds.requestAllowance('standing')).check({ timeout: WAIT_MS })
  await page.getByText('This allows everything').waitFor({ timeout: WAIT_MS })
  wallet.asked.length = 0
  await wallet.look(1)
  await post()
  await sayRefusal('The wallet looks at another chain')
  expect(wallet.asked).toEqual([])
  await wallet.look(31_337)
  await at(testIds.walletSwitch).waitFor({ state: 'hidden', timeout: WAIT_MS })
  await postHeld()
  await sayProgress('without limit, by a signature. One more question follows.')
  await wallet.decide('refuse')
  await sayRefusal('The wallet was asked and said no. Nothing was locked.')
  await postWell()
  const [sign, send] = ['eth_signTypedData_v4', 'eth_sendTransaction']
  expect(wallet.asked).toEqual([sign, sign, send])

  wallet.asked.length = 0
  await openRequest()
  await postWell()
  expect(wallet.asked).toEqual([send])

  await page.goto(`${pageUrl()}/wallet`)
  await expectText(testIds.walletAllowance, 'without limit')
  const holder = asAddress((await at(testIds.walletAddress).textContent()) ?? '')
  const allowed = () => readAllowance(createChainClient(world.chain), world.chain, holder)
  wallet.habit = 'refuse'
  await at(testIds.walletTakeBack).click()
  await expectText(testIds.walletAllowance, 'said no. What is allowed stands.')
  expect(await allowed()).toBeGreaterThan(0n)
  wallet.habit = 'confirm'
  await at(testIds.walletTakeBack).click()
  await at(testIds.walletAllowance).waitFor({ state: 'hidden', timeout: WAIT_MS })
  expect(await allowed()).toBe(0n)
})

test('what a guest wallet without coin holds is moved to the wallet that is connected', async () => {
  const { own, guest } = await connectGuest()
  const [held, before] = [await glmOf(guest), await glmOf(own)]
  await miner.setBalance({ address: guest, value: 0n })
  await at(testIds.walletDisconnect).click()
  await at(testIds.walletChoice).click({ timeout: WAIT_MS })
  await expectText(testIds.guestMoveNeeds, 'Test Wallet sends it first, in one question')
  expect(await at(testIds.guestMoveTo).inputValue()).toBe(own)

  wallet.habit = 'refuse'
  wallet.asked.length = 0
  await at(testIds.guestMoveButton).click()
  await expectText(testIds.guestMoveState, 'The wallet was asked and said no. Nothing was sent.')
  expect(await glmOf(guest)).toBe(held)
  await at(testIds.guestMoveTo).fill(`${own.slice(0, -1)}`)
  await page.getByText('An address is 0x and 40 digits').waitFor({ timeout: WAIT_MS })
  expect(await at(testIds.guestMoveButton).isDisabled()).toBe(true)
  await at(testIds.guestMoveTo).fill(own)

  wallet.habit = 'confirm'
  await miner.setAutomine(false)
  try {
    await at(testIds.guestMoveButton).click()
    await sayProgress('Sent, and on its way')
    // Its coin is mined; what it pays for waits, and the page is left meanwhile.
    await miner.mine({ blocks: 1 })
    const moving = page.locator(`[data-testid=${testIds.guestMoveState}][data-state=moving]`)
    await moving.waitFor({ timeout: WAIT_MS })
    await expect
      .poll(async () => (await miner.getTxpoolContent()).pending, { timeout: WAIT_MS })
      .not.toEqual({})
    await page.reload()
    await moving.waitFor({ timeout: WAIT_MS })
    await miner.mine({ blocks: 1 })
    await expectText(testIds.guestMoveState, 'The GLM is moved')
    expect(await page.getByRole('button', { name: /^Move .* GLM$/ }).count()).toBe(0)
  } finally {
    await miner.setAutomine(true)
  }
  expect(wallet.asked).toHaveLength(2)
  expect(await glmOf(guest)).toBe(0n)
  expect(await glmOf(own)).toBe(before + held)
})

test('two tabs that move what the guest wallet holds at one moment: one does, the other says whose came first', async () => {
  const { guest } = await connectGuest()
  const [held, sent] = await Promise.all([
    glmOf(guest),
    miner.getTransactionCount({ address: guest }),
  ])
  const other = await page.context().newPage()
  await other.goto(`${pageUrl()}/wallet`)
  const tabs = [page, other] as const
  const targets = wallet.accounts
  const before = await Promise.all(targets.map(glmOf))
  const pressed = Promise.withResolvers<void>()
  const isChain = ({ origin }: URL) => origin === new URL(world.chain.rpcUrl).origin
  await miner.setAutomine(false)
  try {
    for (const [at, tab] of tabs.entries()) {
      await tab.getByTestId(testIds.guestMoveTo).fill(targets[at] ?? '', { timeout: WAIT_MS })
      // Neither sends anything before both are pressed.
      await tab.route(isChain, (route) => pressed.promise.then(() => route.continue()))
    }
    for (const tab of tabs) await tab.getByTestId(testIds.guestMoveButton).click()
    pressed.resolve()
    const turns = async () => {
      const { held = [], pending = [] } = await page.evaluate(() => navigator.locks.query())
      return [...held, ...pending].filter(({ name }) => name?.startsWith('loam-turn-move-')).length
    }
    await expect.poll(turns, { timeout: WAIT_MS }).toBe(0)
    await miner.mine({ blocks: 1 })
    const said = await Promise.all(
      tabs.map((tab) =>
        tab
          .getByTestId(testIds.guestMoveState)
          .filter({ hasText: 'The GLM is moved' })
          .textContent({ timeout: WAIT_MS }),
      ),
    )
    const areLate = said.map((text) => text?.includes('It was asked for before, and came first'))
    expect([...areLate].sort()).toEqual([false, true])
    const gained = (await Promise.all(targets.map(glmOf))).map(
      (now, at) => now - (before[at] ?? 0n),
    )
    expect(gained).toEqual(areLate.map((isLate) => (isLate ? 0n : held)))
    const count = await miner.getTransactionCount({ address: guest, blockTag: 'pending' })
    expect(count).toBe(sent + 1)
  } finally {
    pressed.resolve()
    await miner.setAutomine(true)
    await other.close()
  }
})

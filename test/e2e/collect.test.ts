import { afterAll, beforeAll, expect, test } from 'vitest'
import { takeGuestWallet } from '#cli/drive/guest-wallet.ts'
import { readView } from '#cli/drive/page-view.ts'
import { startProviding } from '#cli/drive/provide.ts'
import { requestJob } from '#cli/drive/request-job.ts'
import { createLedgerViem } from '#peer/adapters/ledger-viem/ledger-viem.ts'
import { formatGlm, parseGlm } from '#protocol/payment/amount.ts'
import { startWalletNetwork, type WalletNetwork } from '#test/support/wallet-network.ts'
import { testIds } from '#web/test-ids.ts'

const WAIT_MS = 60_000
/** More than one provider computes before its requestor is gone. */
const LONG = {
  frames: 60,
  width: 320,
  height: 180,
  samples: 4,
  free: false,
  check: 'none',
} as const

let world: WalletNetwork

beforeAll(async () => {
  world = await startWalletNetwork()
})

afterAll(async () => {
  await world?.network.stop()
})

test('a requestor that is gone: its provider’s wallet collects with one question, whichever is connected', async () => {
  const { network, chain, page, wallet } = world
  const at = (id: string) => page.getByTestId(id)
  const ledger = createLedgerViem({ chain })
  const [payee, other] = wallet.accounts
  await page.goto(`${network.stack.pageUrl}/provide`)
  await startProviding(page)
  const requestor = await network.openTab('/wallet')
  await takeGuestWallet(requestor.page)
  await requestor.page.goto(`${network.stack.pageUrl}/request`)
  await requestJob(requestor.page, LONG)
  await expect
    .poll(async () => (await readView(page))?.provider.earnedTotal, { timeout: 120_000 })
    .toBeGreaterThan(0n)
  await requestor.browser.close()
  await at(testIds.provideStop).click()

  // Another account is connected: said so, and it may carry the money to the one that earned it.
  await at(testIds.collectButton).waitFor({ timeout: WAIT_MS })
  await wallet.choose(1)
  await at(testIds.collectOther).waitFor({ timeout: WAIT_MS })
  await at(testIds.collectCost).filter({ hasText: 'coin of chain gas' }).waitFor()
  const before = await ledger.readBalance(payee)
  const readCoin = async () =>
    (await ledger.readBalance(payee)).coin + (await ledger.readBalance(other)).coin
  const coinBefore = await readCoin()
  wallet.asked.length = 0
  await at(testIds.collectButton).filter({ hasText: 'Collect' }).click()
  await at(testIds.collect).waitFor({ state: 'hidden', timeout: WAIT_MS })
  expect(wallet.asked).toEqual(['eth_sendTransaction'])
  const earned = (await readView(page))?.provider.earnedTotal ?? 0n
  expect((await ledger.readBalance(payee)).glm).toBe(before.glm + earned)
  expect(await ledger.readCredit(payee)).toBe(0n)
  expect(await ledger.readCredit(other)).toBe(0n)

  // Its own books say the same, and what the wallets spent on it.
  await page.goto(`${network.stack.pageUrl}/wallet/ledger`)
  await at(testIds.ledgerAgrees).waitFor({ timeout: WAIT_MS })
  const row = at(testIds.ledgerPromises).locator('tbody tr')
  expect(await row.getByTitle(`${formatGlm(earned)} GLM`).count()).toBe(2)
  const spent = await row.locator('[title$=" coin"]').getAttribute('title')
  expect(parseGlm(spent?.replace(' coin', '') ?? '')).toBe(coinBefore - (await readCoin()))
})

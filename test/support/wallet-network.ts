import type { Page } from 'playwright-core'
import type { ChainInfo } from '#peer/ports/ledger.ts'
import { testIds } from '#web/test-ids.ts'
import { type LocalNetwork, startNetwork } from './local-network.ts'
import { TestWallet } from './test-wallet.ts'

const WAIT_MS = 60_000

/** A real network with a chain, and a tab in which a test's own wallet is connected. */
export interface WalletNetwork {
  readonly network: LocalNetwork
  readonly chain: ChainInfo
  readonly page: Page
  /** Its accounts have play money; the first is connected. */
  readonly wallet: TestWallet
}

/** Brings one up; `network.stop()` ends it. */
export async function startWalletNetwork(): Promise<WalletNetwork> {
  const network = await startNetwork({ chain: true })
  try {
    return { network, ...(await connect(network)) }
  } catch (error) {
    await network.stop()
    throw error
  }
}

async function connect(network: LocalNetwork): Promise<Omit<WalletNetwork, 'network'>> {
  const { chain, pageUrl } = network.stack
  if (chain === undefined) throw new Error('this network has a chain')
  const wallet = new TestWallet(chain.info)
  for (const account of wallet.accounts) await chain.fundGuest(account)
  const page = await network.openBlank()
  await wallet.install(page)
  await page.goto(`${pageUrl}/wallet`)
  await page.getByTestId(testIds.walletChoice).click({ timeout: WAIT_MS })
  const address = page.getByTestId(testIds.walletAddress)
  await address.filter({ hasText: wallet.accounts[0] }).waitFor({ timeout: WAIT_MS })
  return { chain: chain.info, page, wallet }
}

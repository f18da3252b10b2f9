import type { Page } from 'playwright-core'
import { testIds } from '#web/test-ids.ts'

const READY_TIMEOUT_MS = 60_000

/**
 * Presses the button that makes and connects a guest wallet, as a newcomer would; the page fills a
 * requestor's from the faucet. Resolves once the page has no more need to offer it.
 */
export async function takeGuestWallet(page: Page): Promise<void> {
  const button = page.getByTestId(testIds.walletGuest).first()
  await button.click({ timeout: READY_TIMEOUT_MS })
  await button.waitFor({ state: 'hidden', timeout: READY_TIMEOUT_MS })
}

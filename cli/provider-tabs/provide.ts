import type { Page } from 'playwright-core'

const READY_TIMEOUT_MS = 60_000

/** Opens the page's provider side and presses its one button, as a person would. */
export async function startProviding(page: Page, pageUrl: string): Promise<void> {
  await page.goto(`${pageUrl}/provide`)
  await page.getByTestId('provide-start').click({ timeout: READY_TIMEOUT_MS })
}

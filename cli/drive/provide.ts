import type { Page } from 'playwright-core'
import { testIds } from '#web/test-ids.ts'

const READY_TIMEOUT_MS = 60_000

/** Presses the one button of the page's provider side and waits until the page says it provides. */
export async function startProviding(page: Page): Promise<void> {
  await page.getByTestId(testIds.provideStart).click({ timeout: READY_TIMEOUT_MS })
  await page.getByTestId(testIds.provideStop).waitFor({ timeout: READY_TIMEOUT_MS })
}

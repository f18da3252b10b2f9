import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { testIds } from '#web/test-ids.ts'
import { launchProfile } from '../browser/launch-browser.ts'
import { takeGuestWallet } from '../drive/guest-wallet.ts'
import { startProviding } from '../drive/provide.ts'
import type { Cleanup } from '../process/cleanup.ts'
import type { Stack } from './start-stack.ts'

/**
 * Starts provider tabs that remember: each a headless browser with a profile of its own below
 * `folder`, hence a worker key and a guest wallet that outlive a restart.
 */
export async function startProfileProviders(
  stack: Stack,
  count: number,
  folder: string,
  cleanup: Cleanup,
): Promise<void> {
  const names = Array.from({ length: count }, (_, number) => `${number + 1}`)
  await Promise.all(
    names.map(async (name) => {
      const launching = launchProfile(join(folder, name))
      cleanup.add(async () => (await launching).close())
      const context = await launching
      const page = context.pages()[0] ?? (await context.newPage())
      await page.goto(`${stack.pageUrl}/provide`)
      await page.getByTestId(testIds.provideStart).waitFor()
      if (stack.chain && (await lacksWallet(page))) await takeGuestWallet(page)
      await startProviding(page)
    }),
  )
}

/** A profile used before reconnects its guest wallet by itself, and the page does not offer one. */
const lacksWallet = (page: Page) => page.getByTestId(testIds.walletGuest).first().isVisible()

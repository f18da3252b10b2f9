import { join } from 'node:path'
import { launchProfile } from '../browser/launch-browser.ts'
import type { Cleanup } from '../process/cleanup.ts'
import { startProviding } from './provide.ts'

/**
 * Starts provider tabs that remember: each a headless browser with a profile of its own below
 * `folder`, hence a worker key and a guest wallet that outlive a restart.
 */
export async function startProfileProviders(
  pageUrl: string,
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
      await startProviding(context.pages()[0] ?? (await context.newPage()), pageUrl)
    }),
  )
}

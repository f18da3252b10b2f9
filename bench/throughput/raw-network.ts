import type { Cleanup } from '#cli/process/cleanup.ts'
import type { Load } from './loads.ts'
import { openTabs } from './open-tabs.ts'
import type { Rate } from './rate.ts'
import type { RawTab } from './raw-tab.ts'

declare const tab: RawTab

/** Three tabs, a DataChannel to each of two Workers: no sandbox, no signatures, no second opinion. */
export interface RawNetwork {
  /** @param delayMs what every message is on the way for more. */
  measure(load: Load, forMs: number, delayMs: number): Promise<Rate>
}

export async function openRawNetwork(origin: string, cleanup: Cleanup): Promise<RawNetwork> {
  const { requestor, providers } = await openTabs(`${origin}/raw-tab`, cleanup)
  for (const provider of providers) {
    const offer = await requestor.evaluate(() => tab.signal())
    const answer = await provider.evaluate((description) => tab.signal(description), offer)
    await requestor.evaluate((description) => tab.accept(description), answer)
  }
  return {
    async measure({ kernel, cores, waitMs, batch, warm }, forMs, delayMs) {
      const work = { kernel, cores, waitMs, batch }
      for (const provider of providers)
        await provider.evaluate(([given, ms]) => tab.serve(given, ms), [work, delayMs] as const)
      const asked = { work, warm, forMs, delayMs }
      const perSecond = await requestor.evaluate(
        ({ work, warm, forMs, delayMs }) => tab.drive(work, warm, forMs, delayMs),
        asked,
      )
      return { perSecond }
    },
  }
}

import { setTimeout as sleep } from 'node:timers/promises'
import type { CDPSession } from 'playwright-core'

/** Processor time of every renderer process of a browser so far, in ms, by process id. */
export async function rendererTimes(session: CDPSession): Promise<ReadonlyMap<number, number>> {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  return new Map(
    processInfo
      .filter(({ type }) => type === 'renderer')
      .map(({ id, cpuTime }) => [id, cpuTime * 1_000]),
  )
}

/**
 * The renderer that computed most within `forMs`, and how many ms of it.
 *
 * @example
 * const session = await browser.newBrowserCDPSession()
 * const { id } = await busiestRenderer(session, 400)
 */
export async function busiestRenderer(
  session: CDPSession,
  forMs: number,
): Promise<{ readonly id: number; readonly ms: number }> {
  const before = await rendererTimes(session)
  await sleep(forMs)
  const after = await rendererTimes(session)
  const spent = [...after].map(([id, ms]) => ({ id, ms: ms - (before.get(id) ?? 0) }))
  return spent.reduce((most, each) => (each.ms > most.ms ? each : most))
}

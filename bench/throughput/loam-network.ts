import type { Cleanup } from '#cli/process/cleanup.ts'
import type { PlainKernel } from '../apps/plain-kernel.ts'
import { startBenchRelay } from '../support/bench-relay.ts'
import type { Load } from './loads.ts'
import type { LoamTab } from './loam-tab.ts'
import { openTabs } from './open-tabs.ts'
import type { Rate } from './rate.ts'

declare const tab: LoamTab

/** More than any run gets through. */
const SUBTASKS = 4_000_000

export interface LoamRate extends Rate {
  readonly verifiedPerSecond: number
  /** CPU of all tabs for one subtask computed. */
  readonly cpuMicroseconds: number
}

/** A requestor's tab and two providers', with all that a job of strangers needs. */
export interface LoamNetwork {
  measure(load: Load, forMs: number): Promise<LoamRate>
}

export async function openLoamNetwork(
  origin: string,
  kernels: readonly PlainKernel[],
  delayMs: number,
  cleanup: Cleanup,
): Promise<LoamNetwork> {
  const relays = await startBenchRelay(cleanup)
  const { requestor, providers, cpuMs } = await openTabs(`${origin}/loam-tab`, cleanup)
  let seed = 0
  for (const page of [requestor, ...providers]) {
    seed += 1
    const start = { seed, relays, delayMs, kernels }
    await page.evaluate((given) => tab.start(given), start)
  }
  return {
    async measure({ kernel, cores, warm }, forMs) {
      for (const page of providers) await page.evaluate((count) => tab.provide(count), cores)
      const jobId = await requestor.evaluate(
        ({ id, subtasks, warm }) => tab.post(id, subtasks, warm),
        { id: kernel.id, subtasks: SUBTASKS, warm },
      )
      const read = (ms: number) =>
        requestor.evaluate(([id, forMs]) => tab.readAfter(id, forMs), [jobId, ms] as const)
      const first = await read(0)
      const cpuBefore = await cpuMs()
      const last = await read(forMs)
      const cpu = (await cpuMs()) - cpuBefore
      await requestor.evaluate((id) => tab.end(id), jobId)
      const seconds = (last.atMs - first.atMs) / 1_000
      const executions = last.executions - first.executions
      return {
        perSecond: executions / seconds,
        verifiedPerSecond: (last.verified - first.verified) / seconds,
        cpuMicroseconds: (1_000 * cpu) / executions,
      }
    },
  }
}

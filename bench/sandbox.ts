import { setTimeout as sleep } from 'node:timers/promises'
import type { CDPSession } from 'playwright-core'
import { ask, compileProbeKernel, probe } from '#test/support/probe-kernel.ts'
import { busiestRenderer, rendererTimes } from '#test/support/renderers.ts'
import { openSandboxTab, type SandboxTab } from '#test/support/sandbox-tab.ts'
import { emptyApp } from './apps/empty-app.ts'
import type { Benchmark } from './benchmark.ts'
import type { SandboxPage } from './support/sandbox-page.ts'

declare const page: SandboxPage

const SINGLE_RUNS = 2_000
const PIPELINED_RUNS = 10_000
const PIPELINE_DEPTH = 16
const BATCHED_RUNS = 20_000
const POLL_MS = 4
const DUTY_CYCLE = 0.25
const DUTY_MS = 6_000
/** What a process takes that computes nothing, at most. */
const IDLE_SHARE = 0.2
const spin = ask(probe.spin)

/** Milliseconds until a process is gone or at rest. */
async function untilQuiet(session: CDPSession, id: number): Promise<number> {
  const startedAt = performance.now()
  let last = await rendererTimes(session)
  let lastAt = performance.now()
  for (;;) {
    await sleep(POLL_MS)
    const now = await rendererTimes(session)
    const spentMs = (now.get(id) ?? 0) - (last.get(id) ?? 0)
    if (!now.has(id) || spentMs < IDLE_SHARE * (performance.now() - lastAt)) {
      return performance.now() - startedAt
    }
    last = now
    lastAt = performance.now()
  }
}

/** Stops a runaway: milliseconds until its process is at rest, and until its core's next answer. */
async function measureStop(
  tab: SandboxTab,
  session: CDPSession,
  prober: Uint8Array,
): Promise<{ readonly restMs: number; readonly nextMs: number }> {
  await tab.page.evaluate(([m, s]) => page.startRunaway(m, s), [prober, spin] as const)
  const { id } = await busiestRenderer(session, 400)
  const answer = tab.page.evaluate(() => page.stopRunaway())
  const restMs = await untilQuiet(session, id)
  return { restMs, nextMs: (await answer).nextMs }
}

/** CPU milliseconds that a core with this share of the time takes in `DUTY_MS`. */
async function measureDuty(
  tab: SandboxTab,
  session: CDPSession,
  prober: Uint8Array,
  dutyCycle: number,
): Promise<number> {
  const working = tab.page.evaluate(([m, p, d, ms]) => page.compute(m, p, d, ms), [
    prober,
    spin,
    dutyCycle,
    DUTY_MS + 1_500,
  ] as const)
  await sleep(750)
  const { ms } = await busiestRenderer(session, DUTY_MS)
  await working
  return ms
}

/**
 * The sandbox in Chromium with nothing of Loam around it: what a subtask costs that computes
 * nothing, how soon a runaway stops, and how closely a core keeps to its share of the time.
 */
export const sandbox: Benchmark = {
  name: 'sandbox',
  title: 'the sandbox in Chromium: empty subtasks, hard stops, duty cycle',
  runs: 5,
  async measure({ runs, cleanup, say }) {
    const tab = await openSandboxTab({
      entry: new URL('./support/sandbox-page.ts', import.meta.url),
    })
    cleanup.add(() => tab.close())
    const session = await tab.browser.newBrowserCDPSession()
    const { module: empty } = await emptyApp.prepare({ subtasks: 1 }, {})
    const prober = await compileProbeKernel()
    const single: number[] = []
    const pipelined: number[] = []
    const batched: number[] = []
    const stopped: number[] = []
    const next: number[] = []
    const duty: number[] = []
    for (let run = 1; run <= runs; run += 1) {
      say(`run ${run} of ${runs}`)
      single.push(
        await tab.page.evaluate(([m, n]) => page.oneByOne(m, n), [empty, SINGLE_RUNS] as const),
      )
      pipelined.push(
        await tab.page.evaluate(([m, n, d]) => page.pipelined(m, n, d), [
          empty,
          PIPELINED_RUNS,
          PIPELINE_DEPTH,
        ] as const),
      )
      batched.push(
        await tab.page.evaluate(([m, n]) => page.batched(m, n), [empty, BATCHED_RUNS] as const),
      )
      const { restMs, nextMs } = await measureStop(tab, session, prober)
      stopped.push(restMs)
      next.push(nextMs)
      // Against a whole core of the same minute, for others may be at work on this machine.
      const share = await measureDuty(tab, session, prober, DUTY_CYCLE)
      duty.push((100 * share) / (await measureDuty(tab, session, prober, 1)))
    }
    return [
      {
        name: 'empty subtask, pipelined',
        unit: 'ms',
        values: pipelined,
        against: 'there and back',
      },
      { name: 'there and back', unit: 'ms', values: single },
      { name: 'empty subtasks, batched', unit: '/s', values: batched },
      { name: 'stop until at rest', unit: 'ms', values: stopped },
      { name: 'stop until the next subtask is done', unit: 'ms', values: next },
      { name: `${DUTY_CYCLE * 100} % of a core asked for`, unit: '%', values: duty },
    ]
  },
}

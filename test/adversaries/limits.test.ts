import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Compute, Program } from '#peer/ports/compute.ts'
import { computeOfTab, openComputeTab } from '#test/support/browser-compute.ts'
import { compileAssembly } from '#test/support/compile-assembly.ts'
import { ask, compileProbeKernel, probe } from '#test/support/probe-kernel.ts'
import { busiestRenderer } from '#test/support/renderers.ts'
import { openSandboxTab, type SandboxTab } from '#test/support/sandbox-tab.ts'

/** Takes all the memory it may have, and touches every page of it. */
const BOMB = `
export function alloc(size: i32): i32 { return 1024 }
export function run(shared: i32, sharedLength: i32, input: i32, inputLength: i32): i32 {
  let pages = 0
  while (memory.grow(256) >= 0) pages += 256
  const end: usize = (memory.size() as usize) * 65536
  for (let at: usize = 65536; at < end; at += 4096) store<u8>(at, 1)
  return pages
}
export function output_ptr(): i32 { return 0 }
export function output_len(): i32 { return 0 }
`

const limits = {
  gas: 2n ** 62n,
  memoryBytes: 64 * 65_536,
  outputBytes: 1_024,
  logBytes: 256,
  wallMs: 60_000,
}
const shared = new Uint8Array(0)
const patient = () => ({ signal: AbortSignal.timeout(90_000) })
const echoed = { kind: 'done', outcome: { kind: 'success' } }

let tab: SandboxTab
let compute: Compute
let prober: Program
beforeAll(async () => {
  tab = await openComputeTab()
  compute = computeOfTab(tab)
  prober = { format: 'kernel', module: await compileProbeKernel(), shared }
}, 90_000)
afterAll(() => tab.close())

test('a crashed frame is one failed subtask, and its core can be used again', async () => {
  const crashing = await openSandboxTab({
    entry: new URL('./sandbox/crash-page.ts', import.meta.url),
  })
  try {
    const browser = await crashing.browser.newBrowserCDPSession()
    const inPage = await crashing.page.context().newCDPSession(crashing.page)
    const call = async (expression: string) => {
      const options = { expression, awaitPromise: true, returnByValue: true }
      return (await inPage.send('Runtime.evaluate', options)).result.value
    }
    const bytes = (of: Uint8Array) => JSON.stringify([...of])
    await call(`page.start(${bytes(prober.module)}, ${bytes(ask(probe.spin))})`)
    // The spare sandbox has started by then, and nobody else computes.
    await crashing.page.waitForTimeout(2_500)
    process.kill((await busiestRenderer(browser, 2_000)).id, 'SIGKILL')
    expect(await call(`page.finish(${bytes(ask(probe.echo))})`)).toEqual([
      'crashed',
      'success',
      'success',
    ])
  } finally {
    await crashing.close()
  }
})

test('a memory bomb takes neither the page nor another core with it', async () => {
  const module = await compileAssembly(BOMB, { initialMemory: 2 })
  const [core, neighbour] = await Promise.all([
    compute.open({ format: 'kernel', module, shared }, patient()),
    compute.open(prober, patient()),
  ])
  const most = { ...limits, memoryBytes: 2 ** 30 }
  for (let round = 0; round < 4; round += 1) {
    const bomb = core.run(new Uint8Array(1), most, patient())
    expect(await neighbour.run(ask(probe.echo), limits, patient())).toMatchObject(echoed)
    const result = await bomb
    if (result.kind === 'done') expect(result.outcome).toEqual({ kind: 'exit', code: 16_128 })
    else expect(['memory', 'crashed']).toContain(result.reason)
  }
  expect(await tab.page.evaluate('document.readyState')).toBe('complete')
  await Promise.all([core.close(), neighbour.close()])
}, 90_000)

test('a subtask meets its wall clock where the window’s timers are asleep', async () => {
  await tab.page.evaluate(() => {
    Object.assign(window, { setTimeout: () => 0, setInterval: () => 0 })
  })
  const core = await compute.open(prober, patient())
  const hurried = { ...limits, wallMs: 300 }
  expect(await core.run(ask(probe.spin), hurried, patient())).toMatchObject({
    kind: 'hostFailure',
    reason: 'wallClock',
  })
  expect(await core.run(ask(probe.echo), limits, patient())).toMatchObject(echoed)
})

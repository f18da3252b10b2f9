import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Compute, Core } from '#peer/ports/compute.ts'
import { computeOfTab, openComputeTab } from '#test/support/browser-compute.ts'
import { compileProbeKernel } from '#test/support/probe-kernel.ts'
import type { SandboxTab } from '#test/support/sandbox-tab.ts'
import { bundleScript } from '#worker-runtime/frame/bundle-script.ts'
import { sayings } from './sandbox/sayings.ts'

const limits = {
  gas: 1_000_000n,
  memoryBytes: 2 ** 20,
  outputBytes: 1_024,
  logBytes: 0,
  wallMs: 6_000,
}
const patient = () => ({ signal: AbortSignal.timeout(60_000) })
const MAX_HEAP_BYTES = 128 * 2 ** 20

let tab: SandboxTab
let compute: Compute
let core: Core
beforeAll(async () => {
  const worker = await bundleScript(new URL('./sandbox/hostile-worker.ts', import.meta.url))
  tab = await openComputeTab({ probes: () => ({ worker }) })
  compute = computeOfTab(tab)
  const program = { format: 'kernel', shared: new Uint8Array(0) } as const
  core = await compute.open({ ...program, module: await compileProbeKernel() }, patient())
}, 90_000)
afterAll(() => tab.close())

test.each(Object.keys(sayings).map((saying, byte) => [saying, byte] as const))(
  'a worker that says %s gets nowhere',
  async (_, byte) => {
    const result = await core.run(Uint8Array.of(byte), limits, patient())
    if (result.kind === 'done') expect(result.output).toEqual(Uint8Array.of(1))
    else expect(['crashed', 'output', 'wallClock']).toContain(result.reason)
    expect(await tab.page.evaluate('[globalThis.polluted, {}.polluted]')).toEqual([
      undefined,
      undefined,
    ])
    const next = await core.run(Uint8Array.of(0), limits, patient())
    expect(next).toMatchObject({ kind: 'done', output: Uint8Array.of(1) })
  },
)

test('what it said is not kept', async () => {
  const session = await tab.page.context().newCDPSession(tab.page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize, backingStorageSize = 0 } = (await session.send('Runtime.getHeapUsage')) as {
    usedSize: number
    backingStorageSize?: number
  }
  expect(usedSize + backingStorageSize).toBeLessThan(MAX_HEAP_BYTES)
  // The core, its successor and the spare one: none of the others is left.
  const frames = await tab.page.evaluate('document.querySelectorAll("iframe").length')
  expect(frames).toBeLessThanOrEqual(2)
})

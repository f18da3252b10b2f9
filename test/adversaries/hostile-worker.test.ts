import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundleScript } from '#cli/build/bundle-script.ts'
import type { Compute, Core } from '#peer/ports/compute.ts'
import { computeOfTab, openComputeTab } from '#test/support/browser-compute.ts'
import { compileProbeKernel } from '#test/support/probe-kernel.ts'
import type { SandboxTab } from '#test/support/sandbox-tab.ts'

const limits = {
  gas: 1_000_000n,
  memoryBytes: 2 ** 20,
  outputBytes: 1_024,
  logBytes: 0,
  wallMs: 6_000,
}
const patient = () => ({ signal: AbortSignal.timeout(60_000) })
const MAX_HEAP_BYTES = 128 * 2 ** 20

/** What the hostile worker says, by the byte that asks for it (see `sandbox/hostile-worker.ts`). */
const sayings = [
  'an honest answer',
  'a property by path',
  'a call of the function constructor',
  'a write to a prototype',
  'an answer with a prototype of its own',
  'the answer to “constructor”',
  'the answer to a task of the future',
  'an answer with a port',
  'an answer with a stream',
  'a picture',
  'a module, which nobody can read',
  'an output of 256 MiB',
  'a log of 64 MiB',
  'two hundred thousand answers',
  'arrays in arrays',
  'a flood of bytes',
  'an honest answer and then a flood',
  'nothing more, ever',
]

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

test.each(sayings.map((saying, byte) => [saying, byte] as const))(
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

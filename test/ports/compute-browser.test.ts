import { afterEach, describe, expect, test } from 'vitest'
import { computeOfTab, openComputeTab } from '#test/support/browser-compute.ts'
import { compileProbeKernel } from '#test/support/probe-kernel.ts'
import type { SandboxTab } from '#test/support/sandbox-tab.ts'
import { testCompute } from './compute-suite.ts'

testCompute('browser', async () => computeOfTab(await openComputeTab()))

describe('the sandbox in Chromium', () => {
  let tab: SandboxTab | undefined
  afterEach(() => tab?.close())

  test('gives each core an origin of its own', async () => {
    tab = await openComputeTab()
    const compute = computeOfTab(tab)
    const module = await compileProbeKernel()
    const signal = AbortSignal.timeout(30_000)
    const program = { format: 'kernel', module, shared: new Uint8Array(0) } as const
    await Promise.all([compute.open(program, { signal }), compute.open(program, { signal })])
    expect(await tab.page.evaluate('loam.isolation()')).toBe('process')
    const hosts = () => tab?.page.frames().map((frame) => /^http:..(.*):/.exec(frame.url())?.[1])
    // The last is the spare one, which may still be on its way.
    const expected = ['localhost', 's0.localhost', 's1.localhost', 's2.localhost']
    await expect.poll(() => hosts()?.toSorted()).toEqual(expected)
  }, 60_000)

  test('is sandboxed when opened by itself', async () => {
    tab = await openComputeTab()
    await tab.page.goto(`${tab.origin}/sandbox.html`)
    expect(await tab.page.evaluate('self.origin')).toBe('null')
  }, 60_000)
})

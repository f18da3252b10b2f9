import { afterEach, describe, expect, test } from 'vitest'
import { type ComputeTab, computeOfTab, openComputeTab } from '#test/support/browser-compute.ts'
import { compileProbeKernel } from '#test/support/probe-kernel.ts'
import { testCompute } from './compute-suite.ts'

testCompute('browser', async () => computeOfTab(await openComputeTab()))

/** Tries every way out from inside the worker; each that fails or is missing just ends. */
const wayOut = (origin: string) => `(async () => {
  const attempt = async (run) => { try { await run() } catch {} }
  const url = ${JSON.stringify(origin)}
  await attempt(() => fetch(url + '/leak-fetch'))
  await attempt(() => fetch(url + '/leak-no-cors', { mode: 'no-cors' }))
  await attempt(() => new Promise((done) => { const x = new XMLHttpRequest(); x.onloadend = done; x.open('GET', url + '/leak-xhr'); x.send() }))
  await attempt(() => new Promise((done) => { const s = new WebSocket(url.replace('http', 'ws') + '/leak-socket'); s.onerror = s.onopen = done }))
  await attempt(() => new Promise((done) => { const s = new EventSource(url + '/leak-events'); s.onerror = s.onopen = done }))
  await attempt(() => importScripts(url + '/leak-import.js'))
  await attempt(() => import(url + '/leak-dynamic.js'))
  await attempt(() => new Promise((done) => { const w = new Worker(url + '/leak-worker.js'); w.onerror = w.onmessage = done }))
  await attempt(() => new Promise((done) => { const r = indexedDB.open('leak'); r.onsuccess = () => { fetch(url + '/leak-database'); done() }; r.onerror = done }))
  await attempt(async () => { await caches.open('leak'); await fetch(url + '/leak-caches') })
  self.wayOutTried = true
})()`

describe('the sandbox in Chromium', () => {
  let tab: ComputeTab | undefined
  afterEach(() => tab?.close())

  async function probeWith(confined: boolean): Promise<string[]> {
    tab = await openComputeTab({ probe: wayOut, confined })
    const compute = computeOfTab(tab)
    const module = await compileProbeKernel()
    const signal = AbortSignal.timeout(30_000)
    await compute.open({ format: 'kernel', module, shared: new Uint8Array(0) }, { signal })
    await tab.page.waitForTimeout(1_500)
    return tab.hits
  }

  test('lets nothing out of the worker', async () => {
    expect(await probeWith(true)).toEqual([])
  }, 60_000)

  test('would let it out without its policy, so the probe can fail', async () => {
    expect(await probeWith(false)).toContain('/leak-fetch')
  }, 60_000)

  test('gives each core an origin of its own', async () => {
    tab = await openComputeTab()
    const compute = computeOfTab(tab)
    const module = await compileProbeKernel()
    const signal = AbortSignal.timeout(30_000)
    const program = { format: 'kernel', module, shared: new Uint8Array(0) } as const
    await Promise.all([compute.open(program, { signal }), compute.open(program, { signal })])
    expect(await tab.page.evaluate('page.isolation()')).toBe('process')
    const frames = tab.page.frames().map((frame) => new URL(frame.url()).hostname)
    // The third is the spare one.
    expect(frames.toSorted()).toEqual(['localhost', 's0.localhost', 's1.localhost', 's2.localhost'])
  }, 60_000)

  test('is sandboxed when opened by itself', async () => {
    tab = await openComputeTab()
    await tab.page.goto(`${tab.origin}/sandbox.html`)
    expect(await tab.page.evaluate('self.origin')).toBe('null')
  }, 60_000)
})

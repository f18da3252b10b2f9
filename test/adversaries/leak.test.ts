import { createSocket } from 'node:dgram'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { computeOfTab, openComputeTab } from '#test/support/browser-compute.ts'
import { ask, compileProbeKernel, probe } from '#test/support/probe-kernel.ts'
import type { SandboxTab } from '#test/support/sandbox-tab.ts'
import { bundleScript } from '#worker-runtime/frame/bundle-script.ts'

/** Everything that got out of one sandbox, wherever it was seen. */
interface Findings {
  /** Paths asked of the server. */
  readonly hits: readonly string[]
  /** Datagrams at the STUN server. */
  readonly datagrams: number
  /** Names that Chromium's own log of its network speaks of; nobody answers to them. */
  readonly lookedUp: readonly string[]
  /** What the document had the use of, and who was heard on the page's channel. */
  readonly heard: readonly unknown[]
  /** What the sandbox computed beside the probe; its log names what the worker had the use of. */
  readonly result: unknown
}

const limits = {
  gas: 1_000_000n,
  memoryBytes: 2 ** 20,
  outputBytes: 1_024,
  logBytes: 0,
  wallMs: 30_000,
}

/** Lets both probes loose in every sandbox of a page and waits until they have tried it all. */
async function letLoose(confined: boolean): Promise<Findings> {
  const folder = await mkdtemp(join(tmpdir(), 'loam-leak-'))
  const log = join(folder, 'net.json')
  const udp = createSocket('udp4')
  let datagrams = 0
  udp.on('message', () => {
    datagrams += 1
  })
  await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve))
  const [worker, frame] = await Promise.all([
    bundleScript(new URL('./sandbox/worker-probe.ts', import.meta.url)),
    bundleScript(new URL('./sandbox/frame-probe.ts', import.meta.url)),
  ])
  const tab = await openComputeTab({
    confined,
    flags: [`--log-net-log=${log}`],
    probes: (origin) => {
      const told = { origin, udp: `127.0.0.1:${udp.address().port}` }
      const where = `self.probed = ${JSON.stringify(told)};`
      return { worker: `${where}${worker}`, frame: `${where}${frame}` }
    },
  })
  try {
    const told = await (confined ? probeSandboxes(tab) : probeFreely(tab))
    // What was begun may still arrive, and more of it on a machine that is slow.
    for (let before = -1; new Set(tab.hits).size > before; ) {
      before = new Set(tab.hits).size
      await tab.page.waitForTimeout(2_000)
    }
    await tab.close()
    const names = (await readFile(log, 'utf8')).matchAll(/\w+\.leak\.test/g)
    const lookedUp = [...new Set([...names].map(([name]) => name))].sort()
    return { ...told, hits: [...new Set(tab.hits)].sort(), datagrams, lookedUp }
  } finally {
    await tab.close()
    udp.close()
    await rm(folder, { recursive: true })
  }
}

/** Has documents probe, and collects what they post to the page and what its channel hears. */
const probeDocuments = (tab: SandboxTab): Promise<unknown[]> =>
  tab.page.evaluate(() => {
    const frames = [...document.querySelectorAll('iframe')].map((frame) => frame.contentWindow)
    const documents = frames.length > 0 ? frames : [window]
    const heard: unknown[] = []
    new BroadcastChannel('leak').onmessage = ({ data }) => heard.push(data)
    return new Promise<unknown[]>((resolve) => {
      let left = documents.length
      addEventListener('message', ({ data }) => {
        if (data.granted) heard.push(...data.granted)
        if (data.tried) left -= 1
        if (left === 0) resolve(heard)
      })
      // One that is still loading hears nothing yet.
      setInterval(() => {
        for (const [lastWay, each] of documents.entries()) each?.postMessage({ lastWay }, '*')
      }, 200)
    })
  })

/** As programs would: from sandboxes at work under a page, two cores' and the spare one. */
async function probeSandboxes(tab: SandboxTab) {
  const compute = computeOfTab(tab)
  const signal = AbortSignal.timeout(90_000)
  const module = await compileProbeKernel()
  const program = { format: 'kernel', module, shared: new Uint8Array(0) } as const
  const [core] = await Promise.all([
    compute.open(program, { signal }),
    compute.open(program, { signal }),
  ])
  await tab.page.waitForFunction(() => document.querySelectorAll('iframe').length === 3)
  const heard = await probeDocuments(tab)
  const run = () => core.run(ask(probe.echo), limits, { signal })
  const result = await run()
  // A document that is just being left takes the one subtask with it, and no other.
  return { heard, result: result.kind === 'done' ? result : await run() }
}

/** In a document that nothing holds, not even a frame. */
async function probeFreely(tab: SandboxTab) {
  await tab.page.goto(`${tab.origin}/sandbox.html`)
  return { heard: await probeDocuments(tab), result: undefined }
}

describe('programs that broke out of WASM, into worker and document of the sandbox', () => {
  let findings: Findings
  beforeAll(async () => {
    findings = await letLoose(true)
  }, 180_000)

  test('reach no server by any way there is', () => {
    expect(findings.hits).toEqual([])
    expect(findings.datagrams).toBe(0)
    expect(findings.lookedUp).toEqual([])
  })

  test('keep nothing, lock nothing and see nothing of the page or each other', () => {
    expect(findings.heard).toEqual([])
    expect(findings.result).toMatchObject({ log: '' })
  })

  test('do not keep the sandbox from its work', () => {
    expect(findings.result).toMatchObject({ kind: 'done', outcome: { kind: 'success' } })
  })
})

describe('the same without any policy', () => {
  let findings: Findings
  beforeAll(async () => {
    findings = await letLoose(false)
  }, 180_000)

  test('get out by these ways, so the probe can fail', () => {
    const ways = ({ side, names }: { side: string; names: string }) =>
      names.split(' ').map((name) => `/leak-${side}-${name}`)
    expect(findings.hits).toEqual(
      expect.arrayContaining([
        ...ways({ side: 'frame', names: FRAME_WAYS }),
        ...ways({ side: 'worker', names: WORKER_WAYS }),
        'upgrade /leak-frame-socket',
        'upgrade /leak-worker-socket',
      ]),
    )
    expect(findings.datagrams).toBeGreaterThan(0)
    // Without a window Chromium looks no names up in advance, whatever the policy.
    expect(findings.lookedUp).toContain('fetch.leak.test')
  })

  test('keep and see what they like', () => {
    expect(findings.heard).toEqual(
      expect.arrayContaining([
        'frame',
        'caches',
        'cookies',
        'database',
        'document-cookie',
        'file-system',
        'locks',
        'session',
        'storage',
      ]),
    )
  })
})

const COMMON_WAYS =
  'fetch fetch-no-cors fetch-keepalive xhr events module.js nested-worker blob-worker font'
const WORKER_WAYS = `${COMMON_WAYS} import-scripts.js`
const FRAME_WAYS = `${COMMON_WAYS} audio beacon child-fetch embed form-popup frame frame-document icon image image-set link-popup location modulepreload.js object ping popup prefetch preload preload-fetch script.js script-eval script-inline style-attribute style-element style-set style-sheet stylesheet svg video worklet.js`

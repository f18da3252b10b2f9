import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { build } from 'vite'
import { launchBrowser } from '#cli/browser/launch-browser.ts'
import type { Compute } from '#peer/ports/compute.ts'
import { ProgramRefusedError } from '#peer/ports/errors.ts'
import { buildSandboxDocument } from '#worker-runtime/frame/build.ts'
import type { ComputePage } from './compute-page.ts'

declare const page: ComputePage

async function bundlePage(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      rolldownOptions: {
        input: fileURLToPath(new URL('./compute-page.ts', import.meta.url)),
        output: { format: 'iife' },
      },
    },
  })
  const output = Array.isArray(built) ? built[0]?.output : 'output' in built ? built.output : []
  const chunk = output?.[0]
  if (chunk?.type !== 'chunk') throw new Error('The test page was not built')
  return chunk.code
}

/** A page with a sandbox in real Chromium, its server, and the paths that anything asked for. */
export interface ComputeTab {
  readonly page: Page
  readonly origin: string
  /** Requests under `/leak` and WebSocket upgrades: what got out of the sandbox. */
  readonly hits: string[]
  close(): Promise<void>
}

/** @param probe runs in the sandbox's worker before Loam's own script. */
export async function openComputeTab(
  options: { readonly probe?: (origin: string) => string; readonly confined?: boolean } = {},
): Promise<ComputeTab> {
  const hits: string[] = []
  const script = await bundlePage()
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    if (path.startsWith('/leak')) hits.push(path)
    if (path === '/sandbox.html') {
      const headers = { ...sandbox.headers }
      if (options.confined === false) headers['content-security-policy'] = 'sandbox allow-scripts'
      response.writeHead(200, headers).end(sandbox.html)
    } else {
      const type = path.endsWith('js') ? 'text/javascript' : 'text/html'
      response.writeHead(200, { 'content-type': type, 'access-control-allow-origin': '*' })
      response.end(type === 'text/html' ? `<body><script>${script}</script></body>` : '0')
    }
  })
  server.on('upgrade', (request, socket) => {
    hits.push(`upgrade ${request.url}`)
    socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const origin = `http://localhost:${port}`
  const sandbox = await buildSandboxDocument(options.probe ? { probe: options.probe(origin) } : {})
  const browser = await launchBrowser()
  const tab = await browser.newPage()
  await tab.goto(origin)
  return {
    page: tab,
    origin,
    hits,
    close: async () => {
      await browser.close()
      server.closeAllConnections()
      server.close()
    },
  }
}

/** The compute port of a tab, driven from here. */
export function computeOfTab(tab: ComputeTab): Compute {
  let nextId = 0
  const abortWith = (signal: AbortSignal, id: number) =>
    signal.addEventListener('abort', () => void tab.page.evaluate((each) => page.abort(each), id))
  return {
    capacity: { cores: 2, formats: ['kernel', 'wasi'] },
    async open(program, { signal }) {
      const coreId = nextId++
      abortWith(signal, coreId)
      const { refused } = await tab.page.evaluate(([id, each]) => page.open(id, each), [
        coreId,
        program,
      ] as const)
      if (refused) throw new ProgramRefusedError(...refused)
      return {
        run: (input, limits, options) => {
          const id = nextId++
          abortWith(options.signal, id)
          return tab.page.evaluate(([core, run, bytes, each]) => page.run(core, run, bytes, each), [
            coreId,
            id,
            input,
            limits,
          ] as const)
        },
        close: () => tab.page.evaluate((id) => page.close(id), coreId),
      }
    },
    stop: () => tab.close(),
  }
}

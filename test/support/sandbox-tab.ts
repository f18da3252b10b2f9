import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { build } from 'vite'
import { launchBrowser } from '#cli/browser/launch-browser.ts'
import { pageHeaders } from '#cli/serve/page-headers.ts'
import { buildSandboxDocument, type SandboxProbes } from '#worker-runtime/frame/build.ts'

/** A page with a sandbox in real Chromium, under the headers Loam's own page has. */
export interface SandboxTab {
  readonly browser: Browser
  readonly page: Page
  readonly origin: string
  /** Requests under `/leak` and WebSocket upgrades: what got out of the sandbox. */
  readonly hits: string[]
  close(): Promise<void>
}

export interface SandboxTabOptions {
  /** The page's script. */
  readonly entry: URL
  /** Scripts of a hostile sandbox, told where the server is. */
  readonly probes?: (origin: string) => SandboxProbes
  /** False takes every policy away from page and sandbox: what a probe finds then, it can find. */
  readonly confined?: boolean
  readonly launch?: () => Promise<Browser>
}

async function bundle(entry: URL): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      rolldownOptions: { input: fileURLToPath(entry), output: { format: 'iife' } },
    },
  })
  const output = Array.isArray(built) ? built[0]?.output : 'output' in built ? built.output : []
  const chunk = output?.[0]
  if (chunk?.type !== 'chunk') throw new Error(`${entry.pathname} was not built`)
  return chunk.code
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

/** @example await using-style: open, test, and `close()` in `afterEach`. */
export async function openSandboxTab(options: SandboxTabOptions): Promise<SandboxTab> {
  const { entry, probes, confined = true, launch = launchBrowser } = options
  const hits: string[] = []
  const script = await bundle(entry)
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    if (path.startsWith('/leak')) hits.push(path)
    const isScript = path.endsWith('js')
    response.setHeader('access-control-allow-origin', '*')
    if (path === '/sandbox.html') {
      const headers: Record<string, string> = { ...sandbox.headers }
      if (!confined) headers['content-security-policy'] = 'sandbox allow-scripts'
      response.writeHead(200, headers).end(sandbox.html)
    } else if (path === '/' && confined) {
      const headers = { ...pageHeaders('/', [], request.headers.host), 'content-type': 'text/html' }
      response.writeHead(200, headers).end('<body><script src="/page.js"></script></body>')
    } else {
      response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
      if (path === '/page.js') response.end(script)
      else response.end(isScript ? '0' : '<body><script src="/page.js"></script></body>')
    }
  })
  server.on('upgrade', (request, socket) => {
    hits.push(`upgrade ${request.url}`)
    socket.destroy()
  })
  const origin = `http://localhost:${await listen(server)}`
  const sandbox = await buildSandboxDocument(probes ? { probes: probes(origin) } : {})
  const browser = await launch()
  const page = await browser.newPage()
  await page.goto(origin)
  return {
    browser,
    page,
    origin,
    hits,
    close: async () => {
      await browser.close()
      server.closeAllConnections()
      server.close()
    },
  }
}

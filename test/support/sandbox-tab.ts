import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from '#cli/browser/launch-browser.ts'
import { ByteExchange } from '#cli/compute/byte-exchange.ts'
import { pageHeaders } from '#cli/serve/page-headers.ts'
import { buildSandboxDocument, type SandboxProbes } from '#worker-runtime/frame/build.ts'
import { bundleScript } from '#worker-runtime/frame/bundle-script.ts'

/** A page with a sandbox in real Chromium, under the headers Loam's own page has. */
export interface SandboxTab {
  readonly browser: Browser
  readonly page: Page
  /** Bytes between the page and us, at the paths that the compute page asks. */
  readonly exchange: ByteExchange
  readonly origin: string
  /** What a server of another origin, of which the probes know, was asked. */
  readonly hits: string[]
  close(): Promise<void>
}

export interface SandboxTabOptions {
  /** The page's script. */
  readonly entry: URL
  /** Scripts of a hostile sandbox, told of a server that counts who asks. */
  readonly probes?: (elsewhere: string) => SandboxProbes
  /** False takes every policy away from page and sandbox: what a probe finds then, it can find. */
  readonly confined?: boolean
  /** Flags for Chromium. */
  readonly flags?: readonly string[]
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

/** Answers anybody anything, and writes down who asked. */
function countHits(hits: string[]): Server {
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    if (path !== '/favicon.ico') hits.push(path)
    response.setHeader('access-control-allow-origin', '*')
    response.setHeader('content-type', path.endsWith('js') ? 'text/javascript' : 'text/html')
    response.end('0')
  })
  return server.on('upgrade', (request, socket) => {
    hits.push(`upgrade ${request.url}`)
    socket.destroy()
  })
}

/**
 * Serves a page and its sandbox on free ports, and opens the page in a Chromium of its own.
 * Whoever opens it closes it.
 */
export async function openSandboxTab(options: SandboxTabOptions): Promise<SandboxTab> {
  const { entry, probes, confined = true, flags = [] } = options
  const hits: string[] = []
  const exchange = new ByteExchange()
  const script = await bundleScript(entry)
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    if (/^\/(in|out)\//.test(path)) {
      exchange.answer(path.slice(1), request, response).catch(() => response.destroy())
    } else if (path === '/sandbox.html') {
      const headers: Record<string, string> = { ...sandbox.headers }
      if (!confined) delete headers['content-security-policy']
      response.writeHead(200, headers).end(sandbox.html)
    } else if (path === '/' && confined) {
      const headers = { ...pageHeaders('/', request.headers.host), 'content-type': 'text/html' }
      response.writeHead(200, headers).end('<body><script src="/page.js"></script></body>')
    } else {
      const isScript = path === '/page.js'
      response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
      response.end(isScript ? script : '<body><script src="/page.js"></script></body>')
    }
  })
  const counting = countHits(hits)
  const origin = `http://localhost:${await listen(server)}`
  const elsewhere = `http://localhost:${await listen(counting)}`
  const sandbox = await buildSandboxDocument(probes ? { probes: probes(elsewhere) } : {})
  const browser = await launchBrowser({ flags })
  const page = await browser.newPage()
  await page.goto(origin)
  return {
    browser,
    page,
    exchange,
    origin,
    hits,
    close: async () => {
      await browser.close()
      for (const each of [server, counting]) {
        each.closeAllConnections()
        each.close()
      }
    },
  }
}

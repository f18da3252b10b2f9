import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Address } from '#protocol/ids.ts'
import type { SandboxDocument } from '#worker-runtime/frame/build.ts'
import { faucetRoute } from './faucet-route.ts'
import { type Listener, type ListenOptions, listen } from './listen.ts'
import { servePageFiles } from './page-files.ts'
import { pageHeaders } from './page-headers.ts'
import { reply } from './reply.ts'
import { rpcRoute } from './rpc-route.ts'

/** What the page's server serves. */
export interface PageSite {
  /** The built page. */
  readonly folder: string
  readonly sandbox: SandboxDocument
  /** `/loam.json` for a page opened at `origin`. */
  config(origin: string): unknown
  /** The local chain behind `/rpc`, and `/faucet` where it has one. */
  readonly rpcUrl?: string | undefined
  readonly fund?: ((address: Address) => Promise<void>) | undefined
}

const SANDBOX_PATH = '/sandbox.html'
/** A sandbox frame's own origin. Nothing but the sandbox document is ever served there. */
const SANDBOX_HOST = /^s\d+\./

/**
 * Serves the page, its configuration and the sandbox document, the page for every path a person
 * may open or reload, and health.
 *
 * @example
 * const server = await servePage(site, { host: '127.0.0.1', port: 0 })
 * await fetch(`http://localhost:${server.port}/health`)
 */
export function servePage(site: PageSite, options: ListenOptions): Promise<Listener> {
  const scheme = options.certificate ? 'https' : 'http'
  return listen(routePage(site, scheme), options)
}

function routePage(site: PageSite, scheme: 'http' | 'https'): RequestListener {
  const serveFiles = servePageFiles(site.folder)
  const routes: Readonly<
    Record<string, (request: IncomingMessage, response: ServerResponse) => void | Promise<void>>
  > = {
    '/health': (_, response) => reply(response, 200, { status: 'ok' }),
    '/loam.json': (request, response) =>
      reply(response, 200, site.config(`${scheme}://${request.headers.host}`)),
    ...(site.fund ? { '/faucet': faucetRoute(site.fund) } : {}),
    ...(site.rpcUrl ? { '/rpc': rpcRoute(site.rpcUrl) } : {}),
  }

  return (request, response) => {
    const path = pathOf(request)
    const onSandboxHost = SANDBOX_HOST.test(request.headers.host ?? '')
    if (onSandboxHost || path === SANDBOX_PATH) {
      return serveSandbox(site.sandbox, path, response)
    }
    const route = Object.hasOwn(routes, path) ? routes[path] : undefined
    if (route) {
      Promise.resolve(route(request, response)).catch(() => failRoute(response))
      return
    }
    for (const [name, value] of Object.entries(pageHeaders(path, request.headers.host))) {
      response.setHeader(name, value)
    }
    serveFiles(request, response)
  }
}

function serveSandbox(sandbox: SandboxDocument, path: string, response: ServerResponse): void {
  const found = path === SANDBOX_PATH
  response.writeHead(found ? 200 : 404, {
    ...sandbox.headers,
    'cache-control': 'no-cache',
  })
  response.end(found ? sandbox.html : '')
}

function failRoute(response: ServerResponse): void {
  if (response.headersSent) response.destroy()
  else reply(response, 502, { error: 'The local chain did not answer' })
}

/** The decoded path; a malformed one is nothing that is served. */
function pathOf(request: IncomingMessage): string {
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
  try {
    return decodeURIComponent(path)
  } catch {
    return '/malformed.path'
  }
}

import { randomBytes } from 'node:crypto'
import type { RequestListener, ServerResponse } from 'node:http'
import { type Listener, listen } from '../serve/listen.ts'
import type { ComputeDocuments } from './build-compute-page.ts'
import type { ByteExchange } from './byte-exchange.ts'

/** A server of the compute page, for this machine's own browser. */
export interface ComputePageServer extends Listener {
  /** Where the page is. Holds a secret: nothing else on this machine finds it. */
  readonly pageUrl: string
}

/** A sandbox frame's own origin. Nothing but the sandbox document is ever served there. */
const SANDBOX_HOST = /^s\d+\.localhost:\d+$/
const SANDBOX_PATH = '/sandbox.html'

/** Serves the page, its script, the bytes it exchanges with us, and the sandbox document. */
export async function serveComputePage(
  { script, sandbox }: ComputeDocuments,
  exchange: ByteExchange,
): Promise<ComputePageServer> {
  const folder = `/${randomBytes(16).toString('hex')}/`
  const serve: RequestListener = (request, response) => {
    const { host = '' } = request.headers
    const path = request.url ?? '/'
    if (SANDBOX_HOST.test(host)) {
      send(response, path === SANDBOX_PATH ? 200 : 404, sandbox.headers, sandbox.html)
    } else if (!/^localhost:\d+$/.test(host) || !path.startsWith(folder)) {
      send(response, 404, {}, '')
    } else if (path === folder) {
      send(response, 200, pageHeaders(host), PAGE)
    } else if (path === `${folder}page.js`) {
      send(response, 200, { 'content-type': 'text/javascript; charset=utf-8' }, script)
    } else {
      exchange.answer(path.slice(folder.length), request, response).catch(() => response.destroy())
    }
  }
  const listener = await listen(serve, { host: '127.0.0.1', port: 0 })
  return { ...listener, pageUrl: `http://localhost:${listener.port}${folder}` }
}

const PAGE =
  '<!doctype html><meta charset="utf-8"><title>Loam</title><body><script src="page.js"></script>'

function pageHeaders(host: string): Readonly<Record<string, string>> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "connect-src 'self'",
    `frame-src http://*.${host}`,
    // The host's clock.
    'worker-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ]
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy.join('; '),
    'referrer-policy': 'no-referrer',
  }
}

function send(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string,
): void {
  response.writeHead(status, { 'x-content-type-options': 'nosniff', ...headers }).end(body)
}

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a relay tells over HTTP. Each is asked anew for every request. */
export interface RelayReports {
  '/health': () => unknown
  '/config': () => unknown
}

/** Serves the reports as JSON, readable from any page. */
export async function serveReports(
  reports: RelayReports,
  { host, port }: { host: string; port: number },
): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    // Null for what is no path at all: strangers ask, and nothing here may throw.
    const asked = URL.parse(request.url ?? '/', 'http://relay')?.pathname
    const report = Object.entries(reports).find(([path]) => path === asked)?.[1]
    response.setHeader('access-control-allow-origin', '*')
    response.setHeader('cache-control', 'no-store')
    response.setHeader('content-type', 'application/json')
    response.writeHead(report === undefined ? 404 : 200)
    response.end(JSON.stringify(report === undefined ? { error: 'not found' } : report()))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const bound = server.address() as AddressInfo
  const name = host === '0.0.0.0' ? '127.0.0.1' : host
  return {
    url: `http://${name}:${bound.port}`,
    stop: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

import { createServer, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'

/** PEM text of a certificate and its key. */
export interface Certificate {
  readonly key: string
  readonly cert: string
}

/** Where a server listens. Port 0 is any free one. */
export interface ListenOptions {
  readonly host: string
  readonly port: number
  readonly certificate?: Certificate | undefined
}

export interface Listener {
  readonly port: number
  /** Ends open connections too. Safe to call twice. */
  stop(): Promise<void>
}

/**
 * Listens over http, or https where a certificate is given. Resolves once connections are taken.
 *
 * @throws {Error} with code `EADDRINUSE` when the port is taken.
 */
export async function listen(handle: RequestListener, options: ListenOptions): Promise<Listener> {
  const server = options.certificate
    ? createTlsServer(options.certificate, handle)
    : createServer(handle)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: options.host, port: options.port }, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}

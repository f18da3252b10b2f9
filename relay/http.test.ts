import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { serveReports } from './http.ts'

let served: Awaited<ReturnType<typeof serveReports>>
beforeEach(async () => {
  const reports = { '/health': () => ({ status: 'ok' }), '/config': () => ({ relays: [] }) }
  served = await serveReports(reports, { host: '127.0.0.1', port: 0 })
})
afterEach(() => served.stop())

/** What is answered to a request for exactly these letters, which `fetch` would mend first. */
async function ask(target: string): Promise<string> {
  const socket = connect(Number(new URL(served.url).port), '127.0.0.1')
  socket.end(`GET ${target} HTTP/1.1\r\nhost: relay\r\nconnection: close\r\n\r\n`)
  return text(socket)
}

it.each(['/health', '/health?now', 'http://elsewhere/health'])('answers %s', async (target) => {
  expect(await ask(target)).toMatch(/^HTTP\/1.1 200 .*{"status":"ok"}/s)
})

it.each(['/', '/constructor', '//', 'http://[', '/%'])('finds nothing at %s', async (target) => {
  expect(await ask(target)).toMatch(/^HTTP\/1.1 404 /)
  expect(await ask('/health')).toMatch(/^HTTP\/1.1 200 /)
})

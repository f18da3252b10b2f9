import fs, { createReadStream } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type IncomingHttpHeaders, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Address } from '#protocol/ids.ts'
import type { Listener } from './listen.ts'
import { servePage } from './page-server.ts'

const PAYEE = `0x${'ab'.repeat(20)}`
const funded: Address[] = []
let folder: string
let server: Listener

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loam-page-'))
  await writeFile(join(folder, 'index.html'), '<title>page</title>')
  await writeFile(join(folder, 'widget.js'), 'export {}')
  await mkdir(join(folder, 'assets'))
  await writeFile(join(folder, 'assets', 'part-1a2b.js'), 'export {}')
  server = await servePage(
    {
      folder,
      sandbox: {
        html: '<title>sandbox</title>',
        headers: { 'content-security-policy': 'sandbox allow-scripts' },
      },
      config: (origin) => ({ origin }),
      rpcUrl: 'http://127.0.0.1:1',
      fund: async (address) => {
        funded.push(address)
      },
    },
    { host: '127.0.0.1', port: 0 },
  )
})

afterAll(async () => {
  await server.stop()
  await rm(folder, { recursive: true })
})

interface Answer {
  readonly status: number | undefined
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

function ask(
  path: string,
  options: { host?: string; method?: string; type?: string; body?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        port: server.port,
        host: '127.0.0.1',
        path,
        method: options.method ?? 'GET',
        headers: {
          host: options.host ?? `localhost:${server.port}`,
          'content-type': options.type ?? 'application/json',
        },
      },
      async (response) => {
        let body = ''
        for await (const chunk of response) body += chunk
        resolve({ status: response.statusCode, headers: response.headers, body })
      },
    )
    sent.on('error', reject)
    sent.end(options.body)
  })
}

describe('the page', () => {
  test('is served for every path a person may reload', async () => {
    for (const path of ['/', '/provide', '/request?job=1']) {
      expect((await ask(path)).body).toContain('page')
    }
  })

  test('runs scripts of its own origin alone and shows in no frame', async () => {
    const { headers } = await ask('/provide')
    expect(headers['content-security-policy']).toContain("script-src 'self' 'wasm-unsafe-eval';")
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(headers['x-content-type-options']).toBe('nosniff')
  })

  test('allows the worker that keeps time where nobody looks', async () => {
    const { headers } = await ask('/provide')
    expect(headers['content-security-policy']).toContain("worker-src 'self' blob:;")
  })

  test('is not served in place of a missing file', async () => {
    expect((await ask('/assets/gone.js')).status).toBe(404)
  })

  test('outlives files that vanish, before they are asked for and while they are sent', async () => {
    const gone = join(folder, 'gone.js')
    await writeFile(gone, 'export {}')
    expect((await ask('/gone.js')).status).toBe(200)
    await rm(gone)
    expect((await ask('/gone.js')).status).toBe(404)

    await writeFile(gone, 'export {}')
    const vanishing = vi.spyOn(fs, 'createReadStream').mockImplementationOnce((path, options) => {
      fs.rmSync(path)
      return createReadStream(path, options)
    })
    expect(await ask('/gone.js')).toMatchObject({ status: 404 })
    expect(vanishing).toHaveBeenCalledOnce()
    expect((await ask('/health')).status).toBe(200)
  })

  test('is asked for anew each time, its fingerprinted parts once', async () => {
    expect((await ask('/provide')).headers['cache-control']).toBe('no-cache')
    const { headers } = await ask('/assets/part-1a2b.js')
    expect(headers['cache-control']).toContain('immutable')
    expect(headers['content-type']).toContain('javascript')
  })

  test('gives its configuration for the origin it was opened at', async () => {
    const { body } = await ask('/loam.json', { host: 'loam.example:1' })
    expect(JSON.parse(body)).toEqual({ origin: 'http://loam.example:1' })
  })

  test('lets other sites load the widget’s script and nothing else', async () => {
    expect((await ask('/widget.js')).headers['access-control-allow-origin']).toBe('*')
    expect((await ask('/')).headers['access-control-allow-origin']).toBeUndefined()
  })

  test('survives paths no browser would send', async () => {
    for (const path of ['//', '/%', '/%2e%2e/%2e%2e/etc/passwd', '/../../etc/passwd']) {
      expect((await ask(path)).body).not.toContain('root:')
    }
    expect((await ask('/health')).status).toBe(200)
  })
})

describe('the sandbox document', () => {
  test.each(['s0.localhost', 's12.localhost', 's3.example'])(
    'is all there is at %s',
    async (host) => {
      const document = await ask('/sandbox.html', { host: `${host}:${server.port}` })
      expect(document.body).toContain('sandbox')
      expect(document.headers['content-security-policy']).toBe('sandbox allow-scripts')
      for (const path of ['/', '/index.html', '/provide', '/loam.json', '/rpc', '/faucet']) {
        const other = await ask(path, { host: `${host}:${server.port}` })
        expect(other).toMatchObject({ status: 404, body: '' })
      }
    },
  )

  test.each(['/sandbox.html', '/%73andbox.html', '/sandbox.html?x'])(
    'is confined at the page’s origin too (%s)',
    async (path) => {
      const { headers, body } = await ask(path)
      expect(body).toContain('sandbox')
      expect(headers['content-security-policy']).toBe('sandbox allow-scripts')
    },
  )
})

describe('the faucet', () => {
  const pour = (body: string, type = 'application/json') =>
    ask('/faucet', { method: 'POST', body, type })

  test('funds an address until it asks too often', async () => {
    const statuses = []
    for (let time = 0; time < 4; time++) {
      statuses.push((await pour(JSON.stringify({ address: PAYEE }))).status)
    }
    expect(statuses).toEqual([200, 200, 200, 429])
    expect(funded).toEqual([PAYEE, PAYEE, PAYEE])
  })

  test('refuses what is not exactly an address', async () => {
    const bodies = ['', '{}', '[]', '{"address":"0x1"}', `{"address":"${PAYEE}","amount":1}`]
    for (const body of bodies) expect((await pour(body)).status).toBe(400)
    expect((await pour(`{"address":"${PAYEE}"${' '.repeat(300)}}`)).status).toBe(413)
  })

  test('refuses what another site could send unasked', async () => {
    const body = JSON.stringify({ address: `0x${'cd'.repeat(20)}` })
    expect((await pour(body, 'text/plain')).status).toBe(415)
  })
})

describe('the chain', () => {
  const call = (method: string) =>
    ask('/rpc', { method: 'POST', body: JSON.stringify({ jsonrpc: '2.0', id: 1, method }) })

  test('keeps the development node’s own calls out of reach', async () => {
    expect((await call('anvil_setBalance')).status).toBe(400)
    expect((await call('evm_mine')).status).toBe(400)
  })

  test('says so when it does not answer', async () => {
    expect((await call('eth_chainId')).status).toBe(502)
  })
})

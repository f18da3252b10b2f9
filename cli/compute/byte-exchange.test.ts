import { afterEach, expect, test } from 'vitest'
import { type Listener, listen } from '../serve/listen.ts'
import { ByteExchange } from './byte-exchange.ts'

let server: Listener | undefined
afterEach(() => server?.stop())

async function start(exchange: ByteExchange): Promise<string> {
  server = await listen(
    (request, response) => {
      exchange
        .answer(request.url?.slice(1) ?? '', request, response)
        .catch(() => response.destroy())
    },
    { host: '127.0.0.1', port: 0 },
  )
  return `http://127.0.0.1:${server.port}/`
}

const put = (url: string, body: BodyInit) => fetch(url, { method: 'PUT', body })

test('bytes laid out are there until they are dropped', async () => {
  const exchange = new ByteExchange()
  const url = await start(exchange)
  const path = exchange.offer(new Uint8Array([1, 2, 3]))
  const other = exchange.offer(new Uint8Array(0))
  expect([...(await (await fetch(url + path)).bytes())]).toEqual([1, 2, 3])
  expect((await (await fetch(url + other)).bytes()).byteLength).toBe(0)
  exchange.drop(path)
  expect((await fetch(url + path)).status).toBe(404)
})

test('bytes are taken where they are expected, and no more than that', async () => {
  const exchange = new ByteExchange()
  const url = await start(exchange)
  const taken: number[][] = []
  const path = exchange.expect(3, (bytes) => void taken.push([...bytes]))
  expect((await put(url + path, new Uint8Array([1, 2, 3]))).status).toBe(204)
  expect((await put(url + path, new Uint8Array(4))).status).toBe(413)
  expect((await put(url + path, new Uint8Array(0))).status).toBe(204)
  expect((await fetch(url + path)).status).toBe(404)
  expect((await put(`${url}in/99`, new Uint8Array(1))).status).toBe(404)
  expect((await put(url + exchange.offer(new Uint8Array(1)), new Uint8Array(1))).status).toBe(404)
  exchange.drop(path)
  expect((await put(url + path, new Uint8Array(1))).status).toBe(404)
  expect(taken).toEqual([[1, 2, 3], []])
})

test('a body of unknown length is not taken', async () => {
  const exchange = new ByteExchange()
  const url = await start(exchange)
  const path = exchange.expect(10, () => undefined)
  const body = new ReadableStream({
    start: (controller) => {
      controller.enqueue(new Uint8Array(20))
      controller.close()
    },
  })
  const sent = fetch(url + path, { method: 'PUT', body, duplex: 'half' } as RequestInit)
  expect((await sent).status).toBe(413)
})

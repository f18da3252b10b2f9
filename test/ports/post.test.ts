import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { type Listener, listen } from '#cli/serve/listen.ts'
import { readBody } from '#cli/serve/read-body.ts'
import { connectPost, servePost } from '#peer/adapters/bridge/bridge-post.ts'
import { createFetchPost } from '#peer/adapters/fetch-post.ts'

const MAX_BYTES = 8

let listener: Listener | undefined
afterEach(() => listener?.stop())

/** A site that keeps what it is brought and answers as it is told. */
async function serveSite(answer: (response: ServerResponse, request: IncomingMessage) => void) {
  const brought: number[][] = []
  listener = await listen(
    async (request, response) => {
      brought.push([...((await readBody(request, response, 1_000)) ?? [])])
      answer(response, request)
    },
    { host: '127.0.0.1', port: 0 },
  )
  return { brought, url: `http://127.0.0.1:${listener.port}/in` }
}

const direct = (onGo: (run: () => void) => void) => createFetchPost(onGo)
const bridged = (onGo: (run: () => void) => void) => {
  const { port1, port2 } = new MessageChannel()
  servePost(createFetchPost(onGo), port1)
  return connectPost(port2)
}

describe.each([
  ['fetch', direct],
  ['bridge', bridged],
])('post: %s', (_, open) => {
  test('brings bytes as a page may without asking first, and the answer back', async () => {
    const types: unknown[] = []
    const { brought, url } = await serveSite((response, { method, headers }) => {
      types.push([method, headers['content-type'], headers.cookie])
      response.end(Uint8Array.of(7, 8))
    })
    const answer = await open(() => {}).bring(url, Uint8Array.of(1, 2, 3), MAX_BYTES)
    expect(answer).toEqual(Uint8Array.of(7, 8))
    expect(brought).toEqual([[1, 2, 3]])
    expect(types).toEqual([['POST', undefined, undefined]])
  })

  test.each([
    ['refuses', (response: ServerResponse) => response.writeHead(503).end('1')],
    [
      'sends it elsewhere',
      (response: ServerResponse) => response.writeHead(307, { location: '/elsewhere' }).end(),
    ],
    ['answers too much', (response: ServerResponse) => response.end('123456789')],
    ['hangs up', (response: ServerResponse) => response.destroy()],
  ])('has no answer where the site %s', async (_, answer) => {
    const { brought, url } = await serveSite(answer)
    const post = open(() => {})
    expect(await post.bring(url, Uint8Array.of(1), MAX_BYTES)).toBeUndefined()
    expect(brought).toEqual([[1]])
  })

  test('brings what was kept ready last when the tab goes', async () => {
    const { brought, url } = await serveSite((response) => response.end())
    const going: (() => void)[] = []
    const post = open((run) => going.push(run))
    post.leave(url, Uint8Array.of(1))
    post.leave(url, Uint8Array.of(2))
    post.leave(`${url}/2`, Uint8Array.of(3))
    post.leave(`${url}/2`, undefined)
    // What was said before has crossed by then.
    await post.bring(url, Uint8Array.of(9), MAX_BYTES)
    for (const go of going) go()
    await expect.poll(() => brought).toEqual([[9], [2]])
  })
})

import { connect, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { type Listener, listen } from './listen.ts'
import { MAX_DROPPED_BYTES, readBody } from './read-body.ts'
import { reply } from './reply.ts'

const MAX_BYTES = 1_000
const CHUNK = Buffer.alloc(1 << 20, 'x')

let listener: Listener | undefined
afterEach(() => listener?.stop())

/** A socket of a server that tells how long each body was. */
async function open(): Promise<Socket> {
  listener = await listen(
    async (request, response) => {
      const body = await readBody(request, response, MAX_BYTES)
      if (body !== undefined) reply(response, 200, body.length)
    },
    { host: '127.0.0.1', port: 0 },
  )
  return connect(listener.port, '127.0.0.1')
}

const head = (bytes: number) =>
  `POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: ${bytes}\r\n\r\n`

/** Sends so many chunks, each when there is room for it, or until it is hung up on. */
async function pour(socket: Socket, chunks: number): Promise<void> {
  for (let sent = 0; sent < chunks && !socket.destroyed; sent += 1)
    await new Promise<void>((resolve) => socket.write(CHUNK, () => resolve()))
}

/** All that comes until it has all of these, or the line is cut. */
async function hear(socket: Socket, ...words: readonly string[]): Promise<string> {
  let heard = ''
  socket.setEncoding('utf8')
  return new Promise((resolve) => {
    socket.on('data', (text: string) => {
      heard += text
      if (words.every((word) => heard.includes(word))) resolve(heard)
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(heard))
  })
}

test('answers who sends too much, though it reads nothing before all is sent, and takes its next request', async () => {
  const socket = await open()
  socket.write(head(8 * CHUNK.length))
  await pour(socket, 8)
  const heard = hear(socket, ' 413 ', ' 200 ')
  socket.write(`${head(3)}abc`)
  expect((await heard).match(/HTTP\/1.1 \d+/g)).toEqual(['HTTP/1.1 413', 'HTTP/1.1 200'])
  socket.destroy()
})

test('hangs up on who never stops sending', async () => {
  const socket = await open()
  const heard = hear(socket, 'nothing that is ever said')
  const chunks = 4 * (MAX_DROPPED_BYTES / CHUNK.length)
  socket.write(head(chunks * CHUNK.length))
  await pour(socket, chunks)
  expect(await heard).toContain(' 413 ')
  expect(socket.bytesWritten).toBeLessThan(chunks * CHUNK.length)
})

test('lives on when who sent too much goes away in the middle', async () => {
  const socket = await open()
  socket.write(head(8 * CHUNK.length))
  await pour(socket, 1)
  expect(await hear(socket, ' 413 ')).toContain(' 413 ')
  socket.destroy()
  const other = connect(listener?.port ?? 0, '127.0.0.1')
  other.write(`${head(3)}abc`)
  expect(await hear(other, ' 200 ')).toContain(' 200 ')
  other.destroy()
})

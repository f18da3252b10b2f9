import type { Stream, StreamMuxer } from '@libp2p/interface'
import { multiaddrConnectionPair } from '@libp2p/utils'
import { yamux } from '@libp2p/yamux'
import { expect, it, vi } from 'vitest'
import { withFewUpdates } from './window-updates.ts'

const WINDOW_BYTES = 256 * 1024

/** One stream over two muxers: its writer, what its reader has read, and how often that wrote back. */
async function openStream(create: ReturnType<typeof yamux>) {
  const [outbound, inbound] = multiaddrConnectionPair()
  const writesBack = vi.spyOn(inbound, 'send')
  let bytesRead = 0
  const reader: StreamMuxer = create().createStreamMuxer(inbound)
  reader.addEventListener('stream', ({ detail }) => {
    detail.addEventListener('message', ({ data }) => {
      bytesRead += data.byteLength
    })
  })
  const stream: Stream = await create().createStreamMuxer(outbound).createStream()
  const write = async (bytes: Uint8Array) => {
    const until = bytesRead + bytes.byteLength
    stream.send(bytes)
    await expect.poll(() => bytesRead, { interval: 1 }).toBe(until)
  }
  return { write, writesBack }
}

it('answers small messages with next to nothing', async () => {
  const { write, writesBack } = await openStream(withFewUpdates(yamux()))
  for (let message = 0; message < 50; message += 1) await write(new Uint8Array(100))
  expect(writesBack.mock.calls.length).toBeLessThan(5)
})

it('keeps a stream going beyond its first window', async () => {
  const { write, writesBack } = await openStream(withFewUpdates(yamux()))
  for (let part = 0; part < 8; part += 1) await write(new Uint8Array(WINDOW_BYTES / 2))
  expect(writesBack.mock.calls.length).toBeGreaterThan(0)
})

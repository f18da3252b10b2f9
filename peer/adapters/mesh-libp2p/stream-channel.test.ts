import { streamPair } from '@libp2p/utils'
import { expect, test } from 'vitest'
import { encodeCredit, encodeFrameHeader } from '#peer/adapters/mesh-libp2p/frame-decoder.ts'
import { StreamChannel } from '#peer/adapters/mesh-libp2p/stream-channel.ts'
import { asPeerId } from '#protocol/ids.ts'
import { MAX_FRAME_BYTES } from '#protocol/wire/limits.ts'

test.each([
  ['a frame over the limit', [encodeFrameHeader(MAX_FRAME_BYTES + 1)]],
  ['credit that was never used', [encodeCredit(1)]],
  [
    'more frames than were granted',
    Array.from({ length: 3 }, () => [
      encodeFrameHeader(MAX_FRAME_BYTES),
      new Uint8Array(MAX_FRAME_BYTES),
    ]).flat(),
  ],
])('%s closes the channel and blames the sender', async (_what, records) => {
  const [hostile, stream] = await streamPair()
  const blamed = Promise.withResolvers<Error>()
  const facts = { remote: asPeerId('hostile'), remoteAddress: undefined, path: 'direct' } as const
  const channel = new StreamChannel(stream, facts, blamed.resolve)
  for (const record of records) hostile.send(record)
  expect(await blamed.promise).toMatchObject({ code: 'malformed' })
  await channel.closed
  await expect(channel.send(Uint8Array.of(1))).rejects.toMatchObject({ code: 'channel-closed' })
})

import type { Mesh, Unsubscribe } from '#peer/ports/mesh.ts'
import { takeFrames } from '#peer/take-frames.ts'
import { MalformedError } from '#protocol/errors.ts'
import type { Cid, PeerId } from '#protocol/ids.ts'
import { decode, encode } from '#protocol/wire/codec.ts'
import { MAX_FRAME_BYTES } from '#protocol/wire/limits.ts'
import { type BlockMessage, blockMessageSchema } from '#protocol/wire/messages.ts'
import { BLOCK_PROTOCOL } from '#protocol/wire/protocols.ts'
import type { ShelvedBlock } from './block-shelf.ts'

/**
 * Hands out blocks to whoever may have them, in the order they were asked for. Whoever asks in
 * other words than the protocol's is dropped.
 *
 * The asker's credit is the only back-pressure needed: a block is read when it can be sent.
 */
export function serveBlocks(
  mesh: Mesh,
  find: (cid: Cid, reader: PeerId) => Promise<ShelvedBlock> | undefined,
): Unsubscribe {
  return mesh.handle(BLOCK_PROTOCOL, (channel) => {
    takeFrames(mesh, channel, async (frame) => {
      const message = decode(blockMessageSchema, frame, 'block request', MAX_FRAME_BYTES)
      if (message.type !== 'get') throw new MalformedError('block request')
      const block = await find(message.cid, channel.remote)
      await channel.send(encode(blockMessageSchema, answer(message.cid, block)))
    })
  })
}

function answer(cid: Cid, block: ShelvedBlock | undefined): BlockMessage {
  if (block === undefined) return { type: 'missing', cid }
  const { data, size } = block
  return size === undefined ? { type: 'block', cid, data } : { type: 'packed', cid, size, data }
}

import { describe, expect, it } from 'vitest'
import { createMemoryNetwork } from '#peer/adapters/mesh-memory/memory-network.ts'
import { UnreachableError } from '#peer/ports/errors.ts'
import type { Channel } from '#peer/ports/mesh.ts'
import { MalformedError } from '#protocol/errors.ts'
import { cutBlob } from '#protocol/task/blob.ts'
import { peerIdOfSeed } from '#protocol/trust/seal.ts'
import { decode, encode } from '#protocol/wire/codec.ts'
import { MAX_FRAME_BYTES } from '#protocol/wire/limits.ts'
import { type BlockMessage, blockMessageSchema } from '#protocol/wire/messages.ts'
import { BLOCK_PROTOCOL } from '#protocol/wire/protocols.ts'
import { createFakeClock } from '#test/support/fake-clock.ts'
import { fetchBlob } from './fetch-blob.ts'
import { serveBlocks } from './serve-blocks.ts'

const bytes = new Uint8Array(700_000).map((_, at) => at % 251)
const blob = cutBlob(bytes)
const asker = peerIdOfSeed(new Uint8Array(32).fill(1))
const holder = peerIdOfSeed(new Uint8Array(32).fill(2))

function createPair() {
  const clock = createFakeClock()
  const network = createMemoryNetwork({ clock })
  const here = network.join(asker)
  const there = network.join(holder)
  const fetching = (signal = new AbortController().signal) =>
    fetchBlob({
      mesh: here,
      clock,
      peer: holder,
      path: 'any',
      root: blob.root,
      maxBytes: 2 ** 20,
      signal,
    }).catch((error: unknown) => error)
  return { clock, here, there, fetching }
}

/** Holds the blob, and answers each request with what `twist` makes of the right answer. */
const serveTwisted = (
  pair: ReturnType<typeof createPair>,
  twist: (answer: BlockMessage) => BlockMessage,
) =>
  pair.there.handle(BLOCK_PROTOCOL, (channel) =>
    channel.onFrame(async (frame) => {
      const { cid } = decode(blockMessageSchema, frame, 'request', MAX_FRAME_BYTES)
      const data = blob.blocks.get(cid) ?? new Uint8Array()
      await channel.send(encode(blockMessageSchema, twist({ type: 'block', cid, data })))
    }),
  )

describe('a blob', () => {
  it('arrives whole from a peer that has it', async () => {
    const pair = createPair()
    serveBlocks(pair.there, (cid) => blob.blocks.get(cid))
    const fetching = pair.fetching()
    await pair.clock.advance(1_000)
    const fetched = await fetching
    expect(fetched instanceof Uint8Array && Buffer.compare(fetched, bytes)).toBe(0)
  })

  it('is refused when one block of it has other bytes than its name says', async () => {
    const pair = createPair()
    let answers = 0
    serveTwisted(pair, (answer) => {
      answers += 1
      const isSpoiled = answer.type === 'block' && answers === 3
      return isSpoiled ? { ...answer, data: answer.data.map((byte) => byte ^ 1) } : answer
    })
    const fetching = pair.fetching()
    await pair.clock.advance(1_000)
    expect(await fetching).toBeInstanceOf(MalformedError)
  })

  it('is given up when its holder answers nothing', async () => {
    const pair = createPair()
    pair.there.handle(BLOCK_PROTOCOL, (channel) => channel.onFrame(() => {}))
    const fetching = pair.fetching()
    await pair.clock.advance(10_001)
    expect(await fetching).toBeInstanceOf(UnreachableError)
  })
})

describe('a holder that gives no credit', () => {
  /** Every send of ours waits for good. */
  function starve() {
    const pair = createPair()
    pair.there.handle(BLOCK_PROTOCOL, () => {})
    const open = pair.here.open.bind(pair.here)
    pair.here.open = async (...args): Promise<Channel> =>
      Object.assign(await open(...args), { send: () => new Promise<never>(() => {}) })
    return pair
  }

  it('is given up once it has stalled', async () => {
    const { clock, fetching } = starve()
    const fetched = fetching()
    await clock.advance(10_001)
    expect(await Promise.race([fetched, clock.settle()])).toBeInstanceOf(UnreachableError)
  })

  it('is let go when the work it is for ends', async () => {
    const { clock, fetching } = starve()
    const work = new AbortController()
    const fetched = fetching(work.signal)
    await clock.advance(10)
    work.abort()
    expect(await Promise.race([fetched, clock.settle()])).toBeInstanceOf(UnreachableError)
  })
})

it('a blob is given up when its holder closes', async () => {
  const pair = createPair()
  pair.there.handle(BLOCK_PROTOCOL, (channel) => void channel.close())
  const fetching = pair.fetching()
  await pair.clock.advance(100)
  expect(await fetching).toBeInstanceOf(UnreachableError)
})

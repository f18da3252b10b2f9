import { concatBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
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
import { promptPacking } from '#test/support/prompt-packing.ts'
import { BlockShelf, type ShelvedBlock } from './block-shelf.ts'
import { fetchBlob } from './fetch-blob.ts'
import { serveBlocks } from './serve-blocks.ts'

const bytes = new Uint8Array(700_000).map((_, at) => at % 251)
const blob = cutBlob(bytes)
const asker = peerIdOfSeed(new Uint8Array(32).fill(1))
const holder = peerIdOfSeed(new Uint8Array(32).fill(2))

function createPair({ root } = blob) {
  const clock = createFakeClock()
  const network = createMemoryNetwork({ clock })
  const here = network.join(asker)
  const there = network.join(holder)
  const fetching = (signal = new AbortController().signal) =>
    fetchBlob({
      mesh: here,
      clock,
      packing: promptPacking,
      peer: holder,
      path: 'any',
      root,
      maxBytes: 2 ** 20,
      signal,
    }).catch((error: unknown) => error)
  return { clock, here, there, fetching }
}

type Packed = Extract<BlockMessage, { type: 'packed' }>

/** Holds the blob, and answers for each of its pieces with what `twist` makes of the packed one. */
const serveTwisted = (
  pair: ReturnType<typeof createPair>,
  twist: (packed: Packed) => BlockMessage | Promise<BlockMessage>,
) =>
  pair.there.handle(BLOCK_PROTOCOL, (channel) =>
    channel.onFrame(async (frame) => {
      const { cid } = decode(blockMessageSchema, frame, 'request', MAX_FRAME_BYTES)
      const plain = blob.blocks.get(cid) ?? new Uint8Array()
      const data = await promptPacking.pack(plain)
      const answer: BlockMessage =
        cid === blob.root
          ? { type: 'block', cid, data: plain }
          : await twist({ type: 'packed', cid, size: plain.byteLength, data })
      await channel.send(encode(blockMessageSchema, answer))
    }),
  )

describe('a blob', () => {
  it('arrives whole from a peer that has it, whatever it is made of', async () => {
    const part = fc.tuple(fc.integer({ min: 0, max: 200_000 }), fc.nat(255), fc.boolean())
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 5 }), async (parts) => {
        const whole = concatBytes(
          ...parts.map(([size, fill, isNoise]) =>
            new Uint8Array(size).map((_, at) =>
              isNoise ? Math.imul(at + fill, 2654435761) >> 13 : fill,
            ),
          ),
        )
        const made = cutBlob(whole)
        const pair = createPair(made)
        const shelf = new BlockShelf(promptPacking, made.blocks)
        serveBlocks(pair.there, (cid) => shelf.find(cid))
        const fetching = pair.fetching()
        await pair.clock.advance(1_000)
        const fetched = await fetching
        expect(fetched instanceof Uint8Array && Buffer.compare(fetched, whole)).toBe(0)
      }),
      { numRuns: 20 },
    )
  })

  it('travels packed where it becomes smaller', async () => {
    const pair = createPair()
    const shelf = new BlockShelf(promptPacking, blob.blocks)
    let sentBytes = 0
    serveBlocks(pair.there, async (cid) => {
      const block = await shelf.find(cid)
      sentBytes += block?.data.byteLength ?? 0
      return block as ShelvedBlock
    })
    const fetching = pair.fetching()
    await pair.clock.advance(1_000)
    expect(await fetching).toBeInstanceOf(Uint8Array)
    expect(sentBytes).toBeGreaterThan(0)
    expect(sentBytes).toBeLessThan(bytes.byteLength / 10)
  })

  const flip = (data: Uint8Array) => data.map((byte) => byte ^ 1)
  it.each<[string, (packed: Packed) => BlockMessage | Promise<BlockMessage>]>([
    ['has other bytes than its name says', ({ cid, data }) => ({ type: 'block', cid, data })],
    [
      'unpacks to other bytes than its name says',
      async (packed) => {
        const plain = await promptPacking.unpack(packed.data, packed.size)
        return { ...packed, data: await promptPacking.pack(flip(plain)) }
      },
    ],
    ['cannot be unpacked', (packed) => ({ ...packed, data: flip(packed.data) })],
    ['ends too early', (packed) => ({ ...packed, data: packed.data.subarray(0, -1) })],
    [
      'goes on after its end',
      (packed) => ({ ...packed, data: concatBytes(packed.data, Uint8Array.of(0)) }),
    ],
    ['is longer than it says', (packed) => ({ ...packed, size: packed.size - 1 })],
    ['is shorter than it says', (packed) => ({ ...packed, size: packed.size + 1 })],
    [
      'becomes much longer than it may',
      async (packed) => ({ ...packed, data: await promptPacking.pack(new Uint8Array(2 ** 27)) }),
    ],
  ])('is refused when a block of it %s', async (_, twist) => {
    const pair = createPair()
    serveTwisted(pair, twist)
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

import type { Clock } from '#peer/ports/clock.ts'
import { UnreachableError } from '#peer/ports/errors.ts'
import type { Channel, Mesh, Path } from '#peer/ports/mesh.ts'
import type { Packing } from '#peer/ports/packing.ts'
import { LoamError, MalformedError } from '#protocol/errors.ts'
import type { Cid, PeerId } from '#protocol/ids.ts'
import { isBlock, joinBlob, readBlockList } from '#protocol/task/blob.ts'
import { decode, encode } from '#protocol/wire/codec.ts'
import { MAX_FRAME_BYTES } from '#protocol/wire/limits.ts'
import { blockMessageSchema } from '#protocol/wire/messages.ts'
import { BLOCK_PROTOCOL } from '#protocol/wire/protocols.ts'

/** Blocks asked for and not yet here: enough to fill the path, few enough to stay in memory. */
const WINDOW = 8
/** Silence after which a holder counts as gone, in ms. */
const STALL_MS = 10_000

/**
 * Fetches a blob by its root from one peer. Every block is checked as it arrives, once it is
 * unpacked where it came packed.
 *
 * @throws {MalformedError} on a block that is not what its CID names, or that cannot be unpacked to
 *   the size it states; the caller drops that peer.
 * @throws {UnreachableError} when the peer has no such block, is gone or stalls.
 */
export async function fetchBlob(options: {
  readonly mesh: Mesh
  readonly clock: Clock
  readonly packing: Packing
  readonly peer: PeerId
  /** The way that work with this peer already takes. */
  readonly path: Path
  readonly root: Cid
  readonly maxBytes: number
  readonly signal: AbortSignal
  /** Hears how many bytes came with each block, as they travelled. */
  readonly onBytes?: (bytes: number) => void
}): Promise<Uint8Array> {
  const { mesh, clock, packing, peer, path, root, maxBytes, signal, onBytes = () => {} } = options
  const channel = await mesh.open(peer, BLOCK_PROTOCOL, { path, signal })
  const asker = new BlockAsker(channel, clock, packing, onBytes)
  const stop = () => asker.fail(new UnreachableError(peer, 'stopped'))
  signal.addEventListener('abort', stop, { once: true })
  try {
    const list = readBlockList(await asker.get(root), maxBytes)
    const blocks = new Map<Cid, Uint8Array>()
    const wanted = [...new Set(list.blocks)]
    let next = 0
    const pull = async () => {
      for (let cid = wanted[next++]; cid !== undefined; cid = wanted[next++])
        blocks.set(cid, await asker.get(cid))
    }
    await Promise.all(Array.from({ length: WINDOW }, pull))
    return joinBlob(list, blocks)
  } finally {
    signal.removeEventListener('abort', stop)
    asker.fail(new UnreachableError(peer, 'done'))
    await channel.close()
  }
}

/** One channel's outstanding requests. */
class BlockAsker {
  readonly #channel: Channel
  readonly #clock: Clock
  readonly #packing: Packing
  readonly #onBytes: (bytes: number) => void
  readonly #waiting = new Map<Cid, PromiseWithResolvers<Uint8Array>>()
  #failure: LoamError | undefined
  #cancelStall = () => {}

  constructor(channel: Channel, clock: Clock, packing: Packing, onBytes: (bytes: number) => void) {
    this.#channel = channel
    this.#clock = clock
    this.#packing = packing
    this.#onBytes = onBytes
    channel.onFrame((frame) => this.#take(frame))
    void channel.closed.then(() => this.fail(new UnreachableError(channel.remote, 'it closed')))
  }

  async get(cid: Cid): Promise<Uint8Array> {
    if (this.#failure !== undefined) throw this.#failure
    const answer = Promise.withResolvers<Uint8Array>()
    this.#waiting.set(cid, answer)
    this.#watch()
    // Not awaited: a holder that gives no credit must not outlast the stall timer or the signal.
    this.#channel
      .send(encode(blockMessageSchema, { type: 'get', cid }))
      .catch((cause: unknown) =>
        this.fail(new UnreachableError(this.#channel.remote, 'it takes no requests', { cause })),
      )
    return answer.promise
  }

  fail(error: LoamError): void {
    this.#failure ??= error
    this.#cancelStall()
    for (const answer of this.#waiting.values()) {
      // Whoever no longer waits must not surface as an unhandled rejection.
      answer.promise.catch(() => {})
      answer.reject(error)
    }
    this.#waiting.clear()
  }

  /** The next frame waits until this one is unpacked: so much of a stranger's is held, and no more. */
  async #take(frame: Uint8Array): Promise<void> {
    try {
      const message = decode(blockMessageSchema, frame, 'block', MAX_FRAME_BYTES)
      if (message.type === 'get') throw new MalformedError('block answer')
      const answer = this.#waiting.get(message.cid)
      if (answer === undefined) throw new MalformedError('block nobody asked for')
      if (message.type === 'missing')
        throw new UnreachableError(this.#channel.remote, `it does not have ${message.cid}`)
      const { cid, data } = message
      this.#onBytes(data.byteLength)
      const isPacked = message.type === 'packed'
      const bytes = isPacked ? await this.#packing.unpack(data, message.size) : data
      if (!isBlock(cid, bytes)) throw new MalformedError('block of other bytes')
      this.#waiting.delete(cid)
      this.#watch()
      answer.resolve(bytes)
    } catch (error) {
      if (!(error instanceof LoamError)) throw error
      this.fail(error)
    }
  }

  #watch(): void {
    this.#cancelStall()
    if (this.#waiting.size === 0) return
    this.#cancelStall = this.#clock.after(STALL_MS, () =>
      this.fail(new UnreachableError(this.#channel.remote, 'it stalled')),
    )
  }
}

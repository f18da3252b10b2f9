import type { Packing } from '#peer/ports/packing.ts'
import type { Cid } from '#protocol/ids.ts'

/** Below this a block takes one packet either way. */
const MIN_BYTES = 1024
/** What packing has to save of a block, so that unpacking it everywhere is worth the while. */
const MIN_SAVING = 1 / 16

/** A block as it travels. */
export interface ShelvedBlock {
  readonly data: Uint8Array
  /** Its bytes once unpacked; undefined where it travels as it is. */
  readonly size: number | undefined
}

/**
 * A program's blocks, each packed once, however many ask for it: when somebody first does, or ahead
 * of that. A block that is packed is no longer held as it was.
 */
export class BlockShelf {
  readonly #packing: Packing
  readonly #plain: Map<Cid, Uint8Array>
  readonly #shelved = new Map<Cid, Promise<ShelvedBlock>>()

  constructor(packing: Packing, blocks: Iterable<readonly [Cid, Uint8Array]>) {
    this.#packing = packing
    this.#plain = new Map(blocks)
  }

  /** Undefined where there is no such block. */
  find(cid: Cid): Promise<ShelvedBlock> | undefined {
    const bytes = this.#plain.get(cid)
    if (bytes === undefined) return this.#shelved.get(cid)
    const shelving = this.#shelve(bytes)
    this.#plain.delete(cid)
    this.#shelved.set(cid, shelving)
    return shelving
  }

  /** Packs block after block, for as long as that is wanted. */
  async packAhead(isWanted: () => boolean): Promise<void> {
    for (const cid of this.#plain.keys()) {
      if (!isWanted()) return
      await this.find(cid)
    }
  }

  async #shelve(bytes: Uint8Array): Promise<ShelvedBlock> {
    const { byteLength } = bytes
    const asItIs = { data: bytes, size: undefined }
    if (byteLength < MIN_BYTES) return asItIs
    const packed = await this.#packing.pack(bytes)
    const isWorthIt = packed.byteLength <= byteLength * (1 - MIN_SAVING)
    return isWorthIt ? { data: packed, size: byteLength } : asItIs
  }
}

import type { MemoryShare } from '../metered.ts'
import { WasiError } from './errno.ts'

/** What a name, its node and what is remembered of both cost the host beside their bytes. */
export const ENTRY_BYTES = 512
/** What a name costs in a listing, which only points to it. */
export const LISTED_BYTES = 16

/**
 * The bytes that a program's files and its linear memory share: whatever one of them holds, the
 * other cannot have. A file that would outgrow what memory leaves is refused like a full disk, and
 * memory that would outgrow what files leave is refused as at any other cap.
 *
 * Files hold names and nodes, those that are given included, and contents, those that are given
 * excluded until they are copied to be changed.
 */
export class Storage {
  readonly #limit: number
  #taken = 0
  #memory: MemoryShare | undefined
  #inodes = 0n

  constructor(limitBytes = Number.POSITIVE_INFINITY) {
    this.#limit = limitBytes
  }

  /** What files hold. */
  get taken(): number {
    return this.#taken
  }

  /** What files may still take. */
  get left(): number {
    return this.#limit - this.#taken - (this.#memory?.bytes() ?? 0)
  }

  /** Shares the limit with a program's memory, from here on. */
  shareWith(memory: MemoryShare): void {
    this.#memory = memory
  }

  /** @throws {WasiError} `nospc`, before anything is allocated. */
  take(bytes: number): void {
    if (bytes > this.left) throw new WasiError('nospc')
    this.#hold(this.#taken + bytes)
  }

  give(bytes: number): void {
    this.#hold(this.#taken - bytes)
  }

  #hold(taken: number): void {
    this.#taken = taken
    this.#memory?.cap(this.#limit - taken)
  }

  /** The next serial number of a node, from 1 in every run. */
  nextInode(): bigint {
    this.#inodes += 1n
    return this.#inodes
  }
}

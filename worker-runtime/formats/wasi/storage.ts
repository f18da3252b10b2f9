import { LimitCrossed } from '../metered.ts'

/** What a name and its node cost the host beside their bytes. */
export const ENTRY_BYTES = 256
/** What a name costs in a listing, which only points to it. */
export const LISTED_BYTES = 16

/**
 * The bytes a program may add to what it was given: file contents, names and nodes together.
 * Crossing the limit ends the run, for a program must not see how large its host is.
 */
export class Storage {
  #left = Number.POSITIVE_INFINITY
  #limit = Number.POSITIVE_INFINITY
  #inodes = 0n

  /** From here on, once what the program is given lies in place. */
  limitTo(bytes: number): void {
    this.#left = bytes
    this.#limit = bytes
  }

  /** @throws {LimitCrossed} before anything is allocated. */
  take(bytes: number): void {
    if (bytes > this.#left) {
      throw new LimitCrossed('output', `Files grow over the limit of ${this.#limit} bytes`)
    }
    this.#left -= bytes
  }

  give(bytes: number): void {
    this.#left += bytes
  }

  /** The next serial number of a node, from 1 in every run. */
  nextInode(): bigint {
    this.#inodes += 1n
    return this.#inodes
  }
}

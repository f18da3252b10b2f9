import { LimitCrossed } from '../metered.ts'

/** What a name, its node and what is remembered of both cost the host beside their bytes. */
export const ENTRY_BYTES = 512
/** What a name costs in a listing, which only points to it. */
export const LISTED_BYTES = 16

/**
 * The bytes a program's files may take: names and nodes, those it is given included, and contents,
 * those it is given excluded until they are copied to be changed. It stands beside the program's
 * linear memory, which the meter limits by itself. Crossing the limit ends the run, for a program
 * must not see how large its host is.
 */
export class Storage {
  readonly #limit: number
  #left: number
  #inodes = 0n

  constructor(limitBytes = Number.POSITIVE_INFINITY) {
    this.#limit = limitBytes
    this.#left = limitBytes
  }

  get left(): number {
    return this.#left
  }

  /** @throws {LimitCrossed} before anything is allocated. */
  take(bytes: number): void {
    if (bytes > this.#left) {
      throw new LimitCrossed('output', `Files take more than the limit of ${this.#limit} bytes`)
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

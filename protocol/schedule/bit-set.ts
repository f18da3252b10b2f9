/** Bytes of one page: a change to it is written to disk as a whole. */
const PAGE_BYTES = 1024
const PAGE_BITS = PAGE_BYTES * 8

/**
 * A fixed-size set of small integers at one bit each: ten million subtasks are 1.25 MB. It is kept
 * in pages, so that what changed can be written without the rest.
 */
export class BitSet {
  readonly size: number
  readonly #bits: Uint8Array
  #count = 0

  constructor(size: number) {
    this.size = size
    this.#bits = new Uint8Array(Math.ceil(size / 8))
  }

  get count(): number {
    return this.#count
  }

  has(at: number): boolean {
    return (((this.#bits[at >> 3] ?? 0) >> (at & 7)) & 1) === 1
  }

  /** The first member that is not before this; undefined where there is none. */
  next(from: number): number | undefined {
    for (let byte = from >> 3; byte < this.#bits.length; byte += 1) {
      const rest = (this.#bits[byte] ?? 0) & (byte === from >> 3 ? 0xff << (from & 7) : 0xff)
      // The lowest bit that is set.
      if (rest !== 0) return byte * 8 + 31 - Math.clz32(rest & -rest)
    }
    return undefined
  }

  copy(): BitSet {
    const copy = new BitSet(this.size)
    copy.#bits.set(this.#bits)
    copy.#count = this.#count
    return copy
  }

  /** Every page that has a member. */
  pages(): readonly number[] {
    const pages: number[] = []
    for (let page = 0; page * PAGE_BYTES < this.#bits.length; page += 1)
      if (this.readPage(page).some((byte) => byte !== 0)) pages.push(page)
    return pages
  }

  /** The pages in which these integers are, each once. */
  pagesOf(members: Iterable<number>): ReadonlySet<number> {
    const pages = new Set<number>()
    for (const member of members) pages.add(pageOf(member))
    return pages
  }

  /** A copy of one page; the last may be shorter. */
  readPage(page: number): Uint8Array {
    return this.#bits.slice(page * PAGE_BYTES, (page + 1) * PAGE_BYTES)
  }

  /**
   * Takes one page over as `readPage` gave it, in place of what it held.
   * @throws {RangeError} when it is not a page of a set of this size.
   */
  writePage(page: number, bytes: Uint8Array): void {
    const held = this.#bits.subarray(page * PAGE_BYTES, (page + 1) * PAGE_BYTES)
    if (held.length === 0 || held.length !== bytes.length)
      throw new RangeError(`Page ${page} of ${bytes.length} bytes is not of ${this.size} bits`)
    this.#count -= countOnes(held)
    held.set(bytes)
    // What lies beyond the size is no member.
    const beyond = (page * PAGE_BYTES + held.length) * 8 - this.size
    if (beyond > 0) held[held.length - 1] = (held[held.length - 1] ?? 0) & (0xff >> beyond)
    this.#count += countOnes(held)
  }

  /** Adds a member; adding twice changes nothing. */
  add(at: number): void {
    if (at < 0 || at >= this.size || this.has(at)) return
    this.#bits[at >> 3] = (this.#bits[at >> 3] ?? 0) | (1 << (at & 7))
    this.#count += 1
  }

  /** Takes a member out; one that is none changes nothing. */
  delete(at: number): void {
    if (!this.has(at)) return
    this.#bits[at >> 3] = (this.#bits[at >> 3] ?? 0) & ~(1 << (at & 7))
    this.#count -= 1
  }
}

/** The page in which a member is. */
export const pageOf = (member: number): number => Math.floor(member / PAGE_BITS)

/**
 * Whether a member is in its page, as `readPage` gave that of a set of this size; undefined where it
 * is no such page.
 */
export function isInPage(page: Uint8Array, member: number, size: number): boolean | undefined {
  const from = pageOf(member) * PAGE_BYTES
  const byte = page[(member >> 3) - from]
  if (byte === undefined || page.length !== Math.min(PAGE_BYTES, Math.ceil(size / 8) - from))
    return undefined
  return ((byte >> (member & 7)) & 1) === 1
}

function countOnes(bytes: Uint8Array): number {
  let count = 0
  for (let byte of bytes) for (; byte !== 0; byte &= byte - 1) count += 1
  return count
}

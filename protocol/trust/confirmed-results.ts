const PAGE = 512
/** 134 MB of fingerprints: sixteen million neighbouring subtasks. */
const MAX_PAGES = 32_768

/** Which subtasks have a result that was judged right, and which: eight bytes each. */
export class ConfirmedResults {
  readonly #pages = new Map<number, BigUint64Array>()
  #count = 0

  /** Different subtasks. */
  get count(): number {
    return this.#count
  }

  /**
   * Takes a right result down by its leaf's hash.
   * @returns `other` where another result of the subtask was judged right before, and `full` where
   * no more can be compared.
   */
  add(subtask: number, hash: Uint8Array): 'fits' | 'other' | 'full' {
    const number = Math.floor(subtask / PAGE)
    let page = this.#pages.get(number)
    if (page === undefined) {
      if (this.#pages.size >= MAX_PAGES) return 'full'
      page = new BigUint64Array(PAGE)
      this.#pages.set(number, page)
    }
    // The last bit says that there is one.
    const fingerprint = new DataView(hash.buffer, hash.byteOffset).getBigUint64(0) | 1n
    const before = page[subtask % PAGE]
    if (before !== 0n) return before === fingerprint ? 'fits' : 'other'
    page[subtask % PAGE] = fingerprint
    this.#count += 1
    return 'fits'
  }
}

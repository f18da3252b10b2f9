/** Room for so many bytes at once, and for what comes with the last that fits. */
export class ByteRoom {
  readonly #most: number
  #taken = 0
  #freed: PromiseWithResolvers<void> | undefined

  constructor(most: number) {
    this.#most = most
  }

  /** Settles once there is room; undefined where there is. */
  get wait(): Promise<void> | undefined {
    if (this.#taken < this.#most) return undefined
    this.#freed ??= Promise.withResolvers()
    return this.#freed.promise
  }

  take(bytes: number): void {
    this.#taken += bytes
  }

  give(bytes: number): void {
    this.#taken -= bytes
    if (this.#taken >= this.#most) return
    this.#freed?.resolve()
    this.#freed = undefined
  }
}

/**
 * Whoever wants to hear of something. The same function may listen twice, and each time stops alone.
 *
 * @example
 * const listeners = new Listeners<[status: MeshStatus]>()
 * const stop = listeners.add((status) => show(status))
 * listeners.tell(status)
 */
export class Listeners<Told extends readonly unknown[]> {
  readonly #listeners = new Set<(...told: Told) => void>()

  /** How many listen. */
  get size(): number {
    return this.#listeners.size
  }

  /** Calls `run` whenever there is something to tell; the returned function, safe to call twice, stops that. */
  add(run: (...told: Told) => void): () => void {
    const listener = (...told: Told) => run(...told)
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  tell(...told: Told): void {
    for (const listener of this.#listeners) listener(...told)
  }

  clear(): void {
    this.#listeners.clear()
  }
}

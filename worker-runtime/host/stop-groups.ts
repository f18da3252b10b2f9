/**
 * Listens to each signal once, however many things it stops: a signal takes time in proportion to
 * its listeners to part with one.
 */
export class StopGroups<T> {
  readonly #stop: (things: readonly T[]) => void
  readonly #groups = new Map<AbortSignal, { readonly things: Set<T>; readonly abort: () => void }>()

  /** @param stop is told of everything that one abort stops. */
  constructor(stop: (things: readonly T[]) => void) {
    this.#stop = stop
  }

  add(signal: AbortSignal, thing: T): void {
    let group = this.#groups.get(signal)
    if (group === undefined) {
      const things = new Set<T>()
      group = { things, abort: () => this.#stop([...things]) }
      this.#groups.set(signal, group)
      signal.addEventListener('abort', group.abort)
    }
    group.things.add(thing)
  }

  delete(signal: AbortSignal, thing: T): void {
    const group = this.#groups.get(signal)
    group?.things.delete(thing)
    if (group === undefined || group.things.size > 0) return
    signal.removeEventListener('abort', group.abort)
    this.#groups.delete(signal)
  }
}

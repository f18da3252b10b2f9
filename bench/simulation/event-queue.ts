interface Entry<T> {
  readonly at: number
  readonly order: number
  readonly event: T
}

const isBefore = <T>(a: Entry<T>, b: Entry<T>) =>
  a.at < b.at || (a.at === b.at && a.order < b.order)

/** What is to happen, earliest first, and in the order it was put in where times are equal. */
export class EventQueue<T> {
  readonly #heap: Array<Entry<T>> = []
  #order = 0

  add(at: number, event: T): void {
    const heap = this.#heap
    const entry = { at, order: this.#order++, event }
    let child = heap.length
    for (let parent = (child - 1) >> 1; child > 0; parent = (child - 1) >> 1) {
      const above = heap[parent]
      if (above === undefined || !isBefore(entry, above)) break
      heap[child] = above
      child = parent
    }
    heap[child] = entry
  }

  /** The earliest of all, unless it is later than `until`. */
  next(until = Number.POSITIVE_INFINITY): { readonly at: number; readonly event: T } | undefined {
    const heap = this.#heap
    const [first] = heap
    if (first === undefined || first.at > until) return undefined
    const last = heap.pop()
    if (last === undefined || last === first) return first
    let parent = 0
    for (;;) {
      const left = 2 * parent + 1
      const [a, b] = [heap[left], heap[left + 1]]
      if (a === undefined) break
      const isRight = b !== undefined && isBefore(b, a)
      const least = isRight ? b : a
      if (!isBefore(least, last)) break
      heap[parent] = least
      parent = isRight ? left + 1 : left
    }
    heap[parent] = last
    return first
  }
}

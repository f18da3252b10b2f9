/** Children of an entry of the heap: fewer steps down than with two, and side by side in memory. */
const FAN = 4
const FIRST_ROOM = 1_024

/**
 * What is to happen, earliest first, and in the order it was put in where times are equal. Times lie
 * in plain arrays, so that millions of entries cost the garbage collector nothing.
 */
export class EventQueue<T> {
  #times = new Float64Array(FIRST_ROOM)
  #orders = new Float64Array(FIRST_ROOM)
  /** Where the event of an entry lies. */
  #slots = new Uint32Array(FIRST_ROOM)
  readonly #events: Array<T | undefined> = []
  readonly #freeSlots: number[] = []
  #size = 0
  #order = 0

  add(at: number, event: T): void {
    if (this.#size === this.#times.length) this.#grow()
    const slot = this.#freeSlots.pop() ?? this.#events.length
    this.#events[slot] = event
    const order = this.#order++
    const times = this.#times
    let child = this.#size++
    while (child > 0) {
      const parent = Math.floor((child - 1) / FAN)
      // Whatever is there was put in before.
      if ((times[parent] ?? 0) <= at) break
      this.#move(parent, child)
      child = parent
    }
    this.#put(child, at, order, slot)
  }

  /** The earliest of all, unless it is later than `until`. */
  next(until = Number.POSITIVE_INFINITY): { readonly at: number; readonly event: T } | undefined {
    const at = this.#times[0] ?? 0
    if (this.#size === 0 || at > until) return undefined
    const slot = this.#slots[0] ?? 0
    const event = this.#events[slot] as T
    this.#events[slot] = undefined
    this.#freeSlots.push(slot)
    this.#size -= 1
    if (this.#size > 0) this.#sink(this.#size)
    return { at, event }
  }

  /** Puts the entry of this place where the first was, and what is earlier above it. */
  #sink(from: number): void {
    const [at, order, slot] = [
      this.#times[from] ?? 0,
      this.#orders[from] ?? 0,
      this.#slots[from] ?? 0,
    ]
    let parent = 0
    for (;;) {
      const least = this.#leastOf(FAN * parent + 1)
      if (least === undefined || !this.#isBefore(least, at, order)) break
      this.#move(least, parent)
      parent = least
    }
    this.#put(parent, at, order, slot)
  }

  /** The earliest of the children that begin here. */
  #leastOf(first: number): number | undefined {
    if (first >= this.#size) return undefined
    let least = first
    const end = Math.min(first + FAN, this.#size)
    for (let child = first + 1; child < end; child += 1)
      if (this.#isBefore(child, this.#times[least] ?? 0, this.#orders[least] ?? 0)) least = child
    return least
  }

  #isBefore(entry: number, at: number, order: number): boolean {
    const own = this.#times[entry] ?? 0
    return own < at || (own === at && (this.#orders[entry] ?? 0) < order)
  }

  #move(from: number, to: number): void {
    this.#put(to, this.#times[from] ?? 0, this.#orders[from] ?? 0, this.#slots[from] ?? 0)
  }

  #put(to: number, at: number, order: number, slot: number): void {
    this.#times[to] = at
    this.#orders[to] = order
    this.#slots[to] = slot
  }

  #grow(): void {
    const room = 2 * this.#times.length
    const [times, orders, slots] = [this.#times, this.#orders, this.#slots]
    this.#times = new Float64Array(room)
    this.#orders = new Float64Array(room)
    this.#slots = new Uint32Array(room)
    this.#times.set(times)
    this.#orders.set(orders)
    this.#slots.set(slots)
  }
}

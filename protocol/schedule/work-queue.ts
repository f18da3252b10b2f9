/** Lease ids remembered, at most; any at or below those forgotten counts as used. */
const MAX_KNOWN = 4_096

/** One subtask of a lease, waiting for a core. */
export interface Work {
  readonly leaseId: number
  readonly position: number
  readonly index: number
  readonly input: Uint8Array
}

interface HeldLease<T> {
  readonly works: readonly Work[]
  /** How many of them were handed out. */
  begun: number
  readonly results: Array<T | undefined>
  missing: number
}

/**
 * A provider's side of leases: what waits, what runs, and which batch is complete.
 * Pure bookkeeping, first come first served, at a cost for each call that does not grow with what
 * waits. `T` is whatever the host makes of one subtask.
 */
export class WorkQueue<T> {
  readonly #leases = new Map<number, HeldLease<T>>()
  /** Those of which something waits, in the order they came. */
  readonly #queued = new Set<HeldLease<T>>()
  /** Ids of leases that were taken, whatever became of them. */
  readonly #known = new Set<number>()
  #forgottenUpTo = -1
  #waiting = 0

  get waiting(): number {
    return this.#waiting
  }

  /** Takes a lease in. A lease id that was used before is refused: what it names is signed for. */
  lease(
    leaseId: number,
    subtasks: ReadonlyArray<{ readonly index: number; readonly input: Uint8Array }>,
  ): 'taken' | 'known' {
    if (!this.#remember(leaseId)) return 'known'
    const lease: HeldLease<T> = {
      works: subtasks.map(({ index, input }, position) => ({ leaseId, position, index, input })),
      begun: 0,
      results: subtasks.map(() => undefined),
      missing: subtasks.length,
    }
    this.#leases.set(leaseId, lease)
    this.#queued.add(lease)
    this.#waiting += subtasks.length
    return 'taken'
  }

  /** Drops a lease; what runs of it may finish and is then ignored. */
  drop(leaseId: number): void {
    const lease = this.#leases.get(leaseId)
    this.#leases.delete(leaseId)
    if (lease !== undefined && this.#queued.delete(lease))
      this.#waiting -= lease.works.length - lease.begun
  }

  /** What is next of one lease, at most so many; none where nothing waits. */
  next(most: number): readonly Work[] {
    const [lease] = this.#queued
    if (lease === undefined) return []
    const works = lease.works.slice(lease.begun, lease.begun + most)
    lease.begun += works.length
    this.#waiting -= works.length
    if (lease.begun === lease.works.length) this.#queued.delete(lease)
    return works
  }

  holds(leaseId: number): boolean {
    return this.#leases.has(leaseId)
  }

  /** Notes one result; gives the whole batch, in order, when it was the last. */
  finish(work: Work, result: T): readonly T[] | undefined {
    const lease = this.#leases.get(work.leaseId)
    if (lease === undefined || lease.results[work.position] !== undefined) return undefined
    lease.results[work.position] = result
    lease.missing -= 1
    if (lease.missing > 0) return undefined
    this.#leases.delete(work.leaseId)
    return lease.results as T[]
  }

  /** @returns whether it is new. */
  #remember(leaseId: number): boolean {
    if (leaseId <= this.#forgottenUpTo || this.#known.has(leaseId)) return false
    this.#known.add(leaseId)
    const [oldest] = this.#known
    if (this.#known.size > MAX_KNOWN && oldest !== undefined) {
      this.#known.delete(oldest)
      this.#forgottenUpTo = Math.max(this.#forgottenUpTo, oldest)
    }
    return true
  }
}

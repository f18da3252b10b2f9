/** One subtask of a lease, waiting for a core. */
export interface Work {
  readonly leaseId: number
  readonly position: number
  readonly index: number
  readonly input: Uint8Array
}

interface HeldLease<T> {
  readonly results: Array<T | undefined>
  missing: number
}

/**
 * A provider's side of leases: what waits, what runs, and which batch is complete.
 * Pure bookkeeping, first come first served. `T` is whatever the host makes of one subtask.
 */
export class WorkQueue<T> {
  readonly #waiting: Work[] = []
  readonly #leases = new Map<number, HeldLease<T>>()

  get waiting(): number {
    return this.#waiting.length
  }

  /** Takes a lease in. A lease id that is already held is refused. */
  lease(
    leaseId: number,
    subtasks: ReadonlyArray<{ readonly index: number; readonly input: Uint8Array }>,
  ): 'taken' | 'known' {
    if (this.#leases.has(leaseId)) return 'known'
    this.#leases.set(leaseId, {
      results: subtasks.map(() => undefined),
      missing: subtasks.length,
    })
    subtasks.forEach(({ index, input }, position) => {
      this.#waiting.push({ leaseId, position, index, input })
    })
    return 'taken'
  }

  /** Drops a lease; what runs of it may finish and is then ignored. */
  drop(leaseId: number): void {
    this.#leases.delete(leaseId)
    for (let at = this.#waiting.length - 1; at >= 0; at -= 1)
      if (this.#waiting[at]?.leaseId === leaseId) this.#waiting.splice(at, 1)
  }

  next(): Work | undefined {
    return this.#waiting.shift()
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
}

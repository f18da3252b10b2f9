import type { Settled, Verdict } from './books.ts'

/** What has to be on disk before anybody is told of it. */
export interface Due {
  readonly settled: readonly Settled[]
  readonly verdicts: readonly Verdict[]
  /** The job's last result is among them, or already written. */
  readonly finished: boolean
}

/**
 * Writes, one after another. What becomes due in one turn, or while the disk is busy, goes into one
 * write: a subtask must not cost a transaction.
 */
export class CommitQueue {
  readonly #write: (due: Due) => Promise<void>
  #waiting: Due | undefined
  #written: Promise<void> = Promise.resolve()

  /** @param write must not reject: what it cannot keep it has to deal with. */
  constructor(write: (due: Due) => Promise<void>) {
    this.#write = write
  }

  /** Settles once everything that is due now has been written. */
  get written(): Promise<void> {
    return this.#written
  }

  add({ settled, verdicts, finished }: Due): void {
    const waiting = this.#waiting
    this.#waiting = {
      settled: [...(waiting?.settled ?? []), ...settled],
      verdicts: [...(waiting?.verdicts ?? []), ...verdicts],
      finished: finished || waiting?.finished === true,
    }
    if (waiting === undefined)
      this.#written = this.#written.then(() => this.#writeNext()).catch(() => {})
  }

  async #writeNext(): Promise<void> {
    const due = this.#waiting
    this.#waiting = undefined
    if (due !== undefined) await this.#write(due)
  }
}

import type { ScheduleEffect } from '#protocol/schedule/events.ts'
import type { BookEntry, Verdict } from './books.ts'

/** A lease that was granted. */
export type Grant = Extract<ScheduleEffect, { type: 'grant' }>

/** What has to be on disk before anybody is told of it. */
export interface Due {
  /** In their order: a subtask may be settled, reopened and settled anew. */
  readonly settled: readonly BookEntry[]
  readonly verdicts: readonly Verdict[]
  /** Leases that are sent once it is kept that their parties see them. */
  readonly grants: readonly Grant[]
  /** The job's last result is among them, or already written. */
  readonly finished: boolean
}

/** Open votes alone, which are on every write. */
export const NOTHING_BUT_VOTES: Due = {
  settled: [],
  verdicts: [],
  grants: [],
  finished: false,
}

/**
 * Results that may wait for the disk, in bytes: so few, with what takes each, that providers are not
 * kept waiting for verdicts on more than they let a requestor owe (`CreditLimit`).
 */
const MAX_UNWRITTEN_BYTES = 8 * 2 ** 20
/** What a settled subtask takes beside its output. */
const OVERHEAD_BYTES = 512

/**
 * Writes, one after another. What becomes due in one turn, or while the disk is busy, goes into one
 * write: a subtask must not cost a transaction.
 */
export class CommitQueue {
  readonly #write: (due: Due) => Promise<void>
  #waiting:
    | { settled: BookEntry[]; verdicts: Verdict[]; grants: Grant[]; finished: boolean }
    | undefined
  #written: Promise<void> = Promise.resolve()
  #unwrittenBytes = 0

  /** @param write must not reject: what it cannot keep it has to deal with. */
  constructor(write: (due: Due) => Promise<void>) {
    this.#write = write
  }

  /** Settles once everything that is due now has been written. */
  get written(): Promise<void> {
    return this.#written
  }

  /**
   * Settles once there is room for more: at once, unless the disk lags far behind. Results come in
   * while others are written, but not faster than the disk takes them in the long run.
   */
  get room(): Promise<void> {
    return this.#unwrittenBytes < MAX_UNWRITTEN_BYTES ? Promise.resolve() : this.#written
  }

  add({ settled, verdicts, grants, finished }: Due): void {
    if (this.#waiting === undefined) {
      this.#waiting = { settled: [], verdicts: [], grants: [], finished: false }
      this.#written = this.#written.then(() => this.#writeNext()).catch(() => {})
    }
    // Grows in place: one settled subtask after the other is added, hundreds to a write.
    this.#waiting.settled.push(...settled)
    this.#waiting.verdicts.push(...verdicts)
    this.#waiting.grants.push(...grants)
    this.#waiting.finished ||= finished
    this.#unwrittenBytes += bytesOf(settled)
  }

  async #writeNext(): Promise<void> {
    const due = this.#waiting
    this.#waiting = undefined
    if (due === undefined) return
    await this.#write(due)
    this.#unwrittenBytes -= bytesOf(due.settled)
  }
}

const bytesOf = (settled: Due['settled']): number => {
  const outputBytes = (entry: BookEntry) =>
    entry.type === 'verified' ? (entry.source?.output.byteLength ?? 0) : 0
  return settled.reduce((sum, entry) => sum + OVERHEAD_BYTES + outputBytes(entry), 0)
}

import type { JobPhase, VerifiedResult } from '#peer/peer.ts'
import type { Clock } from '#peer/ports/clock.ts'
import { BitSet } from '#protocol/schedule/bit-set.ts'
import type { MakersNews } from '#protocol/schedule/makers.ts'
import type { Votes } from '#protocol/schedule/votes.ts'
import type { Cashier } from './cashier.ts'
import { isOver, type JobProgress, type JobRecord } from './job-record.ts'
import type { JobStore } from './job-store.ts'
import type { AgreedWork } from './testimonials.ts'

/** Void outputs taken off the disk by one write, at most. Until then their bits of `kept` hide them. */
const MAX_SWEPT = 16_384

/** A provider that comes and goes makes an agreement each time. */
const MAX_AGREEMENTS = 1_024

/** How a job stands: shown at once, and kept on disk with the results it accounts for. */
export class Journal {
  readonly record: JobRecord
  readonly #store: JobStore
  readonly #clock: Clock
  readonly #cashier: Cashier | undefined
  readonly #onChange: () => void
  /** What is on disk, or on its way there. */
  readonly #kept: BitSet
  /** Void subtasks whose outputs are on disk still. */
  readonly #unswept: BitSet
  #progress: JobProgress
  /** Settles once what was to be saved so far is on disk, or lost. */
  #saved: Promise<void> = Promise.resolve()
  /** Agreements kept of this run. */
  #agreements = 0

  constructor(options: {
    readonly store: JobStore
    readonly record: JobRecord
    readonly progress: JobProgress
    /** Which results are on disk already. */
    readonly kept: BitSet
    readonly clock: Clock
    /** Whose debts are kept with the progress; undefined for a free job. */
    readonly cashier: Cashier | undefined
    readonly onChange: () => void
  }) {
    this.record = options.record
    this.#store = options.store
    this.#clock = options.clock
    this.#cashier = options.cashier
    this.#onChange = options.onChange
    this.#kept = options.kept
    this.#unswept = new BitSet(options.kept.size)
    this.#progress = { ...options.progress, runs: options.progress.runs + 1 }
  }

  get progress(): JobProgress {
    return this.#progress
  }

  get phase(): JobPhase {
    return this.#progress.phase
  }

  get isOver(): boolean {
    return isOver(this.phase)
  }

  /** Results that are kept. */
  get keptCount(): number {
    return this.#kept.count
  }

  /** Seconds since the job was posted. */
  get elapsed(): number {
    return (this.#clock.now() - this.record.createdAt) / 1000
  }

  note(change: Partial<JobProgress>): void {
    this.#progress = { ...this.#progress, ...change }
    this.#onChange()
  }

  /** Notes a time that is measured once. */
  time(name: keyof JobProgress['seconds']): void {
    const { seconds } = this.#progress
    if (seconds[name] === null) this.note({ seconds: { ...seconds, [name]: this.elapsed } })
  }

  /**
   * Keeps what a provider signed, as evidence, for as long as the job is remembered; of one run of
   * the job `MAX_AGREEMENTS` at most.
   */
  keepAgreement({ agreement, number, chained }: AgreedWork): void {
    if (this.#agreements >= MAX_AGREEMENTS) return
    this.#agreements += 1
    const { jobId } = this.record
    // A disk that is full shows when results are kept; the job does not wait for evidence.
    const { provider } = agreement.offer
    void this.#store.keepAgreement(jobId, provider, number, chained).catch(() => {})
  }

  /**
   * What was noted, what is owed, these results, what is void, whose word stands behind what is settled
   * where that changed, and votes where there are new ones, in one atomic write; one write after another.
   */
  save({
    results = [],
    voided = [],
    makers = { makers: [], pages: [] },
    votes = [],
  }: {
    readonly results?: readonly VerifiedResult[]
    /** Subtasks whose results so far are void. */
    readonly voided?: readonly number[]
    readonly makers?: MakersNews | undefined
    readonly votes?: readonly Votes[]
  } = {}): Promise<void> {
    const saved = this.#saved.then(() => this.#write({ results, voided, makers, votes }))
    this.#saved = saved.catch(() => {})
    return saved
  }

  async #write(news: {
    readonly results: readonly VerifiedResult[]
    readonly voided: readonly number[]
    readonly makers: MakersNews
    readonly votes: readonly Votes[]
  }): Promise<void> {
    for (const index of news.voided) {
      this.#kept.delete(index)
      this.#unswept.add(index)
    }
    for (const { index } of news.results) {
      this.#kept.add(index)
      this.#unswept.delete(index)
    }
    const cashier = this.#cashier
    const held = cashier?.arrears.takeChanged() ?? []
    if (cashier !== undefined) this.#progress = { ...this.#progress, owed: [...cashier.owed()] }
    const state = { kept: this.#kept, swept: this.#sweep(), progress: this.#progress, held }
    try {
      await this.#store.commit(this.record, { ...news, ...state })
    } catch (error) {
      cashier?.arrears.putBack(held)
      throw error
    }
  }

  /** The next void subtasks whose outputs are to be removed. */
  #sweep(): readonly number[] {
    const swept: number[] = []
    for (let at = this.#unswept.next(0); at !== undefined; at = this.#unswept.next(at + 1)) {
      if (swept.length === MAX_SWEPT) break
      swept.push(at)
      this.#unswept.delete(at)
    }
    return swept
  }

  /** Forgets words that nobody will count any more. */
  forgetWords(): Promise<void> {
    return this.#store.forgetWords(this.record.jobId)
  }
}

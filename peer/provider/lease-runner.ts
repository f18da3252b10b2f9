import type { Clock } from '#peer/ports/clock.ts'
import type { Core, RunResult } from '#peer/ports/compute.ts'
import { eachOf } from '#peer/ports/run-results.ts'
import { type Work, WorkQueue } from '#protocol/schedule/work-queue.ts'
import { joinBytes } from '#protocol/task/joined-bytes.ts'
import type { Limits } from '#protocol/task/limits.ts'
import { type LentCore, LentCores, type Loan } from './lent-cores.ts'

/** One finished subtask with the time it took. */
export interface FinishedSubtask {
  readonly work: Work
  readonly result: Extract<RunResult, { kind: 'done' }>
  readonly tookMs: number
}

export interface LeaseRunnerOptions {
  readonly clock: Clock
  readonly limits: Limits
  /** Its abort stops what runs, at once. */
  readonly signal: AbortSignal
  /** Takes a complete batch, in the lease's order. More is asked of its core once the promise settles. */
  readonly onBatch: (leaseId: number, batch: readonly FinishedSubtask[]) => Promise<void>
  /** Hears once of a lease that this host cannot finish; nothing more of it runs. */
  readonly onHostFailure: (work: Work, reason: string) => Promise<void>
  /** The result of a subtask that was finished before; undefined has it computed. */
  readonly recall: (work: Work) => FinishedSubtask | undefined
  /** Hears that one more core has come. */
  readonly onCore: () => void
  /** Hears that the counts below have changed. */
  readonly onChange: () => void
}

/** Quick subtasks are asked of a core several at a time: this much work, and no more than so many. */
const AHEAD_MS = 60
const MAX_AHEAD = 2_048
/** Up to here one more waits at the core, so that it never waits for us; a longer one could hold others up. */
const SHORT_MS = 250

/**
 * How much a subtask counts with each that follows it. One of thousands of quick ones that has to
 * wait for the machine must not make all look slow: the core would have to wait for each.
 */
const REMEMBERED = 255 / 256

/** The cores granted to one agreement, and the leases they work through, first come first served. */
export class LeaseRunner {
  readonly #options: LeaseRunnerOptions
  readonly #queue = new WorkQueue<FinishedSubtask>()
  readonly #cores: LentCores
  /** Subtasks asked of cores, at work or waiting there. */
  #asked = 0
  /** The last subtasks and what they took, the older the less. */
  #late = { subtasks: 0, ms: 0 }
  #computed = 0

  constructor(options: LeaseRunnerOptions) {
    this.#options = options
    this.#cores = new LentCores(options.signal, () => {
      options.onCore()
      this.#startIdle()
    })
  }

  /** Cores that are here and lent. */
  get cores(): number {
    return this.#cores.count
  }

  /** Subtasks at work. */
  get running(): number {
    return this.#cores.busy
  }

  /** Subtasks that wait for a core. */
  get waiting(): number {
    return this.#queue.waiting + this.#asked - this.#cores.busy
  }

  /** Subtasks that ran to their end here, whatever came of them. */
  get computed(): number {
    return this.#computed
  }

  /** What a subtask takes of late, in ms; undefined before the first is finished. */
  get subtaskMs(): number | undefined {
    const { subtasks, ms } = this.#late
    return subtasks === 0 ? undefined : ms / subtasks
  }

  /**
   * Takes cores for a program, as they become free; resolves once all are there.
   *
   * @param open takes one, held to a duty cycle.
   * @throws {ProgramRefusedError} when the gate refuses the module.
   */
  openCores(open: (dutyCycle: number) => Promise<Core>, loan: Loan): Promise<void> {
    return this.#cores.openWith(open, loan)
  }

  /**
   * Works on so many cores and for so much of the time from the next subtask on. Before `openCores`
   * this does nothing.
   */
  lend(loan: Loan): Promise<void> {
    return this.#cores.lend(loan)
  }

  /** Queues a lease. An id that was used before is refused. */
  lease(...lease: Parameters<WorkQueue<FinishedSubtask>['lease']>): 'taken' | 'known' {
    const answer = this.#queue.lease(...lease)
    this.#startIdle()
    return answer
  }

  /** Drops a lease; what runs of it may finish and is then ignored. */
  drop(leaseId: number): void {
    this.#queue.drop(leaseId)
  }

  /** Tears every core down. */
  close(): Promise<void> {
    return this.#cores.close()
  }

  #startIdle(): void {
    for (let core = this.#findFree(); core !== undefined; core = this.#findFree()) {
      const works = this.#queue.next(this.#roomOf(core))
      if (works.length === 0) break
      const known = works.map((work) => this.#options.recall(work))
      const unknown = works.filter((_, at) => known[at] === undefined)
      if (unknown.length > 0) void this.#run(core, unknown)
      if (unknown.length < works.length) void this.#finish(known.filter((each) => !!each))
    }
    this.#options.onChange()
  }

  /** How much may be asked of a core ahead. */
  get #ahead(): number {
    const ms = this.subtaskMs ?? SHORT_MS
    const least = ms < SHORT_MS ? 2 : 1
    return Math.min(Math.max(Math.floor(AHEAD_MS / ms), least), MAX_AHEAD)
  }

  /** The core with the least to do, if it may have more: in fewer and fuller messages, half of all. */
  #findFree(): LentCore | undefined {
    return this.#cores.leastAsked(Math.floor(this.#ahead / 2) + 1)
  }

  /** How much more a core may be asked for: no more than leaves the others as much. */
  #roomOf({ asked }: LentCore): number {
    return Math.min(this.#ahead - asked, Math.ceil(this.#queue.waiting / this.#cores.count))
  }

  async #run(busy: LentCore, works: readonly Work[]): Promise<void> {
    const { clock, limits, signal } = this.#options
    const askedAt = clock.now()
    let told = 0
    this.#asked += works.length
    busy.asked += works.length
    await busy.core.runAll(joinBytes(works.map(({ input }) => input)), limits, {
      signal,
      take: (more) => {
        const results = eachOf(more)
        void this.#settle(busy, askedAt, works.slice(told, told + results.length), results)
        told += results.length
      },
    })
  }

  /** Takes what a core made of so many, which it did one after the other. */
  async #settle(
    busy: LentCore,
    askedAt: number,
    works: readonly Work[],
    results: readonly RunResult[],
  ): Promise<void> {
    const { clock, signal } = this.#options
    const now = clock.now()
    const tookMs = (now - Math.max(askedAt, busy.finishedAt)) / works.length
    busy.finishedAt = now
    this.#cores.finish(busy, works.length)
    this.#asked -= works.length
    const finished: FinishedSubtask[] = []
    results.forEach((result, at) => {
      if (result.kind === 'done') finished.push({ work: works[at] as Work, result, tookMs })
    })
    this.#computed += finished.length
    if (signal.aborted) return
    this.#note(finished.length, tookMs)
    const failed = results.findIndex(({ kind }) => kind === 'hostFailure')
    await this.#finish(finished)
    if (failed >= 0) await this.#fail(works[failed] as Work, results[failed] as RunResult)
    this.#startIdle()
  }

  #note(subtasks: number, tookMs: number): void {
    const faded = REMEMBERED ** subtasks
    const weight = (1 - faded) / (1 - REMEMBERED)
    const late = this.#late
    this.#late = { subtasks: late.subtasks * faded + weight, ms: late.ms * faded + weight * tookMs }
  }

  /** Gives up the lease of one that this host cannot run. */
  async #fail(work: Work, result: RunResult): Promise<void> {
    if (result.kind !== 'hostFailure') return
    const isHeld = this.#queue.holds(work.leaseId)
    this.#queue.drop(work.leaseId)
    const { onHostFailure } = this.#options
    if (isHeld) await onHostFailure(work, `${result.reason}: ${result.message}`)
  }

  /** Notes what is finished of one lease. */
  async #finish(finished: readonly FinishedSubtask[]): Promise<void> {
    for (const each of finished) {
      const { leaseId } = each.work
      const batch = this.#queue.finish(each.work, each)
      if (batch !== undefined) await this.#options.onBatch(leaseId, batch)
    }
  }
}

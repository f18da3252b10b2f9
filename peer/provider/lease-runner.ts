import type { Clock } from '#peer/ports/clock.ts'
import type { Core, RunResult } from '#peer/ports/compute.ts'
import { type Work, WorkQueue } from '#protocol/schedule/work-queue.ts'
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

  /** Queues a lease. One that is held already is refused. */
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
      const work = this.#queue.next()
      if (work === undefined) break
      const known = this.#options.recall(work)
      if (known !== undefined) {
        void this.#finish(known)
        continue
      }
      this.#asked += 1
      core.asked += 1
      void this.#run(core, work)
    }
    this.#options.onChange()
  }

  /** The core with the least to do, if it may have more. */
  #findFree(): LentCore | undefined {
    const ms = this.subtaskMs ?? SHORT_MS
    const least = ms < SHORT_MS ? 2 : 1
    return this.#cores.leastAsked(Math.min(Math.max(Math.floor(AHEAD_MS / ms), least), MAX_AHEAD))
  }

  async #run(busy: LentCore, work: Work): Promise<void> {
    const { clock, limits, signal, onHostFailure } = this.#options
    const askedAt = clock.now()
    const result = await busy.core.run(work.input, limits, { signal })
    const now = clock.now()
    const tookMs = now - Math.max(askedAt, busy.finishedAt)
    busy.finishedAt = now
    this.#cores.finish(busy)
    this.#asked -= 1
    if (result.kind === 'done') this.#computed += 1
    if (signal.aborted) return
    if (result.kind === 'hostFailure') {
      const isHeld = this.#queue.holds(work.leaseId)
      this.#queue.drop(work.leaseId)
      if (isHeld) await onHostFailure(work, `${result.reason}: ${result.message}`)
    } else {
      const { subtasks, ms } = this.#late
      this.#late = { subtasks: subtasks * REMEMBERED + 1, ms: ms * REMEMBERED + tookMs }
      await this.#finish({ work, result, tookMs })
    }
    this.#startIdle()
  }

  async #finish(finished: FinishedSubtask): Promise<void> {
    const { leaseId } = finished.work
    const batch = this.#queue.finish(finished.work, finished)
    if (batch !== undefined) await this.#options.onBatch(leaseId, batch)
  }
}

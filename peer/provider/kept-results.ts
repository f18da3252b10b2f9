import { sha256 } from '@noble/hashes/sha2.js'
import { equals } from 'multiformats/bytes'
import { z } from 'zod'
import type { Clock } from '#peer/ports/clock.ts'
import type { Store } from '#peer/ports/store.ts'
import type { SavedRecords } from '#peer/saved-records.ts'
import type { JobId } from '#protocol/ids.ts'
import { type Demand, demandSchema } from '#protocol/market/demand.ts'
import { Leaves, leavesSchema } from '#protocol/trust/leaves.ts'
import { bytesOf, bytesUpTo, countSchema, encode } from '#protocol/wire/codec.ts'
import type { AnsweredSubtask } from './unjudged-answers.ts'

/** Bytes kept of all jobs together; the jobs that were left longest ago give way. */
const MAX_KEPT_BYTES = 64 * 2 ** 20
const MAX_KEPT_JOBS = 16
/** What a result takes beside its output. */
const OVERHEAD_BYTES = 256
/** A job's longest output, with its framing. */
const MAX_SAVED_BYTES = 65 * 2 ** 20

/** As it is said to people. */
const WHAT = 'results kept for requestors that were away'

const JOBS = ['provider', 'keptJob']
const resultsOf = (jobId: JobId) => ['provider', 'kept', jobId]

/** All that a result depends on beside the subtask's input. */
const programSchema = demandSchema.pick({
  format: true,
  module: true,
  shared: true,
  unit: true,
  limits: true,
})

const keptJobSchema = z.object({
  /** SHA-256 of the program. */
  program: bytesOf(32),
  /** Unix milliseconds after which nobody asks any more. */
  deadline: z.int().positive(),
  keptAt: z.int().positive(),
  bytes: countSchema,
})
type KeptJob = z.output<typeof keptJobSchema>

const keptResultSchema = z.object({
  leaves: leavesSchema(1),
  output: bytesUpTo(64 * 2 ** 20),
  tookMs: z.number().nonnegative(),
})

/**
 * Finished work that its requestor went away from: kept on disk until the job's deadline, so that it
 * is not computed twice when the job asks again, from whichever tab. At most `MAX_KEPT_BYTES`.
 */
export class KeptResults {
  readonly #store: Store
  readonly #clock: Clock
  readonly #saved: SavedRecords
  readonly #jobs = new Map<JobId, KeptJob>()

  private constructor(store: Store, clock: Clock, saved: SavedRecords) {
    this.#store = store
    this.#clock = clock
    this.#saved = saved
  }

  static async load({
    store,
    clock,
    saved,
  }: {
    readonly store: Store
    readonly clock: Clock
    readonly saved: SavedRecords
  }): Promise<KeptResults> {
    const kept = new KeptResults(store, clock, saved)
    for (const [key, bytes] of await store.loadRange(JOBS)) {
      const jobId = key[2] as JobId
      const job = saved.read(keptJobSchema, bytes, WHAT, MAX_SAVED_BYTES)
      if (job !== undefined) kept.#jobs.set(jobId, job)
      else await kept.#remove(jobId)
    }
    await kept.#clear()
    return kept
  }

  /** What is kept of this job, for this very program, by subtask. */
  async find(demand: Demand): Promise<Map<number, AnsweredSubtask>> {
    const found = new Map<number, AnsweredSubtask>()
    const job = this.#jobs.get(demand.jobId)
    const isFit = job !== undefined && equals(job.program, programOf(demand))
    if (!isFit || job.deadline <= this.#clock.now()) return found
    for (const [, bytes] of await this.#store.loadRange(resultsOf(demand.jobId))) {
      const result = this.#saved.read(keptResultSchema, bytes, WHAT, MAX_SAVED_BYTES)
      if (result === undefined) continue
      const { leaves, ...rest } = result
      for (const leaf of leaves) found.set(leaf.index, { leaf, ...rest })
    }
    return found
  }

  /** Keeps just these results of a job, as many as there is room for. */
  async keep(demand: Demand, results: Iterable<AnsweredSubtask>): Promise<void> {
    const { jobId, deadline } = demand
    const picked: AnsweredSubtask[] = []
    let bytes = 0
    for (const result of results) {
      const size = result.output.byteLength + OVERHEAD_BYTES
      if (bytes + size > MAX_KEPT_BYTES) continue
      picked.push(result)
      bytes += size
    }
    await this.#forget(jobId)
    if (picked.length === 0) return
    const job = { program: programOf(demand), deadline, keptAt: this.#clock.now(), bytes }
    await this.#store.saveAll([
      [[...JOBS, jobId], encode(keptJobSchema, job)],
      ...picked.map(
        ({ leaf, ...rest }) =>
          [
            [...resultsOf(jobId), `${leaf.index}`.padStart(10, '0')],
            encode(keptResultSchema, { leaves: Leaves.of([leaf]), ...rest }),
          ] as const,
      ),
    ])
    this.#jobs.set(jobId, job)
    await this.#clear()
  }

  async #forget(jobId: JobId): Promise<void> {
    if (this.#jobs.delete(jobId)) await this.#remove(jobId)
  }

  async #remove(jobId: JobId): Promise<void> {
    await this.#store.remove([...JOBS, jobId])
    await this.#store.removeRange(resultsOf(jobId))
  }

  /** Lets go of what is past its deadline, and of the oldest where there is too much. */
  async #clear(): Promise<void> {
    const now = this.#clock.now()
    let [bytes, jobs] = [0, 0]
    for (const [jobId, job] of [...this.#jobs].sort(([, a], [, b]) => b.keptAt - a.keptAt)) {
      bytes += job.bytes
      jobs += 1
      const isTooMuch = bytes > MAX_KEPT_BYTES || jobs > MAX_KEPT_JOBS
      if (job.deadline <= now || isTooMuch) await this.#forget(jobId)
    }
  }
}

const programOf = (demand: Demand): Uint8Array => sha256(encode(programSchema, demand))

import { z } from 'zod'
import type { Clock } from '#peer/ports/clock.ts'
import type { Store, StoreKey } from '#peer/ports/store.ts'
import type { SavedRecords } from '#peer/saved-records.ts'
import type { JobId, PeerId } from '#protocol/ids.ts'
import { MAX_PAST, type PastJob, pastJobSchema } from '#protocol/market/demand.ts'
import { encode } from '#protocol/wire/codec.ts'

const MAX_SAVED_BYTES = 1_024
const ROOM: StoreKey = ['requestor', 'settled']

/** One as it is saved. */
export const savedJobSchema = z.object({ at: z.int().nonnegative(), job: pastJobSchema })
type SavedJob = z.output<typeof savedJobSchema>

export interface SettledJobsDeps {
  readonly store: Store
  readonly saved: SavedRecords
  readonly clock: Clock
  readonly self: PeerId
}

/**
 * Paid jobs that this requestor's key settled, the newest `MAX_PAST`: it shows them to providers that
 * never met it. They stay when the jobs themselves are forgotten.
 */
export class SettledJobs {
  readonly #deps: SettledJobsDeps
  /** The newest last. */
  #jobs: readonly SavedJob[] = []

  constructor(deps: SettledJobsDeps) {
    this.#deps = deps
  }

  /** Recalls what was saved. What cannot be read is left out. */
  async recall(): Promise<void> {
    const { store, saved, self } = this.#deps
    const entries = await store.loadRange([...ROOM, self])
    this.#jobs = entries
      .flatMap(
        ([, bytes]) =>
          saved.read(savedJobSchema, bytes, 'records of jobs that you settled', MAX_SAVED_BYTES) ??
          [],
      )
      .sort((a, b) => a.at - b.at)
      .slice(-MAX_PAST)
  }

  get shown(): readonly PastJob[] {
    return this.#jobs.map(({ job }) => job)
  }

  /** One was settled whose session key has this requestor speak for it. */
  async add(jobId: JobId, endorsement: PastJob['endorsement']): Promise<void> {
    const { store, clock, self } = this.#deps
    const added = { at: clock.now(), job: { jobId, endorsement } }
    const jobs = [...this.#jobs.filter(({ job }) => job.jobId !== jobId), added]
    const gone = jobs.slice(0, -MAX_PAST)
    this.#jobs = jobs.slice(-MAX_PAST)
    await store.save([...ROOM, self, jobId], encode(savedJobSchema, added))
    for (const { job } of gone) await store.remove([...ROOM, self, job.jobId])
  }
}

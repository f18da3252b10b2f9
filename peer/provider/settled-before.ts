import type { EscrowJob, Ledger } from '#peer/ports/ledger.ts'
import type { JobId } from '#protocol/ids.ts'
import type { Demand } from '#protocol/market/demand.ts'

/** Closed jobs that are remembered, the newest: nothing changes about them any more. */
const REMEMBERED = 1_024

/** Looks in the escrow at what came of jobs that requestors say they ran before. */
export class SettledBefore {
  readonly #ledger: Ledger | undefined
  readonly #closed = new Map<JobId, EscrowJob>()

  constructor(ledger: Ledger | undefined) {
    this.#ledger = ledger
  }

  /**
   * How many of the jobs that a demand names were paid for and closed, and are its requestor's by the
   * word of their session keys.
   * @throws {LedgerError} when the chain cannot be asked.
   */
  async countSettled({ requestor, past = [] }: Demand): Promise<number> {
    const settled = new Set<JobId>()
    for (const { jobId, endorsement } of past) {
      const job = await this.#readClosed(jobId)
      if (job === undefined || job.paid === 0n) continue
      const isTheirs = await this.#ledger?.verifyEndorsement(
        { jobId, requestor },
        endorsement,
        job.session,
      )
      if (isTheirs === true) settled.add(jobId)
    }
    return settled.size
  }

  async #readClosed(jobId: JobId): Promise<EscrowJob | undefined> {
    const known = this.#closed.get(jobId)
    if (known !== undefined) return known
    const job = await this.#ledger?.readJob(jobId)
    if (job?.closed !== true) return undefined
    this.#closed.set(jobId, job)
    const oldest = this.#closed.keys().next().value
    if (this.#closed.size > REMEMBERED && oldest !== undefined) this.#closed.delete(oldest)
    return job
  }
}

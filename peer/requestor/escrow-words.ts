import type { EscrowJob, Ledger } from '#peer/ports/ledger.ts'
import type { JobId } from '#protocol/ids.ts'
import type { EscrowQuestion, EscrowWord } from '#protocol/trust/reputation.ts'

/** Jobs, and payees of jobs, that are remembered: the newest. */
const REMEMBERED = 4_096

/**
 * What an escrow says of jobs that records name. What no later block changes is asked once: who
 * opened a job and which key speaks for it, and what a payee was paid once that is all it claims, or
 * the job is closed.
 */
export class EscrowWords {
  readonly #ledger: Ledger
  readonly #jobs = new Map<JobId, EscrowJob>()
  readonly #words = new Map<string, EscrowWord & { readonly isFinal: boolean }>()

  constructor(ledger: Ledger) {
    this.#ledger = ledger
  }

  /**
   * Undefined where the escrow does not know the job, or its session lets somebody else speak for it.
   * @throws {LedgerError} when the chain cannot be asked.
   */
  async ask(question: EscrowQuestion): Promise<EscrowWord | undefined> {
    const { jobId, requestor, payee, endorsement, owed } = question
    const name = `${jobId} ${requestor} ${payee}`
    const known = this.#words.get(name)
    if (known !== undefined && (known.isFinal || known.paid >= owed)) return known
    const job = await this.#readJob(jobId)
    if (job === undefined) return undefined
    const isEndorsed = await this.#ledger.verifyEndorsement(
      { jobId, requestor },
      endorsement,
      job.session,
    )
    if (!isEndorsed) return undefined
    const { paid } = await this.#ledger.readChannel(jobId, payee)
    const word = { jobId, requestor, payee, wallet: job.requestor, paid, isFinal: job.closed }
    remember(this.#words, name, word)
    return word
  }

  /** Who opened it, and its session; whether it is closed, as of when it was read first. */
  async #readJob(jobId: JobId): Promise<EscrowJob | undefined> {
    const known = this.#jobs.get(jobId)
    if (known !== undefined) return known
    const job = await this.#ledger.readJob(jobId)
    if (job !== undefined) remember(this.#jobs, jobId, job)
    return job
  }
}

function remember<Key, Value>(known: Map<Key, Value>, key: Key, value: Value): void {
  known.delete(key)
  known.set(key, value)
  const oldest = known.keys().next().value
  if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest)
}

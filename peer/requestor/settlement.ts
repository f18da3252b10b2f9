import type { Clock } from '#peer/ports/clock.ts'
import { LoamError } from '#protocol/errors.ts'
import { type Explanation, explainError } from '#protocol/explanation.ts'
import type { JobId, PeerId } from '#protocol/ids.ts'
import type { Auditor } from './auditor.ts'
import type { Cashier } from './cashier.ts'
import { FAREWELL } from './closing-words.ts'
import type { Crew } from './crew.ts'
import type { JobMarket } from './job-market.ts'
import type { JobEnd } from './job-record.ts'
import type { Journal } from './journal.ts'
import { settleJob } from './settle-job.ts'
import type { SettledJobs } from './settled-jobs.ts'

/** How soon an unreachable chain is asked again. */
const CHAIN_RETRY_MS = 5_000

export interface SettlementOptions {
  readonly clock: Clock
  readonly journal: Journal
  readonly crew: Crew
  readonly market: JobMarket
  /** Undefined for a free job. */
  readonly cashier: Cashier | undefined
  readonly auditor: Auditor | undefined
  readonly settled: SettledJobs
  readonly self: PeerId
  readonly jobId: JobId
  /** Whether this tab lets go of the job: what is not settled by then waits for the next. */
  readonly isStopped: () => boolean
}

/** How a job ends: everybody is paid and sent home, and what is left comes back. */
export class Settlement {
  readonly #options: SettlementOptions
  #isUnderWay = false
  /** Calls off the next time the chain is asked. */
  #cancelRetry = () => {}

  constructor(options: SettlementOptions) {
    this.#options = options
  }

  /** Pays, refunds and ends the job. Safe to repeat; a second call while one runs does nothing. */
  async settle(end: JobEnd, why?: Explanation): Promise<void> {
    const { journal, market, crew, cashier, auditor, isStopped } = this.#options
    const { settled, self, jobId } = this.#options
    if (isStopped() || journal.isOver || this.#isUnderWay) return
    this.#isUnderWay = true
    this.#cancelRetry()
    journal.note({ phase: 'settling', end, explanation: why ?? null })
    market.close(FAREWELL[end])
    await auditor?.close()
    // A full disk must not keep payees from being paid: the chain knows what happened.
    await journal.save().catch(() => undefined)
    try {
      if (cashier !== undefined) await settleJob(cashier, crew.links())
      await crew.farewell(FAREWELL[end].reason)
    } catch (error) {
      if (!(error instanceof LoamError)) throw error
      // The phase stays: should the tab close before it is repeated, it is when it opens again.
      this.askAgain(error, () => void this.settle(end, why))
      return
    } finally {
      this.#isUnderWay = false
    }
    if (cashier !== undefined && end === 'done')
      await settled.add(jobId, await cashier.endorse(self)).catch(() => undefined)
    journal.time('total')
    journal.note({ phase: end })
    // What a full disk forgets is found again on the chain, where settling twice changes nothing.
    await journal.save().catch(() => undefined)
    await journal.forgetWords().catch(() => undefined)
  }

  /** Shows why the chain did not do its part, and tries again for as long as the tab is open. */
  askAgain(error: LoamError, ask: () => void): void {
    const { journal, clock, isStopped } = this.#options
    if (isStopped()) return
    journal.note({ explanation: explainError(error) })
    this.#cancelRetry = clock.after(CHAIN_RETRY_MS, ask)
  }

  /** Asks the chain no more. */
  stop(): void {
    this.#cancelRetry()
  }
}

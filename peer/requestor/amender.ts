import type { AmendResult } from '#peer/peer.ts'
import type { ChangeResult, Wallet, WalletDesk } from '#peer/ports/ledger.ts'
import { LoamError } from '#protocol/errors.ts'
import type { JobId } from '#protocol/ids.ts'
import { isOver } from './job-record.ts'
import type { JobStore } from './job-store.ts'

export interface AmenderDeps {
  readonly store: JobStore
  readonly desk: WalletDesk | undefined
  /** Has whoever runs the job take the change over. A deadline is given for free jobs alone. */
  readonly review: (jobId: JobId, deadline?: number) => Promise<void>
}

/** Changes jobs that run, where that needs the person's wallet: more money, more time. */
export class Amender {
  readonly #deps: AmenderDeps

  constructor(deps: AmenderDeps) {
    this.#deps = deps
  }

  async fund(jobId: JobId, amount: bigint): Promise<AmendResult> {
    const job = await this.#find(jobId)
    if (job.kind !== 'found') return job
    const { payer } = job
    if (payer === undefined)
      return refuse(
        'This job is free: there is no budget to add to.',
        'Ask for a paid job instead.',
      )
    return this.#ask(jobId, payer, (wallet) => wallet.fund(jobId, amount))
  }

  async extend(jobId: JobId, deadline: number): Promise<AmendResult> {
    const job = await this.#find(jobId)
    if (job.kind !== 'found') return job
    if (deadline <= job.deadline)
      return refuse('A deadline can only move later.', 'Choose a later time.')
    if (job.payer !== undefined)
      return this.#ask(jobId, job.payer, (wallet) =>
        wallet.extend(jobId, Math.ceil(deadline / 1000)),
      )
    await this.#deps.review(jobId, deadline)
    return { kind: 'done' }
  }

  async #find(jobId: JobId) {
    const stored = await this.#deps.store.load(jobId)
    if (stored === undefined)
      return refuse('This job is not known here any more.', 'Ask for a new one.')
    const { phase, deadline } = stored.progress
    if (phase === 'settling' || isOver(phase))
      return refuse('This job has ended.', 'Run what is missing as a job of its own.')
    const { funding } = stored.record
    const payer = funding.kind === 'paid' ? funding.requestor : undefined
    return { kind: 'found', deadline, payer } as const
  }

  /** What is left over goes back to who opened the job: nobody else may be asked to add to it. */
  async #ask(
    jobId: JobId,
    payer: Wallet['address'],
    change: (wallet: Wallet) => Promise<ChangeResult>,
  ): Promise<AmendResult> {
    const wallet = await this.#deps.desk?.wallet()
    if (wallet?.address !== payer)
      return refuse(
        'Another wallet opened this job.',
        `Connect the wallet that opened it, ${payer}, and try again.`,
      )
    const answer = await change(wallet)
    if (answer.kind === 'refused' || answer.kind === 'failed')
      return refuse(answer.message, TRY_AGAIN)
    try {
      // Nobody may know whether it was sent: the chain is looked at all the same.
      await this.#deps.review(jobId)
    } catch (error) {
      if (!(error instanceof LoamError)) throw error
      // It is on the chain, and found there at the next look.
    }
    return answer.kind === 'unconfirmed' ? refuse(answer.message, LOOK_FIRST) : { kind: 'done' }
  }
}

const TRY_AGAIN = 'The job is as it was.'
const LOOK_FIRST = 'It may have gone through all the same: look at the job before you try again.'

const refuse = (message: string, advice: string) => ({ kind: 'refused', message, advice }) as const

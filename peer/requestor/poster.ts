import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { CANNOT_WORK } from '#peer/cannot-work.ts'
import type { JobTerms, PostResult, PrepareResult } from '#peer/peer.ts'
import type { Clock } from '#peer/ports/clock.ts'
import type { Compute } from '#peer/ports/compute.ts'
import type { Ledger, OpenDraft, WalletDesk } from '#peer/ports/ledger.ts'
import type { Mesh } from '#peer/ports/mesh.ts'
import { InputError, LoamError } from '#protocol/errors.ts'
import { type Explanation, explainError } from '#protocol/explanation.ts'
import { asJobId, type JobId } from '#protocol/ids.ts'
import { NO_PREFERENCES, type Preferences } from '#protocol/market/preferences.ts'
import { stipendFor } from '#protocol/payment/chain-gas.ts'
import { usualTimes } from '#protocol/payment/escrow-times.ts'
import { subtasksIn } from '#protocol/schedule/shares.ts'
import type { App, PreparedJob } from '#protocol/task/app.ts'
import { DEFAULT_POLICY } from '#protocol/trust/policy.ts'
import { type Draft, Drafts } from './drafts.ts'
import { freshProgress, isOver, type JobRecord } from './job-record.ts'
import type { JobStore, StoredJob } from './job-store.ts'

/** How long a posted job may take before the rest is refunded. */
const JOB_MS = 24 * 3_600_000
/** Letters of a job's title, at most: demands carry it. */
const MAX_TITLE = 120

/** What a chain's coin is worth. */
export interface EscrowSettings {
  /**
   * Wei of GLM that one chain coin is taken to be worth: only to tell what is worth its chain gas,
   * nothing is ever exchanged at it.
   */
  readonly glmPerCoin: bigint
}

const NOTHING_LEFT: PrepareResult = {
  kind: 'invalid',
  code: 'nothing_left',
  message: 'Nothing of this job is left to be run.',
  advice: 'Ask for a new one.',
}

const UNSURE = 'It may be locked all the same: the chain is asked until it cannot be any more.'
const ASK_AGAIN = 'The estimate still holds: try again.'

const refuse = ({ reason, advice }: Explanation): PostResult => ({
  kind: 'refused',
  message: reason,
  advice,
})

function refuseTooSmall({ maxShare }: Preferences, { subtasks }: PreparedJob): void {
  if (maxShare === undefined || subtasksIn(maxShare, subtasks) > 0) return
  throw new InputError(
    'share',
    `One piece of ${subtasks} is more than ${maxShare} % of the job.`,
    'Allow one provider more of it, or ask for a job of more pieces.',
  )
}

export interface PosterDeps {
  readonly mesh: Mesh
  readonly compute: Compute
  readonly clock: Clock
  readonly store: JobStore
  readonly ledger: Ledger | undefined
  readonly desk: WalletDesk | undefined
  readonly escrow: EscrowSettings
  readonly apps: ReadonlyMap<string, App<unknown>>
  /** Has a stored job run, here or by another peer that shares the store. */
  readonly adopt: (jobId: JobId) => Promise<void>
}

/** A job of which its page says why nobody knows whether its budget is locked. */
const unsure = ({ record, progress }: StoredJob, reason: string): StoredJob => ({
  record,
  progress: { ...progress, explanation: { reason, advice: UNSURE } },
})

/** Makes jobs: checked and measured, paid for, written down. Whoever runs them takes them from there. */
export class Poster {
  readonly #deps: PosterDeps
  readonly #drafts: Drafts

  constructor(deps: PosterDeps) {
    this.#deps = deps
    this.#drafts = new Drafts(deps)
  }

  prepare(
    appId: string,
    params: unknown,
    files: Readonly<Record<string, Uint8Array>>,
  ): Promise<PrepareResult> {
    return this.#drafts.prepare(appId, params, files)
  }

  /** Prepares what a job that ended early left undone; `post` makes a job of its own of it. */
  async prepareRest(jobId: JobId): Promise<PrepareResult> {
    const { store } = this.#deps
    const stored = await store.load(jobId)
    const program = await store.loadProgram(jobId)
    if (stored === undefined || program === undefined || !isOver(stored.progress.phase))
      return NOTHING_LEFT
    const kept = await store.loadKept(stored.record)
    if (kept.count === kept.size) return NOTHING_LEFT
    const { record, progress } = stored
    return this.#drafts.prepareRest({ of: record, kept, shares: progress.shares }, program)
  }

  async post(draftId: string, terms: JobTerms): Promise<PostResult> {
    if (!this.#deps.mesh.status().carriesWork) return refuse(CANNOT_WORK)
    const draft = this.#drafts.take(draftId)
    if (draft === undefined)
      return refuse({ reason: 'This draft is gone.', advice: 'Have the job estimated again.' })
    const posted = await this.#postDraft(draft, terms)
    if (posted.kind === 'refused') this.#drafts.keep(draftId, draft)
    return posted
  }

  async #postDraft(draft: Draft, terms: JobTerms): Promise<PostResult> {
    try {
      return terms.kind === 'free'
        ? await this.#postFree(draft, terms)
        : await this.#postPaid(draft, terms)
    } catch (error) {
      if (!(error instanceof LoamError)) throw error
      return refuse(explainError(error))
    }
  }

  async #postFree(draft: Draft, terms: JobTerms): Promise<PostResult> {
    const jobId = asJobId(this.#randomHex())
    const stored = this.#describe(draft, jobId, { kind: 'free' }, terms)
    await this.#save(stored, draft)
    await this.#deps.adopt(jobId)
    return { kind: 'posted', jobId }
  }

  async #postPaid(draft: Draft, terms: Extract<JobTerms, { kind: 'paid' }>): Promise<PostResult> {
    const { ledger } = this.#deps
    const wallet = await this.#deps.desk?.wallet()
    if (ledger === undefined)
      return refuse({ reason: 'No chain is configured here.', advice: 'Ask for free instead.' })
    if (wallet === undefined)
      return refuse({
        reason: 'No wallet is connected to pay for it.',
        advice: 'Connect a wallet, or ask for free.',
      })
    const sessionKey = this.#randomHex()
    const salt = this.#randomHex()
    const jobId = ledger.jobIdFor(wallet.address, salt)
    const { authorShare } = draft.app.manifest
    const funding = {
      kind: 'paid',
      budget: terms.budget,
      ceilingPerGigaGas: terms.ceilingPerGigaGas,
      sessionKey,
      salt,
      requestor: wallet.address,
      ...(authorShare && { authorShare }),
      ...(terms.rate && { rate: { ...terms.rate, at: this.#deps.clock.now() } }),
    } as const
    const stored = this.#describe(draft, jobId, funding, terms)
    const feePerGas = await ledger.readFeePerGas()
    // On disk before the wallet is asked: whatever is locked can always be found again.
    await this.#save(stored, draft)
    const order = this.#order(stored, funding, ledger, feePerGas)
    const opened = await wallet.open(order, terms.allowance)
    if (opened.kind === 'refused' || opened.kind === 'failed') {
      await this.#deps.store.forget(jobId)
      return refuse({ reason: opened.message, advice: ASK_AGAIN })
    }
    // Where nobody knows whether it was sent, whoever runs the job asks the chain until it says so.
    if (opened.kind === 'unconfirmed') await this.#save(unsure(stored, opened.message), draft)
    await this.#deps.adopt(jobId)
    return { kind: 'posted', jobId }
  }

  /** What the wallet is asked to lock for a job. */
  #order(
    { record, progress }: StoredJob,
    funding: Extract<JobRecord['funding'], { kind: 'paid' }>,
    ledger: Ledger,
    feePerGas: bigint,
  ): OpenDraft {
    const { budget, requestor, salt, authorShare, sessionKey } = funding
    const { glmPerCoin } = this.#deps.escrow
    const { subtasks } = record
    return {
      requestor,
      salt,
      authorShare,
      session: ledger.addressOf(sessionKey),
      amount: budget,
      stipend: stipendFor({ subtasks, budget, feePerGas, glmPerCoin }),
      deadline: progress.deadline / 1000,
      ...usualTimes(ledger.chain),
      spec: `0x${bytesToHex(hmac(sha256, record.secret, utf8ToBytes(record.paramsJson)))}`,
    }
  }

  /** @throws {InputError} when a single subtask is more of the job than one party may see. */
  #describe(
    draft: Draft,
    jobId: JobId,
    funding: JobRecord['funding'],
    { prefers = draft.rest?.of.prefers ?? NO_PREFERENCES, title, policy }: JobTerms,
  ): StoredJob {
    const { clock } = this.#deps
    const { rest, app } = draft
    refuseTooSmall(prefers, draft.prepared)
    const { manifest } = app
    const now = clock.now()
    const record: JobRecord = {
      jobId,
      demandId: clock.randomBytes(16),
      appId: manifest.id,
      title: title?.trim().slice(0, MAX_TITLE) || (rest?.of.title ?? manifest.title),
      paramsJson: JSON.stringify(draft.params),
      format: manifest.format,
      limits: manifest.limits,
      subtasks: draft.prepared.subtasks,
      ...(manifest.unit && { unit: manifest.unit }),
      gasPerSubtask: draft.gasPerSubtask,
      needs: draft.needs,
      funding,
      prefers,
      createdAt: now,
      ...(rest && { continues: rest.of.jobId }),
      inherited: rest?.kept.count ?? 0,
      results: rest?.of.results ?? jobId,
      policy: policy ?? draft.rest?.of.policy ?? DEFAULT_POLICY,
      secret: clock.randomBytes(32),
    }
    const phase = funding.kind === 'free' ? 'seeking' : 'funding'
    // Escrows know whole seconds, and no work is taken that would go on beyond its escrow's deadline.
    const progress = freshProgress(phase, Math.ceil((now + JOB_MS) / 1000) * 1000)
    if (rest?.shares === undefined) return { record, progress }
    // What was seen of the job before was seen.
    const isLifted = rest.shares.isLifted && prefers === rest.of.prefers
    return { record, progress: { ...progress, shares: { ...rest.shares, isLifted } } }
  }

  #save({ record, progress }: StoredJob, { prepared, rest }: Draft): Promise<void> {
    return this.#deps.store.create(record, progress, prepared, rest?.kept)
  }

  #randomHex(): `0x${string}` {
    return `0x${bytesToHex(this.#deps.clock.randomBytes(32))}`
  }
}

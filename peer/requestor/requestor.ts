import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { serveBlocks } from '#peer/blocks/serve-blocks.ts'
import { CANNOT_WORK } from '#peer/cannot-work.ts'
import type { JobTerms, JobView, PostResult, PrepareResult, VerifiedResult } from '#peer/peer.ts'
import type { Clock } from '#peer/ports/clock.ts'
import type { Compute } from '#peer/ports/compute.ts'
import { LedgerError } from '#peer/ports/errors.ts'
import type { Ledger, OpenDraft, WalletDesk } from '#peer/ports/ledger.ts'
import type { Channel, Mesh, Unsubscribe } from '#peer/ports/mesh.ts'
import type { Store } from '#peer/ports/store.ts'
import { takeFrames } from '#peer/take-frames.ts'
import { LoamError, MalformedError } from '#protocol/errors.ts'
import { type Address, asJobId, type Cid, type JobId, type PeerId } from '#protocol/ids.ts'
import { offerSchema } from '#protocol/market/demand.ts'
import type { App } from '#protocol/task/app.ts'
import { cutBlob } from '#protocol/task/blob.ts'
import { unseal } from '#protocol/trust/seal.ts'
import { decode, encode } from '#protocol/wire/codec.ts'
import { MAX_FRAME_BYTES } from '#protocol/wire/limits.ts'
import { type OfferMessage, offerMessageSchema } from '#protocol/wire/messages.ts'
import { OFFER_PROTOCOL } from '#protocol/wire/protocols.ts'
import { Auditor } from './auditor.ts'
import { Cashier } from './cashier.ts'
import { type Draft, Drafts } from './drafts.ts'
import { JobRunner, type JobRunnerOptions } from './job-runner.ts'
import { freshProgress, isOver, type JobRecord, JobStore, type StoredJob } from './job-store.ts'

/** How long a posted job may take before the rest is refunded. */
const JOB_MS = 24 * 3_600_000

/** Times and coin of an escrow, by chain. */
export interface EscrowSettings {
  readonly graceSeconds: number
  /** How long payees may still redeem once a channel is being closed. */
  readonly noticeSeconds: number
  /** Chain coin given to a job's session key, in wei; what is left comes back. */
  readonly stipendWei: bigint
}

export interface RequestorDeps {
  readonly mesh: Mesh
  readonly compute: Compute
  readonly clock: Clock
  readonly store: Store
  readonly ledger: Ledger | undefined
  readonly desk: WalletDesk | undefined
  readonly escrow: EscrowSettings
  readonly seed: Uint8Array
  readonly apps: ReadonlyMap<string, App<unknown>>
  readonly onChange: () => void
  readonly onVerified: (result: VerifiedResult) => void
}

/** The asker's side: drafts, posted jobs, and taking them up again after a reload. */
export class Requestor {
  readonly #deps: RequestorDeps
  readonly #drafts: Drafts
  readonly #store: JobStore
  readonly #runners = new Map<JobId, JobRunner>()
  readonly #blocks = new Map<JobId, ReadonlyMap<Cid, Uint8Array>>()
  readonly #unsubscribe: Unsubscribe[]
  #isStopped = false

  constructor(deps: RequestorDeps) {
    this.#deps = deps
    this.#drafts = new Drafts(deps)
    this.#store = new JobStore(deps.store)
    this.#unsubscribe = [
      deps.mesh.handle(OFFER_PROTOCOL, (channel) => this.#hearOffer(channel)),
      serveBlocks(deps.mesh, (cid, reader) => this.#findBlock(cid, reader)),
    ]
  }

  views(): readonly JobView[] {
    return [...this.#runners.values()]
      .map((runner) => runner.view())
      .sort((a, b) => b.createdAt - a.createdAt)
  }

  /** Takes up every job the store remembers, where it stood. Waits for no chain. */
  async takeUp(): Promise<void> {
    for (const stored of await this.#store.loadAll()) {
      if (stored.progress.phase === 'funding') void this.#resumeFunding(stored)
      else await this.#launch(stored)
    }
  }

  prepare(
    appId: string,
    params: unknown,
    files: Readonly<Record<string, Uint8Array>>,
  ): Promise<PrepareResult> {
    return this.#drafts.prepare(appId, params, files)
  }

  async post(draftId: string, terms: JobTerms): Promise<PostResult> {
    if (!this.#deps.mesh.status().carriesWork) return { kind: 'refused', message: CANNOT_WORK }
    const draft = this.#drafts.take(draftId)
    if (draft === undefined)
      return { kind: 'refused', message: 'This draft is gone. Prepare the job again.' }
    const posted = await this.#postDraft(draft, terms)
    if (posted.kind === 'refused') this.#drafts.keep(draftId, draft)
    return posted
  }

  async pause(jobId: JobId): Promise<void> {
    await this.#runners.get(jobId)?.pause()
  }

  async resume(jobId: JobId): Promise<void> {
    await this.#runners.get(jobId)?.resume()
  }

  async cancel(jobId: JobId): Promise<void> {
    await this.#runners.get(jobId)?.cancel()
  }

  result(jobId: JobId, index: number): Promise<Uint8Array | undefined> {
    return this.#store.loadResult(jobId, index)
  }

  /** Forgets a job that is over; one that runs is left alone. */
  async forget(jobId: JobId): Promise<void> {
    const runner = this.#runners.get(jobId)
    if (runner === undefined || !isOver(runner.phase)) return
    this.#runners.delete(jobId)
    this.#blocks.delete(jobId)
    await this.#store.forget(jobId)
    this.#deps.onChange()
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    for (const unsubscribe of this.#unsubscribe) unsubscribe()
    await Promise.all([...this.#runners.values()].map((runner) => runner.stop()))
  }

  /** The tab died while the wallet was open: the chain alone knows whether anything was locked. */
  async #resumeFunding(stored: StoredJob): Promise<void> {
    const { ledger, clock } = this.#deps
    const { jobId, deadline } = stored.record
    try {
      if (ledger === undefined) return
      const opened = await ledger.readJob(jobId)
      if (this.#isStopped) return
      if (opened !== undefined) await this.#launch(stored)
      // A transaction may still be mined until the deadline: its session key must not be lost.
      else if (clock.now() > deadline) await this.#store.forget(jobId)
    } catch (error) {
      // A chain that does not answer has not said no: it is asked when this page is opened again.
      if (!(error instanceof LedgerError)) throw error
    }
  }

  async #postDraft(draft: Draft, terms: JobTerms): Promise<PostResult> {
    try {
      return terms.kind === 'free'
        ? await this.#postFree(draft)
        : await this.#postPaid(draft, terms)
    } catch (error) {
      if (!(error instanceof LoamError)) throw error
      return { kind: 'refused', message: `${error.message} ${error.advice}` }
    }
  }

  async #postFree(draft: Draft): Promise<PostResult> {
    const jobId = asJobId(this.#randomHex())
    const stored = this.#describe(draft, jobId, { kind: 'free' })
    await this.#save(stored, draft)
    await this.#launch(stored)
    return { kind: 'posted', jobId }
  }

  async #postPaid(draft: Draft, terms: Extract<JobTerms, { kind: 'paid' }>): Promise<PostResult> {
    const { ledger } = this.#deps
    const wallet = await this.#deps.desk?.wallet()
    if (ledger === undefined)
      return { kind: 'refused', message: 'No chain is configured here: ask for free instead.' }
    if (wallet === undefined)
      return { kind: 'refused', message: 'Connect a wallet first, or ask for free.' }
    const sessionKey = this.#randomHex()
    const salt = this.#randomHex()
    const jobId = ledger.jobIdFor(wallet.address, salt)
    const stored = this.#describe(draft, jobId, {
      kind: 'paid',
      budget: terms.budget,
      ceilingPerGigaGas: terms.ceilingPerGigaGas,
      sessionKey,
      salt,
      requestor: wallet.address,
    })
    // On disk before the wallet is asked: whatever is locked can always be found again.
    await this.#save(stored, draft)
    const opened = await wallet.open(
      this.#order(stored.record, terms, ledger.addressOf(sessionKey), salt),
    )
    if (opened.kind === 'refused') {
      await this.#store.forget(jobId)
      return opened
    }
    // A wallet that failed may still have sent it: the record stays, and is looked at again.
    const job = await ledger.readJob(jobId).catch(() => undefined)
    if (opened.kind === 'failed' && job === undefined)
      return {
        kind: 'refused',
        message: `${opened.message} Should the wallet have sent it after all, the job comes up when this page is opened again.`,
      }
    await this.#launch(stored)
    return { kind: 'posted', jobId }
  }

  /** What the wallet is asked to lock for a job. */
  #order(
    { paramsJson, deadline }: JobRecord,
    { budget }: Extract<JobTerms, { kind: 'paid' }>,
    session: Address,
    salt: OpenDraft['salt'],
  ): OpenDraft {
    const { graceSeconds, noticeSeconds, stipendWei } = this.#deps.escrow
    return {
      salt,
      session,
      amount: budget,
      stipend: stipendWei,
      deadline: Math.floor(deadline / 1000),
      graceSeconds,
      noticeSeconds,
      spec: `0x${bytesToHex(sha256(utf8ToBytes(paramsJson)))}`,
    }
  }

  #describe(draft: Draft, jobId: JobId, funding: JobRecord['funding']): StoredJob {
    const { clock } = this.#deps
    const { manifest } = draft.app
    const now = clock.now()
    const record: JobRecord = {
      jobId,
      demandId: clock.randomBytes(16),
      appId: manifest.id,
      title: manifest.title,
      paramsJson: JSON.stringify(draft.params),
      format: manifest.format,
      limits: manifest.limits,
      subtasks: draft.prepared.subtasks,
      ...(manifest.unit && { unit: manifest.unit }),
      gasPerSubtask: draft.gasPerSubtask,
      funding,
      createdAt: now,
      deadline: now + JOB_MS,
      secret: clock.randomBytes(32),
    }
    return { record, progress: freshProgress(funding.kind === 'free' ? 'seeking' : 'funding') }
  }

  #save({ record, progress }: StoredJob, { prepared }: Draft): Promise<void> {
    return this.#store.create(record, progress, prepared.module, prepared.shared)
  }

  /** Where an app's outputs differ by rounding this peer judges them. */
  #auditor(app: App<unknown>, params: unknown, shared: Uint8Array): Auditor | undefined {
    const { manifest, reference } = app
    const { compute, clock } = this.#deps
    if (manifest.verify === 'exact' || reference === undefined) return undefined
    const { verify: rule, limits } = manifest
    const input = (index: number) => app.input(params, index)
    return new Auditor({ compute, clock, rule, reference, params, shared, limits, input })
  }

  /** How a job pays; undefined where it would have to and no chain is configured. */
  #payment({
    record,
    progress,
  }: StoredJob): Pick<JobRunnerOptions, 'cashier' | 'terms'> | undefined {
    const { ledger, clock, onChange } = this.#deps
    const { jobId, funding, gasPerSubtask } = record
    if (funding.kind === 'free') return { cashier: undefined, terms: { kind: 'free' } }
    if (ledger === undefined) return undefined
    const { sessionKey, ceilingPerGigaGas } = funding
    const { chainId, escrow } = ledger.chain
    const price = { ceilingPerGigaGas, gasPerSubtask }
    return {
      cashier: new Cashier({
        ...price,
        ledger,
        clock,
        jobId,
        sessionKey,
        owed: progress.owed,
        onChange,
      }),
      terms: {
        kind: 'paid',
        ceilingPerGigaGas,
        chainId,
        escrow,
        session: ledger.addressOf(sessionKey),
      },
    }
  }

  /** Puts a job at work. One that cannot be computed or paid for here is left on disk as it is. */
  async #launch(stored: StoredJob): Promise<void> {
    const { record, progress } = stored
    const { jobId } = record
    const app = this.#deps.apps.get(record.appId)
    const program = await this.#store.loadProgram(jobId)
    const payment = this.#payment(stored)
    if (app === undefined || program === undefined || payment === undefined) return
    const module = cutBlob(program.module)
    const shared = cutBlob(program.shared)
    this.#blocks.set(jobId, new Map([...module.blocks, ...shared.blocks]))
    const params: unknown = JSON.parse(record.paramsJson)
    const runner = new JobRunner({
      ...this.#deps,
      ...stored,
      ...payment,
      store: this.#store,
      verified: await this.#store.loadVerified(jobId),
      program: {
        module: module.root,
        shared: shared.root,
        bytes: Math.max(program.module.byteLength, program.shared.byteLength),
      },
      input: (index) => app.input(params, index),
      inputBytes: app.manifest.inputBytes,
      auditor: this.#auditor(app, params, program.shared),
    })
    this.#runners.set(jobId, runner)
    if (!isOver(progress.phase)) void runner.start()
    // Only to be shown: nobody waits for the chain, and without it the money is not shown.
    else void payment.cashier?.refresh().catch(() => undefined)
  }

  #findBlock(cid: Cid, reader: PeerId): Uint8Array | undefined {
    for (const [jobId, blocks] of this.#blocks) {
      const block = blocks.get(cid)
      const runner = this.#runners.get(jobId)
      if (block === undefined || runner?.serves(reader) !== true) continue
      runner.noteFetch(reader)
      return block
    }
    return undefined
  }

  #hearOffer(channel: Channel): void {
    let confirm: ((signature: Uint8Array) => void) | undefined
    const say = (message: OfferMessage) => channel.send(encode(offerMessageSchema, message))
    takeFrames(this.#deps.mesh, channel, async (frame) => {
      const message = decode(offerMessageSchema, frame, 'offer', MAX_FRAME_BYTES)
      if (message.type === 'offer' && confirm === undefined) {
        const offer = unseal('offer', offerSchema, message.offer, (value) => value.provider)
        if (offer.provider !== channel.remote) throw new MalformedError('offer of another peer')
        const runner = this.#runners.get(offer.jobId)
        const answer = runner?.consider(offer) ?? {
          kind: 'decline',
          reason: 'no such job is open here',
        }
        if (answer.kind === 'decline')
          return await say({ type: 'decline', reason: answer.reason.slice(0, 200) })
        confirm = answer.confirm
        return await say({ type: 'agree', agreement: answer.agreement })
      }
      if (message.type !== 'sign' || confirm === undefined)
        throw new MalformedError('order of an offer')
      confirm(message.signature)
      await channel.close()
    })
  }

  #randomHex(): `0x${string}` {
    return `0x${bytesToHex(this.#deps.clock.randomBytes(32))}`
  }
}

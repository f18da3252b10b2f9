import { BlockShelf, type ShelvedBlock } from '#peer/blocks/block-shelf.ts'
import { serveBlocks } from '#peer/blocks/serve-blocks.ts'
import type { MarketWatch } from '#peer/market-watch.ts'
import type { JobPriority, JobView, VerifiedResult } from '#peer/peer.ts'
import type { Clock } from '#peer/ports/clock.ts'
import type { Compute } from '#peer/ports/compute.ts'
import type { Ledger } from '#peer/ports/ledger.ts'
import type { Channel, Mesh, Unsubscribe } from '#peer/ports/mesh.ts'
import type { Packing } from '#peer/ports/packing.ts'
import type { Signatures } from '#peer/ports/signatures.ts'
import { takeFrames } from '#peer/take-frames.ts'
import { MalformedError } from '#protocol/errors.ts'
import { cutWords } from '#protocol/explanation.ts'
import type { Cid, JobId, PeerId } from '#protocol/ids.ts'
import { offerSchema } from '#protocol/market/demand.ts'
import type { OfferRefusal } from '#protocol/market/judgement.ts'
import type { App } from '#protocol/task/app.ts'
import { cutBlob } from '#protocol/task/blob.ts'
import { kindOf } from '#protocol/task/verify-rule.ts'
import { newCheckTally } from '#protocol/trust/check-tally.ts'
import { arrearsOf, FIRST_POLICY } from '#protocol/trust/policy.ts'
import { unseal } from '#protocol/trust/seal.ts'
import { decode, encode } from '#protocol/wire/codec.ts'
import { MAX_FRAME_BYTES } from '#protocol/wire/limits.ts'
import { type OfferMessage, offerMessageSchema } from '#protocol/wire/messages.ts'
import { OFFER_PROTOCOL } from '#protocol/wire/protocols.ts'
import type { HeldPay } from './arrears.ts'
import { Cashier } from './cashier.ts'
import { createAuditor } from './create-auditor.ts'
import type { OfferAnswer } from './crew.ts'
import type { JobOptions } from './job-parts.ts'
import { isOver } from './job-record.ts'
import { JobRunner } from './job-runner.ts'
import type { JobStore, StoredJob } from './job-store.ts'
import type { Payees } from './payees.ts'
import type { Reputations } from './reputations.ts'
import type { SettledJobs } from './settled-jobs.ts'
import type { Standings } from './standings.ts'

/** Said to who offers for a job that does not run here. */
const UNKNOWN_JOB: OfferRefusal = {
  reason: 'no such job is open here',
  advice: 'Nothing to do: it offered for a job of another tab, or for one that is over.',
  toProvider: 'Offer to other jobs: this one is over, or its tab was closed.',
}

export interface RequestorDeps {
  readonly mesh: Mesh
  readonly compute: Compute
  readonly clock: Clock
  readonly watch: MarketWatch
  readonly store: JobStore
  readonly standings: Standings
  readonly payees: Payees
  readonly settled: SettledJobs
  readonly reputations: Reputations
  readonly ledger: Ledger | undefined
  readonly seed: Uint8Array
  readonly signatures: Signatures
  readonly packing: Packing
  /** What of a remote address tells one place from another; undefined where it says nothing. */
  readonly placeOf: (address: string) => string | undefined
  readonly apps: ReadonlyMap<string, App<unknown>>
  readonly onChange: () => void
  readonly onVerified: (results: readonly VerifiedResult[]) => void
}

/** Runs every job of a store, and takes them up again after a reload. One at a time runs a store. */
export class Requestor {
  readonly #deps: RequestorDeps
  readonly #runners = new Map<JobId, JobRunner>()
  readonly #shelves = new Map<JobId, BlockShelf>()
  /** Jobs at work or on their way there: none is ever run twice. */
  readonly #launched = new Set<JobId>()
  readonly #unsubscribe: Unsubscribe[]
  #unread = 0
  #isStopped = false

  constructor(deps: RequestorDeps) {
    this.#deps = deps
    this.#unsubscribe = [
      deps.mesh.handle(OFFER_PROTOCOL, (channel) => this.#hearOffer(channel)),
      serveBlocks(deps.mesh, (cid, reader) => this.#findBlock(cid, reader)),
    ]
  }

  /** Jobs on disk that this version cannot read, and leaves as they are. */
  get unread(): number {
    return this.#unread
  }

  views(): readonly JobView[] {
    return [...this.#runners.values()]
      .map((runner) => runner.view())
      .sort((a, b) => b.createdAt - a.createdAt)
  }

  /** Takes up every job the store remembers, where it stood. Waits for no chain. */
  async takeUp(): Promise<void> {
    const { standings, payees, reputations, settled } = this.#deps
    const memories = [standings, payees, reputations, settled]
    await Promise.all(memories.map((memory) => memory.recall()))
    const { jobs, unread } = await this.#deps.store.loadAll()
    this.#unread = unread
    for (const stored of jobs) await this.#launch(stored)
  }

  /** Runs a job that was stored since. */
  async adopt(jobId: JobId): Promise<void> {
    const stored = await this.#deps.store.load(jobId)
    if (stored !== undefined) await this.#launch(stored)
  }

  async pause(jobId: JobId): Promise<void> {
    await this.#runners.get(jobId)?.pause()
  }

  async resume(jobId: JobId): Promise<void> {
    await this.#runners.get(jobId)?.resume()
  }

  async prioritise(jobId: JobId, priority: JobPriority): Promise<void> {
    await this.#runners.get(jobId)?.prioritise(priority)
  }

  async liftShare(jobId: JobId): Promise<void> {
    await this.#runners.get(jobId)?.liftShare()
  }

  /** Takes over what changed about a job outside of it: see `JobRunner.review`. */
  async review(jobId: JobId, deadline?: number): Promise<void> {
    await this.#runners.get(jobId)?.review(deadline)
  }

  async cancel(jobId: JobId): Promise<void> {
    await this.#runners.get(jobId)?.cancel()
  }

  /** Has all evidence of a job on disk that there is by now. */
  async writeEvidence(jobId: JobId): Promise<void> {
    await this.#runners.get(jobId)?.writeEvidence()
  }

  /** Forgets a job that is over; one that runs, or whose budget may still be locked, is left alone. */
  async forget(jobId: JobId): Promise<void> {
    const runner = this.#runners.get(jobId)
    if (runner === undefined || !runner.isForgettable) return
    this.#runners.delete(jobId)
    this.#launched.delete(jobId)
    this.#shelves.delete(jobId)
    await this.#deps.store.forget(jobId)
    this.#deps.onChange()
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    for (const unsubscribe of this.#unsubscribe) unsubscribe()
    await Promise.all([...this.#runners.values()].map((runner) => runner.stop()))
    const { standings, payees, reputations } = this.#deps
    await Promise.all([standings.close(), payees.close(), reputations.close()])
  }

  /** How a job pays; undefined where it would have to and no chain is configured. */
  #payment(
    { record, progress }: StoredJob,
    held: readonly HeldPay[],
  ): Pick<JobOptions, 'cashier' | 'terms'> | undefined {
    const { ledger, clock, onChange } = this.#deps
    const { jobId, funding, gasPerSubtask } = record
    if (funding.kind === 'free') return { cashier: undefined, terms: { kind: 'free' } }
    if (ledger === undefined) return undefined
    const { sessionKey, ceilingPerGigaGas, authorShare } = funding
    const { chainId, escrow } = ledger.chain
    const price = { ceilingPerGigaGas, gasPerSubtask }
    return {
      cashier: new Cashier({
        ...price,
        ledger,
        clock,
        jobId,
        sessionKey,
        arrears: arrearsOf(record.policy ?? FIRST_POLICY),
        owed: progress.owed,
        held,
        onChange,
      }),
      terms: {
        kind: 'paid',
        ceilingPerGigaGas,
        chainId,
        escrow,
        session: ledger.addressOf(sessionKey),
        ...(authorShare && { authorShare }),
      },
    }
  }

  /** Puts a job at work. One that cannot be computed or paid for here is left on disk as it is. */
  async #launch(stored: StoredJob): Promise<void> {
    const { record, progress } = stored
    const { jobId } = record
    if (this.#isStopped || this.#launched.has(jobId)) return
    this.#launched.add(jobId)
    const app = this.#deps.apps.get(record.appId)
    const program = await this.#deps.store.loadProgram(jobId)
    const payment = this.#payment(stored, await this.#deps.store.loadHeld(jobId))
    if (app === undefined || program === undefined || payment === undefined) return
    const module = cutBlob(program.module)
    const shared = cutBlob(program.shared)
    const reference = app.manifest.format === 'wgsl' ? app.reference : undefined
    const stand = reference && cutBlob(reference.module)
    const blobs = [module, shared, ...(stand ? [stand] : [])]
    const shelf = new BlockShelf(
      this.#deps.packing,
      blobs.flatMap(({ blocks }) => [...blocks]),
    )
    const params: unknown = JSON.parse(record.paramsJson)
    const tally = { ...(progress.checks ?? newCheckTally()) }
    const runner = new JobRunner({
      ...this.#deps,
      ...stored,
      ...payment,
      tally,
      appTitle: app.manifest.title,
      verify: kindOf(app.manifest.verify),
      rivals: () => this.#runners.values(),
      kept: await this.#deps.store.loadKept(record),
      makers: await this.#deps.store.loadMakers(record),
      votes: await this.#deps.store.loadVotes(record),
      numbers: await this.#deps.store.loadNumbers(jobId),
      program: {
        module: module.root,
        shared: shared.root,
        ...(reference && stand && { reference: { module: stand.root, units: reference.units } }),
        bytes: Math.max(
          program.module.byteLength,
          program.shared.byteLength,
          reference?.module.byteLength ?? 0,
        ),
      },
      input: (index) => app.input(params, index),
      inputBytes: app.manifest.inputBytes,
      auditor: createAuditor({
        ...this.#deps,
        app,
        params,
        ...program,
        policy: record.policy ?? FIRST_POLICY,
        tally,
      }),
    })
    this.#runners.set(jobId, runner)
    this.#shelves.set(jobId, shelf)
    if (!isOver(progress.phase)) {
      void runner.start()
      void shelf.packAhead(() => !this.#isStopped && !isOver(runner.phase))
    }
    // Nobody waits for the chain, and without it the money is not shown.
    else void runner.lookBack()
  }

  #findBlock(cid: Cid, reader: PeerId): Promise<ShelvedBlock> | undefined {
    for (const [jobId, shelf] of this.#shelves) {
      const runner = this.#runners.get(jobId)
      if (runner?.serves(reader) !== true) continue
      const block = shelf.find(cid)
      if (block === undefined) continue
      runner.noteFetch(reader)
      return block
    }
    return undefined
  }

  #hearOffer(channel: Channel): void {
    let agreed: Extract<OfferAnswer, { kind: 'agree' }> | undefined
    const say = (message: OfferMessage) => channel.send(encode(offerMessageSchema, message))
    takeFrames(this.#deps.mesh, channel, async (frame) => {
      const message = decode(offerMessageSchema, frame, 'offer', MAX_FRAME_BYTES)
      if (message.type === 'offer' && agreed === undefined) {
        const offer = unseal('offer', offerSchema, message.offer, (value) => value.provider)
        if (offer.provider !== channel.remote) throw new MalformedError('offer of another peer')
        const runner = this.#runners.get(offer.jobId)
        const answer = (await runner?.consider(offer, channel.path)) ?? {
          kind: 'decline',
          ...UNKNOWN_JOB,
        }
        if (answer.kind === 'decline')
          return await say({
            type: 'decline',
            reason: cutWords(answer.reason),
            advice: cutWords(answer.toProvider),
          })
        agreed = answer
        return await say({ type: 'agree', agreement: answer.agreement })
      }
      if (agreed === undefined) throw new MalformedError('order of an offer')
      if (message.type === 'sign') agreed.confirm(message.link)
      else if (message.type === 'decline') agreed.withdraw(message)
      else throw new MalformedError('order of an offer')
      await channel.close()
    })
  }
}

import type { Compute, Core, Program } from '#peer/ports/compute.ts'
import type { Channel } from '#peer/ports/mesh.ts'
import type { Signatures } from '#peer/ports/signatures.ts'
import type { ProviderJobView } from '#peer/provider-view.ts'
import { waitAtMost } from '#peer/time-limit.ts'
import { MalformedError } from '#protocol/errors.ts'
import { cutWords, type Explanation } from '#protocol/explanation.ts'
import type { PeerId } from '#protocol/ids.ts'
import type { Ending } from '#protocol/market/agreement-chain.ts'
import { type Agreement, authorShareOf, type Demand, formatOf } from '#protocol/market/demand.ts'
import { payeePart } from '#protocol/payment/author-share.ts'
import { HEARTBEAT_MS } from '#protocol/schedule/constants.ts'
import { decode } from '#protocol/wire/codec.ts'
import { MAX_FRAME_BYTES } from '#protocol/wire/limits.ts'
import { type ProviderMessage, requestorMessageSchema } from '#protocol/wire/messages.ts'
import { AnswerDesk } from './answer-desk.ts'
import { CreditLimit } from './credit-limit.ts'
import type { Earnings } from './earnings.ts'
import {
  COSTLY,
  explainRefusal,
  FINISHED,
  HANGS,
  LATE,
  sayBye,
  WENT_SILENT,
} from './engagement-words.ts'
import { fetchProgram, type ProgramSource } from './fetch-program.ts'
import type { Grant } from './grant.ts'
import type { KeptEvidence } from './kept-evidence.ts'
import type { KeptResults } from './kept-results.ts'
import { LeaseRunner } from './lease-runner.ts'
import type { Loan } from './lent-cores.ts'
import { Orders } from './orders.ts'
import type { OwnRecord } from './own-record.ts'
import { Recollection } from './recollection.ts'
import type { Redeemer } from './redeemer.ts'
import { referenceCore } from './reference-core.ts'
import type { RequestorBook } from './requestor-book.ts'
import { Silence } from './silence.ts'
import { WorkChannels } from './work-channels.ts'

/** How long the sandbox may take to check and compile the program. */
const START_MS = 30_000
/** How long saying goodbye may take: whoever is silent or floods us takes no frame. */
const FAREWELL_MS = 2_000
/** How long the channel and the cores may take to close before they are left to themselves. */
const CLOSE_MS = 5_000
/** How long whoever has finished waits for its requestor's last word. */
const LAST_WORD_MS = 1_000
/** How long what is under way at the deadline may take to be answered, judged and paid. */
const LATE_MS = 10_000
/** Heartbeats in a row without anything under way, after which whoever finishes has finished. */
const CALM_BEATS = 2

export interface EngagementOptions extends ProgramSource {
  readonly compute: Compute
  readonly seed: Uint8Array
  readonly signatures: Signatures
  readonly self: PeerId
  readonly agreement: Agreement
  readonly earnings: Earnings
  readonly kept: KeptResults
  readonly evidence: KeptEvidence
  readonly requestors: RequestorBook
  readonly record: OwnRecord
  readonly redeemer: Redeemer | undefined
  readonly grant: Grant
  readonly onChange: () => void
}

/**
 * A provider's work under one agreement, from the program to the goodbye. Ends when either side
 * closes the channel, and in bounded time.
 */
export class Engagement {
  readonly #options: EngagementOptions
  readonly #runner: LeaseRunner
  readonly #answers: AnswerDesk
  readonly #recollection: Recollection
  readonly #credit: CreditLimit
  readonly #ended = new AbortController()
  readonly #over = Promise.withResolvers<void>()
  readonly #channels: WorkChannels
  readonly #orders: Orders
  #grant: Grant
  readonly #silence: Silence
  #why: Explanation | undefined
  #ending: Ending = 'abandoned'
  /** Cores that the requestor was told of; undefined until the program is ready. */
  #told: number | undefined
  /** Why it finishes, and when work is handed back whatever is under way; undefined unless it does. */
  #finishing: { readonly by: number; readonly why: Explanation } | undefined
  #calmBeats = 0

  constructor(options: EngagementOptions) {
    const { clock, agreement, earnings, channel, onChange } = options
    this.#options = options
    this.#grant = options.grant
    this.#silence = new Silence(clock.now())
    this.#credit = new CreditLimit(agreement, earnings)
    const { demand } = agreement
    this.#answers = new AnswerDesk({ ...options, demand, credit: this.#credit })
    this.#recollection = new Recollection(options.kept, demand)
    this.#runner = new LeaseRunner({
      clock,
      limits: demand.limits,
      signal: this.#ended.signal,
      onBatch: (leaseId, batch) => this.#orders.answer(leaseId, batch),
      onHostFailure: ({ leaseId, index }, reason) =>
        this.#send({ type: 'failed', leaseId, index, reason: cutWords(reason) }),
      recall: (work) => this.#recollection.recall(work),
      onCore: () => void this.#tellCores(),
      onChange,
    })
    this.#channels = new WorkChannels(channel, () => this.#lose())
    this.#orders = new Orders({
      ...options,
      credit: this.#credit,
      answers: this.#answers,
      runner: this.#runner,
      channel: () => this.#channels.first,
      send: (message, way) => this.#send(message, way),
      isLeaving: () => this.#why !== undefined,
      leave: (why) => this.#part(why, 'left'),
      onBye: (reason) => {
        this.#conclude(sayBye(reason), 'done')
        this.#ended.abort()
      },
    })
  }

  get agreement(): Agreement {
    return this.#options.agreement
  }

  /** What was asked for. */
  get demand(): Demand {
    return this.agreement.demand
  }

  /** Why it ended; undefined where nobody said. */
  get why(): Explanation | undefined {
    return this.#why
  }

  /** How it ended; `refused` where the program could not be prepared here. */
  get ending(): Ending {
    return this.#ending
  }

  /** Whether the requestor has been silent for so long that another tab may have taken its job over. */
  get isStale(): boolean {
    return this.#silence.isSuspect
  }

  /** Subtasks computed under this agreement, answered for or not. */
  get computed(): number {
    return this.#runner.computed
  }

  view(): ProviderJobView {
    const { jobId, title, requestor, terms } = this.demand
    const authorShare = authorShareOf(this.demand)
    return {
      jobId,
      title,
      requestor,
      record: this.#options.requestors.of(requestor),
      paid: terms.kind === 'paid',
      device: formatOf(this.agreement) === 'wgsl' ? 'graphics' : 'processor',
      path: this.#channels.first.path,
      isReady: this.#told !== undefined,
      running: this.#runner.running,
      waiting: this.#runner.waiting,
      ...this.#answers.work,
      vouchered: payeePart(this.#credit.vouchered, authorShare),
      authorShare,
    }
  }

  /**
   * Works until the channel closes. Resolves, never rejects, when everything it held is given back,
   * or `CLOSE_MS` after it should have been.
   */
  async run(): Promise<void> {
    const { clock, requestors } = this.#options
    const { signal } = this.#ended
    const ended = new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true })
    })
    this.#beat()
    void requestors.owedBefore(this.demand).then((wei) => this.#credit.charge(wei))
    const working = this.#prepare().catch((error: unknown) =>
      signal.aborted ? undefined : this.#giveUp(error),
    )
    await ended
    await waitAtMost(
      clock,
      CLOSE_MS,
      Promise.allSettled([
        working,
        this.#channels.close(),
        this.#runner.close(),
        this.#recollection.keep(this.#answers.left(), this.#ending === 'done'),
      ]),
    )
    try {
      this.#answers.part(this.#ending)
    } catch {
      // What cannot be booked is held against nobody; whoever waits for the end gets it all the same.
    }
    this.#over.resolve()
  }

  /**
   * Holds the work to another grant, which must still be enough for it, and tells the requestor of
   * another number of cores. A core taken back finishes what it was asked. Takes `finish` back.
   */
  async lend(grant: Grant): Promise<void> {
    this.#grant = grant
    this.#finishing = undefined
    void this.#tellCores()
    await this.#runner
      .lend(this.#loan)
      .catch((error: unknown) =>
        this.#ended.signal.aborted || this.#ending === 'refused' ? undefined : this.#giveUp(error),
      )
  }

  /**
   * Asks for no more work, and leaves once what is held is answered, judged and paid, or after
   * `limitMs` with what is left handed back. Resolves when `run` does.
   */
  async finish(limitMs: number, why = FINISHED): Promise<void> {
    if (this.#told === undefined) return this.leave(why)
    this.#finishing = { by: this.#options.clock.now() + limitMs, why }
    this.#calmBeats = 0
    await this.#tellCores()
    await this.#over.promise
  }

  /** Hands back what is not answered; `ending` says on whose account. Resolves when `run` does. */
  async leave(why: Explanation, ending: Ending = 'left'): Promise<void> {
    await this.#part(why, ending)
    await this.#over.promise
  }

  /**
   * Goes on over a direct channel where it went over a relay. What is on its way on the first comes
   * in all the same.
   * @returns false where nothing would be won by it.
   */
  move(channel: Channel): boolean {
    if (!this.#channels.prefer(channel)) return false
    void this.#send({ type: 'beat' })
    this.#options.onChange()
    return true
  }

  /**
   * Takes the next frame of a work channel.
   * @throws {MalformedError} when the requestor broke the protocol.
   */
  async take(frame: Uint8Array): Promise<void> {
    const message = decode(requestorMessageSchema, frame, 'requestor message', MAX_FRAME_BYTES)
    this.#silence.heard()
    await this.#orders.obey(message)
  }

  /** The way to the requestor is gone. */
  #lose(): void {
    if (!this.#hasEnded) this.#ending = this.#goneBy
    this.#ended.abort()
  }

  async #prepare(): Promise<void> {
    const { clock } = this.#options
    const { signal } = this.#ended
    await this.#showRecord()
    const [program] = await Promise.all([
      fetchProgram(this.#options, this.agreement, signal),
      this.#recollection.read(),
    ])
    const stopWaiting = clock.after(START_MS, () => void this.#part(HANGS, 'refused'))
    const openCore = (dutyCycle: number) => this.#openCore(program, dutyCycle)
    await this.#runner.openCores(openCore, this.#loan).finally(stopWaiting)
  }

  async #openCore(program: Program, dutyCycle: number): Promise<Core> {
    const { signal } = this.#ended
    const { maxMemoryBytes: memoryBytes, shaders } = this.#grant
    const allowance = { dutyCycle, memoryBytes, shaders }
    const core = await this.#options.compute.open(program, { signal, allowance })
    const { format, reference, unit = 'gas' } = this.demand
    if (program.format === format || reference === undefined) return core
    const { shared } = program
    const onCostly = () => void this.#part(COSTLY, 'refused')
    return referenceCore(core, { unit, units: reference.units, shared, onCostly })
  }

  /** Who cannot show its record is taken for somebody new. */
  async #showRecord(): Promise<void> {
    const { record: own, agreement } = this.#options
    const record = await own.show(agreement.agreementId).catch(() => undefined)
    if (record !== undefined) await this.#send({ type: 'record', record })
  }

  /** Work begins on the first core that is here: each takes the time that a process takes to start. */
  async #tellCores(): Promise<void> {
    const isReady = this.#told !== undefined
    const here = Math.min(this.#loan.cores, this.#runner.cores)
    const cores = this.#finishing === undefined ? here : 0
    if (this.#told === cores || (!isReady && cores === 0)) return
    this.#told = cores
    this.#credit.lend(cores)
    await this.#send({ type: isReady ? 'cores' : 'ready', cores })
  }

  get #loan(): Loan {
    const { cores, dutyCycle } = this.#grant
    // However many cores ask it, a machine has one graphics device to lend.
    return { cores: formatOf(this.agreement) === 'wgsl' ? 1 : cores, dutyCycle }
  }

  /** Nothing could be prepared; a requestor that sent other bytes than it named is not heard again. */
  async #giveUp(error: unknown): Promise<void> {
    const { mesh, channel } = this.#options
    await this.#part(explainRefusal(error), 'refused')
    if (error instanceof MalformedError) await mesh.drop(channel.remote, error.message)
  }

  #beat(): void {
    const { clock } = this.#options
    if (this.#ended.signal.aborted) return
    if (this.#silence.beat(clock.now())) return void this.#part(WENT_SILENT, this.#goneBy)
    if (this.#finishing !== undefined && this.#hasFinished(this.#finishing.by))
      return void this.#part(this.#finishing.why, 'left', LAST_WORD_MS)
    const isLate = clock.now() >= this.demand.deadline
    if (isLate && this.#finishing === undefined) void this.finish(LATE_MS, LATE)
    void this.#send({ type: 'beat' })
    clock.after(HEARTBEAT_MS, () => this.#beat())
  }

  /** Whether nothing is left to do, for a while as a lease may be on its way to us, or no time. */
  #hasFinished(by: number): boolean {
    const { running, waiting } = this.#runner
    const isCalm = running + waiting + this.#answers.unjudged === 0 && this.#credit.isPaid
    this.#calmBeats = isCalm ? this.#calmBeats + 1 : 0
    return this.#calmBeats >= CALM_BEATS || this.#options.clock.now() >= by
  }

  /** How it ends where the requestor is gone without a word. */
  get #goneBy(): Ending {
    return this.#silence.isOurs(this.#options.clock.now()) ? 'left' : 'abandoned'
  }

  /** Whether it is known how it ended: the first ending stands, whatever comes while it closes. */
  get #hasEnded(): boolean {
    return this.#why !== undefined || this.#ended.signal.aborted
  }

  /** @returns false where it has ended already. */
  #conclude(why: Explanation, ending: Ending): boolean {
    if (this.#hasEnded) return false
    this.#why = why
    this.#ending = ending
    return true
  }

  /**
   * Says why, if anybody listens, and ends.
   * @param patienceMs how long a last word is waited for.
   */
  async #part(why: Explanation, ending: Ending, patienceMs = 0): Promise<void> {
    if (!this.#conclude(why, ending)) return
    const { clock } = this.#options
    const farewell = this.#send({ type: 'leaving', reason: cutWords(why.reason) })
    await waitAtMost(clock, FAREWELL_MS, farewell)
    if (patienceMs > 0) await waitAtMost(clock, patienceMs, this.#channels.first.closed)
    this.#ended.abort()
  }

  async #send(message: ProviderMessage, channel?: Channel): Promise<void> {
    if (!this.#ended.signal.aborted) await this.#channels.send(message, channel)
  }
}

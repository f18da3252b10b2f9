import type { MarketWatch } from '#peer/market-watch.ts'
import type { JobPhase, JobPriority, JobView, VerifiedResult } from '#peer/peer.ts'
import type { Clock } from '#peer/ports/clock.ts'
import type { Channel, Mesh } from '#peer/ports/mesh.ts'
import type { Signatures } from '#peer/ports/signatures.ts'
import { LoamError } from '#protocol/errors.ts'
import type { Explanation } from '#protocol/explanation.ts'
import type { Cid, PeerId } from '#protocol/ids.ts'
import type { Demand, Offer } from '#protocol/market/demand.ts'
import type { BitSet } from '#protocol/schedule/bit-set.ts'
import { createSchedule, type ScheduleState } from '#protocol/schedule/state.ts'
import type { Votes } from '#protocol/schedule/votes.ts'
import { FIRST_POLICY } from '#protocol/trust/policy.ts'
import { MAX_LEASE_BYTES } from '#protocol/wire/messages.ts'
import type { Auditor } from './auditor.ts'
import { BatchBook } from './batch-book.ts'
import { Books } from './books.ts'
import type { Cashier } from './cashier.ts'
import { JOB_OVER, PAUSED, TAB_CLOSED } from './closing-words.ts'
import { CommitQueue, type Due } from './commit-queue.ts'
import { Crew, type OfferAnswer } from './crew.ts'
import { explainPause, explainWaiting } from './explain-waiting.ts'
import { JobMarket } from './job-market.ts'
import type { JobProgress, JobRecord, JobStore } from './job-store.ts'
import { viewJob } from './job-view.ts'
import { Journal } from './journal.ts'
import { Paces } from './paces.ts'
import { Payroll } from './payroll.ts'
import { Places } from './places.ts'
import { Precedence, type Rival } from './precedence.ts'
import type { Reputations } from './reputations.ts'
import { Settlement } from './settlement.ts'
import type { Standings } from './standings.ts'
import { Testimonials } from './testimonials.ts'
import { VoteKeeper } from './vote-keeper.ts'
import { WorkFloor } from './work-floor.ts'
import type { LinkEvent, WorkLink } from './work-link.ts'

const TICK_MS = 500
/** Lease ids of one run: far more than it grants, and a thousand runs fit the wire's 32 bits. */
const LEASE_IDS = 2 ** 22
/** What a subtask's index and framing take beside its input. */
const INPUT_OVERHEAD_BYTES = 64

const NOTHING_BUT_VOTES: Due = { settled: [], verdicts: [], finished: false }

const LATE: Explanation = {
  reason: 'The deadline passed.',
  advice: 'What is verified is kept: run what is missing as a job of its own.',
}

export interface JobRunnerOptions {
  readonly mesh: Mesh
  readonly clock: Clock
  readonly seed: Uint8Array
  readonly signatures: Signatures
  readonly store: JobStore
  readonly standings: Standings
  readonly reputations: Reputations
  readonly watch: MarketWatch
  readonly record: JobRecord
  readonly progress: JobProgress
  /** Which results are on disk. */
  readonly kept: BitSet
  /** What was answered before this run, and may not be settled. */
  readonly votes: readonly Votes[]
  /** The number of each provider's latest agreement before this run. */
  readonly numbers: ReadonlyMap<PeerId, number>
  readonly program: { readonly module: Cid; readonly shared: Cid; readonly bytes: number }
  readonly input: (index: number) => Uint8Array
  /** The longest input there is. */
  readonly inputBytes: number
  /** Undefined for a free job. */
  readonly cashier: Cashier | undefined
  /** For jobs whose bytes this peer judges itself; undefined where replicas are compared. */
  readonly auditor: Auditor | undefined
  readonly terms: Demand['terms']
  /** The jobs of this requestor, this one among them. */
  readonly rivals: () => Iterable<Rival>
  readonly onChange: () => void
  readonly onVerified: (results: readonly VerifiedResult[]) => void
}

/** Runs one job: performs what the schedule decides, from the first demand to the last payment. */
export class JobRunner implements Rival {
  readonly #options: JobRunnerOptions
  readonly #journal: Journal
  readonly #schedule: ScheduleState
  readonly #crew: Crew
  readonly #books: Books
  readonly #floor: WorkFloor
  readonly #votes: VoteKeeper
  readonly #batches: BatchBook
  readonly #testimonials: Testimonials
  readonly #payroll: Payroll | undefined
  readonly #market: JobMarket
  readonly #places: Places
  readonly #precedence: Precedence
  readonly #settlement: Settlement
  readonly #commits = new CommitQueue((due) => this.#write(due))
  #cancelTick = () => {}
  #stopped = false

  constructor(options: JobRunnerOptions) {
    this.#options = options
    const journal = new Journal(options)
    const crew = new Crew({
      ...options,
      onAgreed: (agreed) => {
        this.#journal.keepAgreement(agreed)
        this.#testimonials.agreed(agreed)
      },
      onPart: (link) => this.#sayLast(link),
      onEvent: (peer, event) => this.#hear(peer, event),
      onParted: (peer) => this.#floor.apply({ type: 'left', peer }),
      onIncident: (peer, kind) => {
        // Who leaves with nothing undone leaves nobody in the lurch.
        const isDone = this.#schedule.workers.get(peer)?.leases.size === 0
        if (kind !== 'departure' || !isDone) options.standings.incident(peer, kind)
      },
    })
    const schedule = createSchedule({
      subtasks: options.record.subtasks,
      secret: options.record.secret,
      now: options.clock.now(),
      verified: options.kept,
      banned: options.progress.banned,
      executions: options.progress.executions,
      maxBatch: Math.floor(MAX_LEASE_BYTES / (options.inputBytes + INPUT_OVERHEAD_BYTES)),
      firstLeaseId: journal.progress.runs * LEASE_IDS,
      judged: options.auditor !== undefined,
      policy: options.record.policy ?? FIRST_POLICY,
    })
    const { cashier } = options
    const shared = { ...options, journal, crew, schedule, self: options.mesh.self }
    const written = () => this.#commits.written
    const isOpen = () => !this.#stopped && !this.#isEnding
    const { jobId } = options.record
    const self = options.mesh.self
    const testimonials = new Testimonials({
      ...options,
      ...{ self, jobId },
      endorse: cashier && (() => cashier.endorse(self)),
    })
    const batches = new BatchBook({ ...options, self, jobId, testimonials })
    const votes = new VoteKeeper({ ...shared, isOpen: () => !this.#isEnding })
    const payroll = cashier && new Payroll({ ...shared, cashier, written })
    this.#journal = journal
    this.#crew = crew
    this.#schedule = schedule
    this.#payroll = payroll
    this.#votes = votes
    this.#batches = batches
    this.#testimonials = testimonials
    const testify = (link: WorkLink) => this.#testify(link, false)
    this.#books = new Books({ ...shared, votes, batches, testify })
    this.#floor = new WorkFloor({
      ...shared,
      batches,
      paces: new Paces(shared),
      isOpen,
      onDue: (due) => this.#commits.add(due),
      onBroken: (why) => this.#fail(why),
    })
    this.#precedence = new Precedence({ ...options, self: () => this.priority })
    this.#places = new Places({
      ...shared,
      floor: this.#floor,
      precedence: this.#precedence,
      payroll,
      isOpen,
    })
    this.#market = new JobMarket({
      ...shared,
      payroll,
      isOpen: () => isOpen() && this.phase !== 'paused',
    })
    this.#settlement = new Settlement({
      ...shared,
      market: this.#market,
      isStopped: () => this.#stopped,
    })
  }

  get record(): JobRecord {
    return this.#options.record
  }

  get priority(): JobPriority {
    return this.#journal.progress.priority
  }

  /** Whether it runs and has subtasks that nobody has begun. */
  get isHungry(): boolean {
    const isAtWork = this.phase === 'seeking' || this.phase === 'running'
    return !this.#stopped && isAtWork && this.#schedule.cursor < this.#schedule.subtasks
  }

  get phase(): JobPhase {
    return this.#journal.phase
  }

  view(): JobView {
    return viewJob({
      record: this.record,
      progress: this.#journal.progress,
      kept: this.#journal.keptCount,
      schedule: this.#schedule,
      crew: this.#crew,
      money: this.#options.cashier?.view(),
      earned: (payee) => this.#options.cashier?.total(payee) ?? 0n,
      reputation: (peer) => this.#options.reputations.of(peer),
    })
  }

  /** Takes the job up where its progress says it stands. */
  async start(): Promise<void> {
    try {
      await this.#options.cashier?.restore()
    } catch (error) {
      if (!(error instanceof LoamError)) throw error
      // The chain is away or behind; nothing is lost by waiting for it.
      this.#settlement.askAgain(error, () => void this.start())
      return
    }
    if (this.#stopped || this.#journal.isOver) return
    this.#postpone(this.#options.cashier?.deadline)
    const earlier = this.#votes.recall(this.#options.votes, this.#options.input)
    this.#floor.apply({ type: 'restored', votes: earlier })
    if (this.phase === 'settling')
      void this.#settlement.settle(this.#journal.progress.end ?? 'done')
    else if (this.phase === 'paused') this.#floor.apply({ type: 'paused', paused: true })
    else this.#journal.note({ phase: 'seeking' })
    // A job reloaded after its last result finishes at its first tick.
    this.#tick()
  }

  /** Begins no further subtask; what is under way ends, and is verified and paid. */
  async pause(): Promise<void> {
    if (this.#isEnding || this.phase === 'paused') return
    this.#places.keepForPause()
    this.#journal.note({ phase: 'paused' })
    this.#market.close(PAUSED)
    this.#floor.apply({ type: 'paused', paused: true })
    await this.#journal.save()
  }

  /** Goes on with a paused job. */
  async resume(): Promise<void> {
    if (this.phase !== 'paused') return
    this.#places.keepAll()
    this.#journal.note({ phase: this.#schedule.workers.size > 0 ? 'running' : 'seeking' })
    this.#floor.apply({ type: 'paused', paused: false })
    this.#explain()
    await this.#journal.save()
  }

  async prioritise(priority: JobPriority): Promise<void> {
    this.#journal.note({ priority })
    await this.#journal.save()
  }

  /**
   * Takes over what was changed about the job: money added to its escrow, a deadline moved later.
   * @param deadline of a free job, in Unix milliseconds; a paid one's stands in its escrow.
   * @throws {LedgerError} when the chain does not answer.
   */
  async review(deadline?: number): Promise<void> {
    const { cashier } = this.#options
    await cashier?.refresh()
    this.#postpone(cashier === undefined ? deadline : cashier.deadline)
    await this.#journal.save()
  }

  #postpone(deadline: number | undefined): void {
    if (deadline !== undefined && deadline > this.#journal.progress.deadline)
      this.#journal.note({ deadline })
  }

  /** Settles once the evidence of all that was judged so far is on disk or lost. */
  writeEvidence(): Promise<void> {
    return this.#batches.write()
  }

  /** Ends the job early: what is verified is paid, the rest is refunded. */
  async cancel(): Promise<void> {
    if (this.#journal.isOver) return
    await this.#commits.written
    await this.#settlement.settle('cancelled')
  }

  /** Lets go of everything without ending the job; it can be taken up again. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#market.close(TAB_CLOSED)
    this.#cancelTick()
    this.#settlement.stop()
    this.#votes.hurry()
    if (this.#votes.isDue) this.#commits.add(NOTHING_BUT_VOTES)
    await this.#commits.written
    await this.#batches.write()
    await this.#options.auditor?.close()
    await this.#crew.close()
  }

  /** Whether this peer may read the job's program: only those an agreement was made with. */
  serves(peer: PeerId): boolean {
    return this.#crew.members.has(peer)
  }

  /** A peer is given a block of the job's program. */
  noteFetch(peer: PeerId): void {
    this.#crew.noteFetch(peer)
  }

  /** Decides on an offer; the answer goes back over the channel it came on. */
  consider(offer: Offer, path: Channel['path']): Promise<OfferAnswer> | OfferAnswer {
    if (this.#stopped || this.#isEnding) return { kind: 'decline', ...JOB_OVER }
    if (this.phase === 'paused') return { kind: 'decline', ...PAUSED }
    const objection = this.#precedence.objection(offer.provider)
    if (objection !== undefined) return { kind: 'decline', ...objection }
    return this.#market.consider(offer, path)
  }

  async #hear(peer: PeerId, event: LinkEvent): Promise<void> {
    if (event.type === 'record') await this.#weigh(peer, event)
    else if (event.type === 'ready') await this.#admit(peer, event.cores)
    else if (event.type === 'withdrawal') this.#settlement.takeOrder(peer, event)
    else this.#floor.hear(peer, event)
    if (this.#votes.isDue) this.#commits.add(NOTHING_BUT_VOTES)
    // A provider may not answer faster than its results can be kept.
    await this.#commits.room
  }

  /** Looks at what a provider shows of its past; one that signed two pasts is not worked with. */
  async #weigh(peer: PeerId, { record }: Extract<LinkEvent, { type: 'record' }>): Promise<void> {
    const place = this.#crew.members.get(peer)?.place
    if (place === undefined) return
    if ((await this.#options.reputations.take(place, record)) === 'forked')
      this.#floor.apply({ type: 'banned', peer, reason: 'signed two agreements of one number' })
  }

  /** Says to a provider what there is to be said of its work. */
  async #testify(link: WorkLink, hasEnded: boolean): Promise<void> {
    const words = await this.#testimonials.wordsFor(link.agreement, hasEnded)
    for (const word of words) await link.send({ type: 'testimonial', ...word })
  }

  /** The last word is on all verdicts, those on their way to disk among them. */
  async #sayLast(link: WorkLink): Promise<void> {
    await Promise.resolve()
    await this.#commits.written
    await this.#testify(link, true)
  }

  async #admit(peer: PeerId, cores: number): Promise<void> {
    if (!(await this.#places.admit(peer, cores))) return
    const link = this.#crew.link(peer)
    if (link !== undefined) void this.#testify(link, false)
    this.#journal.time('join')
    if (this.phase !== 'paused') this.#journal.note({ phase: 'running' })
    if (this.phase === 'running') this.#explain()
  }

  async #write({ settled, verdicts, finished }: Due): Promise<void> {
    try {
      const failure = await this.#books.keep(settled, verdicts)
      for (const { peer, accepted } of verdicts) if (accepted.length > 0) this.#noteWork(peer)
      if (failure !== undefined)
        this.#fail({
          reason: `Subtask ${failure.index} ended with “${failure.outcome}” on two providers.`,
          advice: 'The program is at fault: mend it, or give it other input, and ask again.',
        })
      else if (finished) void this.#settlement.settle('done')
      this.#options.onChange()
    } catch (error) {
      this.#fail({
        reason: `Could not keep a result: ${String(error)}.`,
        advice: 'Free some of the disk, then run what is missing.',
      })
    }
  }

  #noteWork(peer: PeerId): void {
    const { standings } = this.#options
    const record = this.#schedule.records.get(peer)
    standings.completed(peer)
    if (record !== undefined && !this.#schedule.banned.has(peer)) standings.trust(peer, record)
  }

  #tick(): void {
    if (this.#stopped || this.#journal.isOver) return
    // Settling may take the chain longer than providers wait for a sign of life.
    this.#crew.beat()
    if (!this.#isEnding) this.#work()
    this.#cancelTick = this.#options.clock.after(TICK_MS, () => this.#tick())
  }

  /** What a job that is under way needs every now and then. */
  #work(): void {
    const { clock } = this.#options
    this.#payroll?.look()
    this.#places.allow()
    this.#floor.apply({ type: 'tick' })
    if (this.#votes.isDue) this.#commits.add(NOTHING_BUT_VOTES)
    this.#places.sendOn()
    if (this.phase === 'paused') {
      this.#journal.note({ explanation: explainPause(this.#places.rest()) })
    } else {
      this.#market.tick()
      this.#explain()
    }
    if (clock.now() >= this.#journal.progress.deadline) this.#fail(LATE)
  }

  /** Says why the job is not getting on, or no longer does where it is. */
  #explain(): void {
    const { mesh } = this.#options
    const [crew, schedule, payroll] = [this.#crew, this.#schedule, this.#payroll]
    this.#journal.note({
      explanation: explainWaiting({
        mesh,
        crew,
        schedule,
        payroll,
        record: this.record,
        heard: this.#market.heard,
      }),
    })
  }

  /** Ends a job that cannot go on; verified work is still paid. */
  #fail(why: Explanation): void {
    void this.#settlement.settle('failed', why)
  }

  get #isEnding(): boolean {
    return this.#journal.isOver || this.phase === 'settling'
  }
}

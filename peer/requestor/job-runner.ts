import type { JobPhase, JobPriority, JobView } from '#peer/peer.ts'
import type { Channel } from '#peer/ports/mesh.ts'
import { LoamError } from '#protocol/errors.ts'
import type { Explanation } from '#protocol/explanation.ts'
import type { PeerId } from '#protocol/ids.ts'
import { authorShareOf, type Offer } from '#protocol/market/demand.ts'
import { payeePart } from '#protocol/payment/author-share.ts'
import { JOB_NOT_FOUND } from './cashier.ts'
import { PAUSED, TAB_CLOSED } from './closing-words.ts'
import { type Due, NOTHING_BUT_VOTES } from './commit-queue.ts'
import type { OfferAnswer } from './crew.ts'
import { explainPause, explainWaiting } from './explain-waiting.ts'
import { createParts, type JobOptions, type JobParts } from './job-parts.ts'
import { isOver, type JobRecord } from './job-record.ts'
import { viewJob } from './job-view.ts'
import type { Rival } from './precedence.ts'

const TICK_MS = 500

const LATE: Explanation = {
  reason: 'The deadline passed.',
  advice: 'What is verified is kept: run what is missing as a job of its own.',
}

/** How often the chain is asked for a deposit that a wallet may or may not have locked. */
const DEPOSIT_LOOK_MS = 5_000

const NEVER_LOCKED: Explanation = {
  reason: 'The wallet did not lock the budget in time.',
  advice: 'Nothing was spent. What is missing can be run as a job of its own.',
}
const GIVEN_UP: Explanation = {
  reason: 'You ended it before the wallet had locked the budget.',
  advice:
    'Decline it in the wallet if it still asks. Should it be locked all the same, it comes back.',
}

/** Runs one job: performs what the schedule decides, from the first demand to the last payment. */
export class JobRunner implements Rival {
  readonly #options: JobOptions
  readonly #parts: JobParts
  #cancelTick = () => {}
  #stopped = false
  /** Whether the escrow may hold, or come to hold, money of a job that is over. */
  #isLookingBack = false

  constructor(options: JobOptions) {
    this.#options = options
    this.#parts = createParts(options, {
      isStopped: () => this.#stopped,
      isEnding: () => this.#isEnding,
      priority: () => this.priority,
      write: (due) => this.#write(due),
      fail: (why) => this.#fail(why),
      onAdmitted: () => {
        if (this.phase === 'running') this.#explain()
      },
    })
  }

  get record(): JobRecord {
    return this.#options.record
  }

  get priority(): JobPriority {
    return this.#parts.journal.progress.priority
  }

  /** Whether it runs and has subtasks that nobody has begun. */
  get isHungry(): boolean {
    const { schedule } = this.#parts
    const isAtWork = this.phase === 'seeking' || this.phase === 'running'
    const isLeft = schedule.cursor < schedule.subtasks || schedule.redo.size > 0
    return !this.#stopped && isAtWork && isLeft
  }

  get phase(): JobPhase {
    return this.#parts.journal.phase
  }

  view(): JobView {
    const { journal, schedule, crew } = this.#parts
    return viewJob({
      record: this.record,
      verify: this.#options.verify,
      progress: journal.progress,
      kept: journal.keptCount,
      schedule,
      crew,
      money: this.#options.cashier?.view(),
      earned: (payee) =>
        payeePart(this.#options.cashier?.total(payee) ?? 0n, authorShareOf(this.#options)),
      reputation: (peer) => this.#options.reputations.of(peer),
    })
  }

  /** Takes the job up where its progress says it stands. */
  async start(): Promise<void> {
    const { settlement, journal, votes, floor } = this.#parts
    try {
      await this.#options.cashier?.restore()
    } catch (error) {
      if (!(error instanceof LoamError)) throw error
      if (this.#stopped || journal.isOver) return
      if (this.phase === 'funding' && error.code === JOB_NOT_FOUND) return this.#awaitDeposit()
      // The chain is away or behind; nothing is lost by waiting for it.
      settlement.askAgain(error, () => void this.start())
      return
    }
    if (this.#stopped || journal.isOver) return
    this.#postpone(this.#options.cashier?.deadline)
    const earlier = votes.recall(this.#options.votes, this.#options.input)
    floor.apply({ type: 'restored', votes: earlier })
    if (this.phase === 'settling') void settlement.settle(journal.progress.end ?? 'done')
    else if (this.phase === 'paused') floor.apply({ type: 'paused', paused: true })
    else journal.note({ phase: 'seeking' })
    // A job reloaded after its last result finishes at its first tick.
    this.#tick()
  }

  /** Waits for what the wallet may still lock. */
  async #awaitDeposit(): Promise<void> {
    const { journal, settlement } = this.#parts
    try {
      if (!(await this.#mayOpen())) {
        journal.note({ phase: 'failed', explanation: NEVER_LOCKED })
        return await journal.save()
      }
    } catch (error) {
      if (!(error instanceof LoamError)) throw error
      settlement.askAgain(error, () => void this.start())
      return
    }
    if (this.#stopped || journal.isOver) return
    journal.note({ explanation: this.#options.progress.explanation })
    this.#cancelTick = this.#options.clock.after(DEPOSIT_LOOK_MS, () => void this.start())
  }

  /** Whether the budget of a job that the escrow does not know may still be locked. */
  async #mayOpen(): Promise<boolean> {
    const { deadline } = this.#parts.journal.progress
    return (await this.#options.cashier?.mayOpen(deadline)) ?? false
  }

  /** Whether it is over, and no budget can be locked for it any more: its session key is of no more use. */
  get isForgettable(): boolean {
    return isOver(this.phase) && !this.#isLookingBack
  }

  /**
   * Looks at the escrow of a job that is over. Whatever it still holds is paid and refunded, such as a
   * budget that a wallet locked after the job was given up: that is waited for until it cannot come.
   * Coin that came to its session key after it was closed is sent on.
   */
  async lookBack(): Promise<void> {
    const { journal, settlement } = this.#parts
    const { cashier, clock } = this.#options
    const { phase } = this
    if (cashier === undefined || this.#stopped || !isOver(phase)) return
    this.#isLookingBack = true
    try {
      this.#isLookingBack = !(await cashier.refresh()).closed
      if (this.#stopped) return
      if (!this.#isLookingBack) return await cashier.sweep()
      journal.note({ phase: 'settling' })
      await settlement.settle(phase)
      this.#isLookingBack = false
    } catch (error) {
      if (!(error instanceof LoamError)) throw error
      this.#isLookingBack = phase === 'cancelled' && (await this.#mayOpen().catch(() => true))
      if (this.#isLookingBack && !this.#stopped)
        this.#cancelTick = clock.after(DEPOSIT_LOOK_MS, () => void this.lookBack())
    }
  }

  /** Begins no further subtask; what is under way ends, and is verified and paid. */
  async pause(): Promise<void> {
    const { places, journal, market, floor } = this.#parts
    if (this.#isEnding || this.phase === 'paused' || this.phase === 'funding') return
    places.keepForPause()
    journal.note({ phase: 'paused' })
    market.close(PAUSED)
    floor.apply({ type: 'paused', paused: true })
    await journal.save()
  }

  /** Goes on with a paused job. */
  async resume(): Promise<void> {
    const { places, journal, schedule, floor } = this.#parts
    if (this.phase !== 'paused') return
    places.keepAll()
    journal.note({
      phase: schedule.workers.size > 0 ? 'running' : 'seeking',
    })
    floor.apply({ type: 'paused', paused: false })
    this.#explain()
    await journal.save()
  }

  async prioritise(priority: JobPriority): Promise<void> {
    const { journal } = this.#parts
    journal.note({ priority })
    await journal.save()
  }

  /** From now on one party may be lent all of the job. */
  async liftShare(): Promise<void> {
    if (this.#isEnding) return
    this.#parts.floor.apply({ type: 'unlimited' })
    if (this.phase !== 'paused') this.#explain()
    await this.#parts.books.keep([], [])
  }

  /**
   * Takes over what was changed about the job: money added to its escrow, a deadline moved later, an
   * end that the chain took back.
   * @param deadline of a free job, in Unix milliseconds; a paid one's stands in its escrow.
   * @throws {LedgerError} when the chain does not answer.
   */
  async review(deadline?: number): Promise<void> {
    const { cashier } = this.#options
    const escrow = await cashier?.refresh()
    if (isOver(this.phase)) {
      if (escrow?.closed === false && !this.#isLookingBack) void this.lookBack()
      return
    }
    this.#postpone(cashier === undefined ? deadline : cashier.deadline)
    await this.#parts.journal.save()
  }

  #postpone(deadline: number | undefined): void {
    const { journal } = this.#parts
    if (deadline !== undefined && deadline > journal.progress.deadline) journal.note({ deadline })
  }

  /** Settles once the evidence of all that was judged so far is on disk or lost. */
  writeEvidence(): Promise<void> {
    return this.#parts.batches.write()
  }

  /** Ends the job early: what is verified is paid, the rest is refunded. */
  async cancel(): Promise<void> {
    const { journal, commits, settlement } = this.#parts
    if (journal.isOver) return
    if (this.phase === 'funding') {
      this.#cancelTick()
      this.#isLookingBack = true
      journal.note({ phase: 'cancelled', explanation: GIVEN_UP })
      await journal.save()
      void this.lookBack()
      return
    }
    await commits.written
    await settlement.settle('cancelled')
  }

  /** Lets go of everything without ending the job; it can be taken up again. */
  async stop(): Promise<void> {
    const { market, settlement, votes, commits, batches, crew } = this.#parts
    this.#stopped = true
    market.close(TAB_CLOSED)
    this.#cancelTick()
    settlement.stop()
    votes.hurry()
    if (votes.isDue) commits.add(NOTHING_BUT_VOTES)
    await commits.written
    await batches.write()
    await this.#options.auditor?.close()
    await crew.close()
  }

  /** Whether this peer may read the job's program: only those an agreement was made with. */
  serves(peer: PeerId): boolean {
    return this.#parts.crew.members.has(peer)
  }

  /** A peer is given a block of the job's program. */
  noteFetch(peer: PeerId): void {
    this.#parts.crew.noteFetch(peer)
  }

  /** Decides on an offer; the answer goes back over the channel it came on. */
  consider(offer: Offer, path: Channel['path']): Promise<OfferAnswer> | OfferAnswer {
    return this.#parts.reception.consider(offer, path)
  }

  async #write({ settled, verdicts, grants, finished }: Due): Promise<void> {
    const { books, settlement, floor } = this.#parts
    try {
      const failure = await books.keep(settled, verdicts)
      floor.lend(grants)
      for (const { peer, accepted } of verdicts) if (accepted.length > 0) this.#noteWork(peer)
      if (failure !== undefined)
        this.#fail({
          reason: `Subtask ${failure.index} ended with “${failure.outcome}” on ${this.#options.auditor ? 'a provider, and fails in this tab too' : 'two providers'}.`,
          advice: 'The program is at fault: mend it, or give it other input, and ask again.',
        })
      else if (finished) void settlement.settle('done')
      this.#options.onChange()
    } catch (error) {
      this.#fail({
        reason: `Could not keep a result: ${String(error)}.`,
        advice: 'Free some of the disk, then run what is missing.',
      })
    }
  }

  #noteWork(peer: PeerId): void {
    const { schedule, experience } = this.#parts
    const { standings, payees } = this.#options
    const record = schedule.records.get(peer)
    standings.completed(peer)
    if (record !== undefined) payees.learnt(record.party)
    experience.tell(peer)
  }

  #tick(): void {
    const { journal, crew, commits, vouchers } = this.#parts
    if (this.#stopped || journal.isOver) return
    // Settling may take the chain longer than providers wait for a sign of life.
    crew.beat()
    // A channel that was raised may hold what it lacked when it was earned, and nothing else is earned.
    void commits.written.then(() => vouchers.catchUp(crew.links())).catch(() => undefined)
    if (!this.#isEnding) this.#work()
    this.#cancelTick = this.#options.clock.after(TICK_MS, () => this.#tick())
  }

  /** What a job that is under way needs every now and then. */
  #work(): void {
    const { payroll, places, floor, votes, commits, journal, market } = this.#parts
    const { clock } = this.#options
    payroll?.look()
    places.allow()
    floor.tick()
    if (votes.isDue) commits.add(NOTHING_BUT_VOTES)
    places.sendOn()
    places.sendHome()
    if (this.phase === 'paused') {
      journal.note({ explanation: explainPause(places.rest()) })
    } else {
      market.tick()
      this.#explain()
    }
    if (clock.now() >= journal.progress.deadline) this.#fail(LATE)
  }

  /** Says why the job is not getting on, or no longer does where it is. */
  #explain(): void {
    const { journal, market } = this.#parts
    const { mesh, auditor } = this.#options
    const at = { mesh, auditor, record: this.record, heard: market.heard }
    journal.note({ explanation: explainWaiting({ ...this.#parts, ...at }) })
  }

  /** Ends a job that cannot go on; verified work is still paid. */
  #fail(why: Explanation): void {
    void this.#parts.settlement.settle('failed', why)
  }

  get #isEnding(): boolean {
    return this.#parts.journal.isOver || this.phase === 'settling'
  }
}

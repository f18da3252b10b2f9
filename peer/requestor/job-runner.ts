import { CANNOT_REACH, CANNOT_WORK, ONE_OUT_OF_REACH } from '#peer/cannot-work.ts'
import type { JobPhase, JobView, VerifiedResult } from '#peer/peer.ts'
import type { Clock } from '#peer/ports/clock.ts'
import type { Mesh } from '#peer/ports/mesh.ts'
import { LoamError } from '#protocol/errors.ts'
import { asAddress, type Cid, type PeerId } from '#protocol/ids.ts'
import { type Demand, demandSchema, type Offer } from '#protocol/market/demand.ts'
import { QUORUM } from '#protocol/schedule/constants.ts'
import { advance, type ScheduleEffect, type ScheduleEvent } from '#protocol/schedule/schedule.ts'
import { createSchedule, type ScheduleState } from '#protocol/schedule/state.ts'
import { seal, sealedSchema } from '#protocol/trust/seal.ts'
import { encode } from '#protocol/wire/codec.ts'
import { MAX_LEASE_BYTES } from '#protocol/wire/messages.ts'
import { DEMAND_TOPIC } from '#protocol/wire/topics.ts'
import { Books, type Settled, type Verdict } from './books.ts'
import type { Cashier } from './cashier.ts'
import { CommitQueue, type Due } from './commit-queue.ts'
import { Crew, type OfferAnswer } from './crew.ts'
import type { JobEnd, JobProgress, JobRecord, JobStore } from './job-store.ts'
import { viewJob } from './job-view.ts'
import { settleJob, type WithdrawalOrder } from './settle-job.ts'
import type { LinkEvent } from './work-link.ts'

const TICK_MS = 500
/** How soon an unreachable chain is asked again. */
const CHAIN_RETRY_MS = 5_000
/** Payees a job pays at most: each costs a reservation. */
const MAX_PAYEES = 32
/** What a subtask's index and framing take beside its input. */
const INPUT_OVERHEAD_BYTES = 64
const DEMAND_EVERY_MS = 1_500
/** A first guess of the round trip, until answers show a better one. */
const FIRST_RTT_MS = 100

const FAREWELL: Record<JobEnd, string> = {
  done: 'the job is done',
  cancelled: 'the job was ended by its requestor',
  failed: 'the job cannot go on',
}

export interface JobRunnerOptions {
  readonly mesh: Mesh
  readonly clock: Clock
  readonly seed: Uint8Array
  readonly store: JobStore
  readonly record: JobRecord
  readonly progress: JobProgress
  readonly verified: readonly number[]
  readonly program: { readonly module: Cid; readonly shared: Cid; readonly bytes: number }
  readonly input: (index: number) => Uint8Array
  /** The longest input there is. */
  readonly inputBytes: number
  /** Undefined for a free job. */
  readonly cashier: Cashier | undefined
  readonly terms: Demand['terms']
  readonly onChange: () => void
  readonly onVerified: (result: VerifiedResult) => void
}

/**
 * Runs one job: puts it on the market, signs agreements, performs what the schedule decides, and
 * keeps every result and debt on disk before anybody is told of it.
 */
export class JobRunner {
  readonly #options: JobRunnerOptions
  readonly #schedule: ScheduleState
  readonly #crew: Crew
  readonly #books: Books
  readonly #orders: WithdrawalOrder[] = []
  #progress: JobProgress
  readonly #commits = new CommitQueue((due) => this.#write(due))
  #cancelTick = () => {}
  #nextDemandAt = 0
  #stopped = false
  #settling = false

  constructor(options: JobRunnerOptions) {
    this.#options = options
    this.#progress = { ...options.progress, runs: options.progress.runs + 1 }
    this.#crew = new Crew({
      ...options,
      onEvent: (peer, event) => this.#hear(peer, event),
      onParted: (peer) => this.#apply({ type: 'left', peer }),
    })
    this.#schedule = createSchedule({
      subtasks: options.record.subtasks,
      secret: options.record.secret,
      now: options.clock.now(),
      verified: options.verified,
      banned: options.progress.banned,
      executions: options.progress.executions,
      maxBatch: Math.floor(MAX_LEASE_BYTES / (options.inputBytes + INPUT_OVERHEAD_BYTES)),
      firstLeaseId: this.#progress.runs * 2 ** 22,
    })
    this.#books = new Books({
      ...options,
      crew: this.#crew,
      self: options.mesh.self,
      payeeOf: (peer) => {
        const party = this.#schedule.records.get(peer)?.party
        return party === undefined || party === peer ? undefined : asAddress(party)
      },
    })
  }

  get record(): JobRecord {
    return this.#options.record
  }

  get phase(): JobPhase {
    return this.#progress.phase
  }

  view(): JobView {
    return viewJob({
      record: this.record,
      progress: this.#progress,
      schedule: this.#schedule,
      crew: this.#crew,
      money: this.#options.cashier?.view(),
      earned: (payee) => this.#options.cashier?.total(payee) ?? 0n,
    })
  }

  /** Takes the job up where its progress says it stands. */
  async start(): Promise<void> {
    try {
      await this.#options.cashier?.restore()
    } catch (error) {
      if (!(error instanceof LoamError)) throw error
      // The chain is away or behind; nothing is lost by waiting for it.
      this.#note({ message: `${error.message}. ${error.advice}` })
      this.#cancelTick = this.#options.clock.after(CHAIN_RETRY_MS, () => void this.start())
      return
    }
    if (this.#stopped) return
    if (this.#progress.phase === 'settling') return this.#settle(this.#progress.end ?? 'done')
    this.#enter('seeking')
    // A job reloaded after its last result finishes at its first tick.
    this.#tick()
  }

  /** Ends the job early: what is verified is paid, the rest is refunded. */
  async cancel(): Promise<void> {
    if (this.#isOver()) return
    await this.#commits.written
    await this.#settle('cancelled')
  }

  /** Lets go of everything without ending the job; it can be taken up again. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#cancelTick()
    await this.#commits.written
    await this.#crew.close()
  }

  /** Whether this peer may read the job's program: only those an agreement was made with. */
  serves(peer: PeerId): boolean {
    return this.#crew.members.has(peer)
  }

  /** Decides on an offer; the answer goes back over the channel it came on. */
  consider(offer: Offer): OfferAnswer {
    if (this.#stopped || this.#isOver() || this.#progress.phase === 'settling')
      return { kind: 'decline', reason: 'the job is over' }
    if (!this.#options.mesh.status().carriesWork)
      return { kind: 'decline', reason: 'no work can pass from its requestor’s network' }
    const { banned, records } = this.#schedule
    const party = records.get(offer.provider)?.party
    if (party !== undefined && party !== (offer.payee ?? offer.provider))
      return { kind: 'decline', reason: 'worked for another wallet before' }
    if (!this.#isKnownPayee(offer) && (this.#options.cashier?.owed().length ?? 0) >= MAX_PAYEES)
      return { kind: 'decline', reason: `enough payees (${MAX_PAYEES})` }
    const free = this.#isKnownPayee(offer) ? undefined : this.#options.cashier?.spare
    return this.#crew.consider(offer, this.#demand(), { banned, free })
  }

  #isKnownPayee(offer: Offer): boolean {
    return this.#options.cashier?.owed().some(({ payee }) => payee === offer.payee) ?? false
  }

  #demand(): Demand {
    const { record, program, terms, mesh } = this.#options
    return {
      demandId: record.demandId,
      jobId: record.jobId,
      requestor: mesh.self,
      appId: record.appId,
      title: record.title,
      format: record.format,
      subtasks: record.subtasks,
      gasPerSubtask: record.gasPerSubtask,
      limits: record.limits,
      module: program.module,
      shared: program.shared,
      downloadBytes: program.bytes,
      terms,
      deadline: record.deadline,
      answerProbability: 1,
    }
  }

  async #hear(peer: PeerId, event: LinkEvent): Promise<void> {
    if (event.type === 'ready') await this.#admit(peer, event.cores)
    else this.#react(peer, event)
    // A provider may not answer faster than its results can be kept.
    await this.#commits.written
  }

  #react(peer: PeerId, event: Exclude<LinkEvent, { type: 'ready' }>): void {
    switch (event.type) {
      case 'beat':
        this.#apply({ type: 'heard', peer })
        break
      case 'answer':
        this.#apply({ ...event, type: 'answered', peer })
        break
      case 'outputs':
        for (const { leaseId, position, bytes } of event.outputs) {
          if (bytes !== undefined) this.#books.hold(peer, leaseId, position, bytes)
          this.#apply({ type: 'output', peer, leaseId, position, genuine: bytes !== undefined })
        }
        break
      case 'failed':
        this.#apply({ ...event, type: 'hostFailed', peer })
        break
      case 'withdrawal': {
        const payee = this.#crew.members.get(peer)?.offer.payee ?? null
        const { type: _, signature, ...order } = event
        if (payee !== null && !this.#orders.some(({ order: { payee: known } }) => known === payee))
          this.#orders.push({ order: { payee, ...order }, signature })
        break
      }
    }
  }

  async #admit(peer: PeerId, cores: number): Promise<void> {
    const offer = this.#crew.members.get(peer)?.offer
    if (offer === undefined) return
    try {
      await this.#openChannel(offer.payee)
    } catch (error) {
      if (!(error instanceof LoamError)) throw error
      return this.#crew.dismiss(peer, error.message)
    }
    if (this.#stopped || this.#settling || this.#isOver()) return
    const { seconds } = this.#progress
    if (seconds.join === null) this.#note({ seconds: { ...seconds, join: this.#elapsed() } })
    this.#enter('running')
    this.#apply({
      type: 'joined',
      peer,
      party: offer.payee ?? peer,
      cores: Math.min(cores, offer.cores),
      rttMs: FIRST_RTT_MS,
      allowance: this.#allowance(offer),
    })
  }

  /** Money is set aside only for who has proved to be there, and noted on disk before. */
  async #openChannel(payee: Offer['payee']): Promise<void> {
    const { cashier, store, record } = this.#options
    if (cashier === undefined || payee === null) return
    if (cashier.register(payee)) {
      this.#note({ owed: [...cashier.owed()] })
      await store.commit(record.jobId, [], this.#progress)
    }
    await cashier.admit(payee)
  }

  /** Subtasks a provider may be given now; all there are when nobody is paid. */
  #allowance(offer: Offer): number {
    const { cashier } = this.#options
    if (cashier === undefined || offer.payee === null) return Number.POSITIVE_INFINITY
    let outstanding = 0
    for (const worker of this.#schedule.workers.values()) {
      if (worker.party !== offer.payee) continue
      outstanding += worker.unsettled
      for (const leaseId of worker.leases)
        outstanding += this.#schedule.leases.get(leaseId)?.indexes.length ?? 0
    }
    const left = QUORUM * (this.record.subtasks - this.#schedule.verified.count)
    return cashier.allowance(offer.payee, outstanding, left)
  }

  #apply(event: ScheduleEvent): void {
    if (this.#stopped || this.#isOver() || this.#settling) return
    this.#perform(advance(this.#schedule, event, this.#options.clock.now()))
    this.#options.onChange()
  }

  /** Sends at once what needs no proof; queues behind the disk what does. */
  #perform(effects: readonly ScheduleEffect[]): void {
    const settled: Settled[] = []
    const verdicts: Verdict[] = []
    for (const effect of effects) {
      switch (effect.type) {
        case 'grant': {
          const subtasks = effect.indexes.map((index) => ({
            index,
            input: this.#options.input(index),
          }))
          this.#crew.link(effect.peer)?.lend(effect.leaseId, subtasks)
          break
        }
        case 'cancel':
          this.#crew.link(effect.peer)?.cancel(effect.leaseId)
          break
        case 'want':
          this.#crew.link(effect.peer)?.want(effect.leaseId, effect.positions)
          break
        case 'verified':
          settled.push(effect)
          break
        case 'verdict':
          verdicts.push(effect)
          break
        case 'ban':
          this.#crew.dismiss(effect.peer, effect.reason)
          break
        case 'drop':
          this.#crew.dismiss(effect.peer, effect.reason)
          break
        case 'quarantine':
          void this.#fail(
            `Subtask ${effect.index} made two providers' machines fail (${effect.reason}). ` +
              'The program or its limits are at fault.',
          )
          break
        case 'finished':
          break
      }
    }
    const finished = effects.some((effect) => effect.type === 'finished')
    if (settled.length + verdicts.length > 0 || finished)
      this.#commits.add({ settled, verdicts, finished })
  }

  async #write({ settled, verdicts, finished }: Due): Promise<void> {
    try {
      await this.#commit(settled, verdicts)
      if (finished) void this.#settle('done')
    } catch (error) {
      await this.#fail(`Could not keep a result: ${String(error)}`)
    }
  }

  async #commit(settled: readonly Settled[], verdicts: readonly Verdict[]): Promise<void> {
    const { store, record, onVerified, cashier } = this.#options
    const entry = this.#books.enter(settled)
    if (entry.kind === 'programFailed')
      return this.#fail(
        `Subtask ${entry.index} ended with “${entry.outcome}” on two providers. The program is at fault.`,
      )
    const { results } = entry
    const { seconds } = this.#progress
    const firstResult = seconds.firstResult ?? (results.length > 0 ? this.#elapsed() : null)
    this.#note({
      executions: this.#schedule.executions,
      banned: [...this.#schedule.banned],
      owed: [...(cashier?.owed() ?? [])],
      seconds: { ...seconds, firstResult },
    })
    await store.commit(record.jobId, results, this.#progress)
    for (const result of results) onVerified(result)
    // A provider that does not read its verdict must not hold up the others' results.
    for (const verdict of verdicts) void this.#books.tell(verdict)
    this.#options.onChange()
  }

  #tick(): void {
    if (this.#stopped || this.#isOver() || this.#progress.phase === 'settling') return
    const { clock, cashier, record } = this.#options
    const now = clock.now()
    if (cashier !== undefined)
      for (const [peer, { offer, state }] of this.#crew.members)
        if (state === 'working')
          this.#apply({ type: 'allowed', peer, allowance: this.#allowance(offer) })
    this.#apply({ type: 'tick' })
    this.#crew.beat()
    if (now >= this.#nextDemandAt && !this.#crew.isFull) {
      this.#nextDemandAt = now + DEMAND_EVERY_MS
      const sealed = seal('demand', demandSchema, this.#demand(), this.#options.seed)
      // Nobody to gossip to yet is no failure: the demand is repeated.
      void this.#options.mesh.publish(DEMAND_TOPIC, encode(sealedSchema, sealed)).catch(() => {})
    }
    this.#note({ message: this.#explainWaiting() })
    if (now >= record.deadline) void this.#settle('failed', 'The deadline passed.')
    this.#cancelTick = clock.after(TICK_MS, () => this.#tick())
  }

  #explainWaiting(): string | null {
    const { mesh, cashier } = this.#options
    const { outOfReach, hasReached } = this.#crew
    const parties = new Set([...this.#schedule.workers.values()].map(({ party }) => party))
    if (parties.size === 0 && !mesh.status().carriesWork) return CANNOT_WORK
    if (parties.size === 0 && !hasReached && outOfReach.size > 0)
      return outOfReach.size === 1 ? ONE_OUT_OF_REACH : CANNOT_REACH
    if (this.#crew.members.size === 0) return 'Looking for providers.'
    if (parties.size === 0) return 'Providers are fetching the program.'
    if (parties.size === 1)
      return 'One provider is at work; results count once a second, with another payee, agrees.'
    const stuck =
      cashier !== undefined &&
      cashier.spare === 0n &&
      [...this.#schedule.workers.values()].every(({ allowance }) => allowance <= 0)
    return stuck ? 'The budget is used up. Cancel to get back what is left.' : null
  }

  /** Pays, refunds and ends the job. Safe to repeat; a second call while one runs does nothing. */
  async #settle(end: JobEnd, message?: string): Promise<void> {
    if (this.#stopped || this.#isOver() || this.#settling) return
    this.#settling = true
    this.#cancelTick()
    this.#note({ phase: 'settling', end, message: message ?? null })
    const { cashier, store, record, clock } = this.#options
    // A full disk must not keep payees from being paid: the chain knows what happened.
    await store.commit(record.jobId, [], this.#progress).catch(() => undefined)
    try {
      const links = this.#crew.links()
      if (cashier !== undefined) await settleJob({ cashier, links, orders: this.#orders, clock })
      await this.#crew.farewell(FAREWELL[end])
    } catch (error) {
      if (!(error instanceof LoamError)) throw error
      // The phase stays: settling is repeated when the tab opens again.
      this.#note({ message: `${error.message} ${error.advice}` })
      return
    } finally {
      this.#settling = false
    }
    const total = this.#progress.seconds.total ?? this.#elapsed()
    this.#note({ phase: end, seconds: { ...this.#progress.seconds, total } })
    await store.commit(record.jobId, [], this.#progress)
  }

  /** Ends a job that cannot go on; verified work is still paid. */
  async #fail(message: string): Promise<void> {
    await this.#settle('failed', message)
  }

  #isOver(): boolean {
    return ['done', 'cancelled', 'failed'].includes(this.#progress.phase)
  }

  #elapsed(): number {
    return (this.#options.clock.now() - this.record.createdAt) / 1000
  }

  #enter(phase: JobPhase): void {
    this.#note({ phase })
  }

  #note(change: Partial<JobProgress>): void {
    this.#progress = { ...this.#progress, ...change }
    this.#options.onChange()
  }
}

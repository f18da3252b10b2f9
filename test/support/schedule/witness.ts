import assert from 'node:assert/strict'
import type { PeerId } from '#protocol/ids.ts'
import type { BitSet } from '#protocol/schedule/bit-set.ts'
import type { ScheduleEffect, ScheduleEvent } from '#protocol/schedule/events.ts'
import { Makers, type MakersNews } from '#protocol/schedule/makers.ts'
import type { advance } from '#protocol/schedule/schedule.ts'
import { Shares } from '#protocol/schedule/shares.ts'
import { createSchedule, type ScheduleState } from '#protocol/schedule/state.ts'
import { collectVotes, type Votes } from '#protocol/schedule/votes.ts'
import type { Policy } from '#protocol/trust/policy.ts'
import { checkCopies } from './check-copies.ts'
import { isAnswerTo, SeenWork } from './seen-work.ts'

/** The reducer under test: the real one, or one with a fault planted in it. */
export type Advance = typeof advance

/** Bytes that were asked for. */
export interface SeenWant {
  readonly peer: PeerId
  readonly leaseId: number
  readonly position: number
}

export interface WitnessOptions {
  readonly subtasks: number
  readonly maxBatch: number
  readonly judged: boolean
  readonly policy: Policy
  readonly secret: number
  /** Subtasks one party may be lent; all of them where it is left out. */
  readonly most: number | undefined
}

type EffectOf<T extends ScheduleEffect['type']> = Extract<ScheduleEffect, { type: T }>

/**
 * Stands between a schedule and its world, keeps books of its own from events and effects alone,
 * and throws at the first effect that breaks a promise: who may be lent what, what is settled by
 * whose word, who is paid for what, and that the schedule's own counts agree with what happened.
 */
export class Witness {
  now = 0
  isQuarantined = false
  isFinished = false
  state: ScheduleState
  readonly seen: SeenWork
  readonly wants: SeenWant[] = []
  /** Bytes that came and wait for a look. */
  readonly here: SeenWant[] = []
  readonly #advance: Advance
  readonly #options: WitnessOptions
  #backups = 0
  /** Subtasks one party may be lent now, and what each was lent, over all runs. */
  #most: number
  readonly #lent = new Map<string, number>()
  readonly #caught = new Set<PeerId>()
  /** Whose bytes each settled subtask has. */
  readonly #sources = new Map<number, PeerId>()
  /** On the requestor's disk. */
  #saved: readonly Votes[] = []
  /** One after another: what is later takes the place of what is earlier. */
  readonly #makersNews: MakersNews[] = []

  constructor(advance: Advance, options: WitnessOptions) {
    this.#advance = advance
    this.#options = options
    this.#most = options.most ?? Number.POSITIVE_INFINITY
    this.seen = new SeenWork(options.judged)
    this.state = this.#begin()
  }

  #begin(earlier?: ScheduleState): ScheduleState {
    return createSchedule({
      ...this.#options,
      secret: new Uint8Array(32).fill(this.#options.secret),
      now: this.now,
      ...(this.#options.most !== undefined && { shares: new Shares(this.#most, this.#lent) }),
      ...(earlier && {
        verified: this.#disk(earlier),
        banned: earlier.banned,
        makers: this.#makers(),
        executions: earlier.executions,
        firstLeaseId: earlier.nextLeaseId,
      }),
    })
  }

  /** Who stands behind what is kept, as it is read from the disk. */
  #makers(): Makers {
    const makers = new Makers(this.#options.subtasks)
    for (const news of this.#makersNews) {
      for (const [number, maker] of news.makers) makers.writeMaker(number, maker)
      for (const [page, kept] of news.pages) makers.writePage(page, kept)
    }
    return makers
  }

  /** What is kept counts after a reload, doubted or not. */
  #disk({ verified }: ScheduleState): BitSet {
    const disk = verified.copy()
    for (const index of this.seen.settled.keys()) disk.add(index)
    return disk
  }

  /** Lets something happen, and checks what the schedule makes of it. */
  apply(event: ScheduleEvent): void {
    this.seen.note(event, this.state.nextLeaseId)
    const effects = this.#advance(this.state, event, this.now)
    if (this.state.makers !== undefined) this.#makersNews.push(this.state.makers.takeNews())
    for (const effect of effects) this.#check(effect, event)
    this.#checkCounts()
    this.#backups = checkCopies(this.state, this.seen, effects, this.#backups)
  }

  /** The requestor lets one party see all of the job. */
  liftShare(): void {
    this.#most = Number.POSITIVE_INFINITY
    this.apply({ type: 'unlimited' })
  }

  /** The requestor keeps what it was answered so far. */
  save(): void {
    this.#saved = collectVotes(this.state, ({ leaves, line }) => leaves.gasAt(line))
  }

  /**
   * The requestor's tab dies, and another takes the job up: with all that is settled, who stands
   * behind it, and the votes that were kept last, of which some may be settled since. The rest was
   * never said.
   */
  reload(): void {
    const { paused } = this.state
    this.state = this.#begin(this.state)
    // Whoever finds everything settled says so at once.
    this.isFinished = false
    this.wants.splice(0)
    this.here.splice(0)
    this.seen.forgetAllBut(this.#saved, (index) => this.state.makers?.of(index) ?? [])
    this.apply({ type: 'restored', votes: this.#saved })
    this.apply({ type: 'paused', paused })
  }

  /** After the job's end and everybody's last word: all is paid and judged, and nothing is kept. */
  checkEnd(): void {
    const { state } = this
    assert.ok(this.isFinished)
    for (const [index, executions] of this.seen.executions) {
      const right = executions.filter(
        ({ isVoid, key }) => !isVoid && key === this.seen.settled.get(index),
      )
      // Where bytes are judged, who kept them back is paid nothing.
      const isPaid = ({ timesPaid }: { readonly timesPaid: number }) => timesPaid === 1
      const isFair = this.#options.judged ? right.some(isPaid) : right.every(isPaid)
      assert.ok(isFair || right.length === 0, `an execution of ${index} was not paid`)
    }
    assert.equal(this.seen.lent.length, 0)
    const kept = [state.leases, state.open, state.late, state.duplicates].map(({ size }) => size)
    assert.deepEqual(kept, [0, 0, 0, 0], 'leases, subtasks, late keys or duplicates stay for ever')
    // Where bytes are judged, of those that went with their provider nobody knows anything.
    for (const { answered, verified, rejected } of state.records.values())
      assert.ok(answered === verified + rejected || this.#options.judged)
  }

  #check(effect: ScheduleEffect, event: ScheduleEvent): void {
    switch (effect.type) {
      case 'grant':
        this.#checkGrant(effect)
        break
      case 'cancel':
        this.#checkCancel(effect)
        break
      case 'want':
        this.#checkWant(effect)
        break
      case 'verified':
        this.#checkVerified(effect, event)
        break
      case 'reopened':
        this.#checkReopened(effect)
        break
      case 'verdict':
        this.#checkVerdict(effect)
        break
      case 'ban':
        this.#checkBan(effect, event)
        break
      case 'drop':
        assert.ok(this.seen.workers.has(effect.peer), 'an absent worker was dropped')
        this.seen.forget(effect.peer)
        break
      case 'quarantine':
        this.isQuarantined = true
        break
      case 'finished':
        assert.ok(!this.isFinished, 'finished twice')
        assert.equal(this.seen.settled.size, this.state.subtasks, 'finished without every subtask')
        this.#checkWords()
        this.isFinished = true
    }
  }

  /** Whether what is kept of a subtask is looked at again. */
  #isDoubted(index: number): boolean {
    const { open, redo } = this.state
    return redo.has(index) || open.get(index)?.past?.isKept === true
  }

  /** Whether somebody was banned who had said otherwise of it. */
  #wasCaughtAt(index: number): boolean {
    const key = this.seen.settled.get(index)
    const executions = this.seen.executions.get(index) ?? []
    return executions.some((done) => done.key !== key && this.seen.banned.has(done.peer))
  }

  /** Whether it may be lent to see what this party says of it, who has said nothing yet. */
  #isCanary(index: number, party: string): boolean {
    const executions = this.seen.executions.get(index) ?? []
    const hasSaid = executions.some(
      (done) => done.party === party && !done.isVoid && !this.seen.banned.has(done.peer),
    )
    return this.#wasCaughtAt(index) && !hasSaid
  }

  #checkGrant({ peer, leaseId, indexes }: EffectOf<'grant'>): void {
    const worker = this.seen.workers.get(peer)
    assert.ok(worker !== undefined && !this.seen.banned.has(peer), 'lent to who is not there')
    assert.ok(!this.isFinished, 'lent after the end')
    assert.ok(leaseId > (this.seen.leases.at(-1)?.leaseId ?? 0), 'a lease id was used twice')
    assert.ok(indexes.length > 0 && indexes.length <= this.state.maxBatch)
    assert.equal(new Set(indexes).size, indexes.length)
    worker.allowance -= indexes.length
    assert.ok(worker.allowance >= 0, 'lent more than was allowed')
    const lent = (this.#lent.get(worker.party) ?? 0) + indexes.length
    assert.ok(lent <= this.#most, 'a party was lent more than its share')
    this.#lent.set(worker.party, lent)
    for (const index of indexes) {
      assert.ok(index >= 0 && index < this.state.subtasks)
      assert.ok(
        !this.seen.settled.has(index) ||
          this.#isDoubted(index) ||
          this.#isCanary(index, worker.party),
        'lent what is settled',
      )
      for (const lease of this.seen.lent)
        if (lease.indexes.includes(index))
          assert.notEqual(
            this.seen.workers.get(lease.peer)?.party,
            worker.party,
            'a party’s two hands',
          )
    }
    this.seen.add({ leaseId, peer, indexes, fate: 'lent', leaves: [], judged: new Set() })
  }

  #checkCancel({ peer, leaseId }: EffectOf<'cancel'>): void {
    const lease = this.seen.lentTo(peer, leaseId)
    assert.ok(lease !== undefined, 'called off what is not lent')
    assert.ok(lease.indexes.every((index) => this.seen.settled.has(index)))
    lease.fate = 'over'
  }

  #checkWant({ peer, leaseId, positions }: EffectOf<'want'>): void {
    const lease = this.seen.byId.get(leaseId)
    assert.ok(lease?.fate === 'answered' && lease.peer === peer && positions.length > 0)
    for (const position of positions) {
      const leaf = lease.leaves[position]
      assert.ok(
        leaf !== undefined && this.seen.isAgreed(leaf, this.state.quorum),
        'bytes wanted before agreement',
      )
      this.wants.push({ peer, leaseId, position })
    }
  }

  #checkVerified(effect: EffectOf<'verified'>, event: ScheduleEvent) {
    const { index, outcome, source, earned } = effect
    const lease = this.seen.byId.get(source?.leaseId ?? earned[0]?.leaseId ?? -1)
    const leaf = lease?.leaves.find((signed) => signed.index === index)
    assert.ok(leaf !== undefined, 'settled by what nobody signed')
    assert.deepEqual(outcome, leaf.outcome)
    const key = this.seen.keyOf(leaf)
    if (source === undefined)
      assert.equal(this.seen.settled.get(index), key, 'owed for a result that does not agree')
    else {
      assert.ok(!this.seen.settled.has(index), 'settled twice')
      assert.ok(this.seen.isAgreed(leaf, this.state.quorum), 'settled without agreement')
      if (!this.#options.judged && this.seen.isContradicted(leaf))
        assert.ok(this.seen.isAgreed(leaf, 2), 'one word against another')
      assert.ok(event.type === 'output' && event.genuine && event.leaseId === source.leaseId)
      assert.ok(event.positions.includes(source.position), 'settled by bytes that did not come')
      assert.equal(lease?.leaves[source.position], leaf)
      this.seen.settled.set(index, key)
      this.#sources.set(index, source.peer)
    }
    for (const { peer, leaseId, gas } of earned) {
      if (this.#options.judged)
        assert.ok(
          event.type === 'output' && event.genuine && event.leaseId === leaseId,
          'paid for a claim whose bytes nobody has seen',
        )
      assert.equal(gas, leaf.gas)
      const done = this.seen.executions
        .get(index)
        ?.find((each) => each.peer === peer && each.key === key && !each.isVoid)
      assert.ok(
        done?.timesPaid === 0,
        `${peer} was paid for ${index} more often than it computed it`,
      )
      done.timesPaid += 1
    }
  }

  /** Only what somebody was caught or outvoted over is void. */
  #checkReopened({ indexes }: EffectOf<'reopened'>): void {
    assert.ok(this.#options.judged || this.#options.policy.kind !== 'quorum')
    assert.ok(!this.isFinished, 'reopened after the end')
    for (const index of indexes) {
      assert.ok(this.seen.settled.delete(index), 'reopened what was not settled')
      for (const done of this.seen.executions.get(index) ?? [])
        if (this.seen.banned.has(done.peer)) done.isVoid = true
    }
  }

  /** Nothing is left that stands on the word of who was caught: it has two others', or was done anew. */
  #checkWords(): void {
    const { judged, policy } = this.#options
    if (policy.kind === 'quorum' && !judged) return
    for (const [index, key] of this.seen.settled) {
      if (judged) {
        const source = this.#sources.get(index)
        assert.ok(source && !this.#caught.has(source), 'kept the bytes of who was caught')
        continue
      }
      const makers = this.seen.executions.get(index)?.filter((done) => done.key === key) ?? []
      const isCaught = ({ peer }: { readonly peer: PeerId }) => this.#caught.has(peer)
      const trusted = makers.filter((done) => !done.isVoid && !isCaught(done))
      const needed = makers.some((done) => !done.isVoid && isCaught(done)) ? 2 : 1
      assert.ok(
        new Set(trusted.map(({ party }) => party)).size >= needed,
        'settled by the word of who was caught',
      )
    }
  }

  #checkVerdict({ peer, leaseId, accepted, rejected }: EffectOf<'verdict'>): void {
    const lease = this.seen.byId.get(leaseId)
    assert.ok(lease?.fate === 'answered' && lease.peer === peer, 'a verdict on no answer')
    for (const position of [...accepted, ...rejected]) {
      assert.ok(position in lease.indexes && !lease.judged.has(position), 'judged twice')
      lease.judged.add(position)
    }
    for (const position of accepted) {
      const leaf = lease.leaves[position]
      assert.ok(leaf !== undefined && this.seen.settled.get(leaf.index) === this.seen.keyOf(leaf))
    }
  }

  #checkBan({ peer }: EffectOf<'ban'>, event: ScheduleEvent): void {
    const isOwnDoing =
      'peer' in event &&
      event.peer === peer &&
      (event.type === 'banned' ||
        (event.type === 'output' && !event.genuine) ||
        (event.type === 'answered' &&
          this.seen.leases.some(
            (lease) => lease.leaseId === event.leaseId && !isAnswerTo(lease, [...event.leaves]),
          )))
    const isOutvoted = [...this.seen.executions].some(([index, executions]) => {
      const key = this.seen.settled.get(index)
      return key !== undefined && executions.some((done) => done.peer === peer && done.key !== key)
    })
    assert.ok(isOwnDoing || isOutvoted, `${peer} was banned for nothing`)
    this.seen.ban(peer)
    this.#caught.add(peer)
  }

  #checkCounts(): void {
    const { state } = this
    let unanswered = 0
    for (const { answered } of state.leases.values()) if (!answered) unanswered += 1
    assert.equal(unanswered, this.seen.lent.length, 'leases that nobody holds')
    for (const { indexes } of this.seen.lent)
      assert.ok(
        !indexes.every((index) => this.seen.settled.has(index) && !this.#isDoubted(index)) ||
          indexes.some((index) => this.#wasCaughtAt(index)),
        'a loser was not called off',
      )
    const doubted = [...this.seen.settled.keys()].filter((index) => this.#isDoubted(index))
    assert.equal(state.verified.count, this.seen.settled.size - doubted.length)
    assert.equal(state.executions, this.seen.answered)
    let recorded = 0
    for (const { answered } of state.records.values()) recorded += answered
    assert.equal(recorded, this.seen.answered - this.seen.forgotten)
    assert.deepEqual([...state.workers.keys()].sort(), [...this.seen.workers.keys()].sort())
  }
}

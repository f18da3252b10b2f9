import assert from 'node:assert/strict'
import type { PeerId } from '#protocol/ids.ts'
import { BACKUP_SHARE, MAX_BACKUPS } from '#protocol/schedule/constants.ts'
import type { ScheduleEffect, ScheduleEvent } from '#protocol/schedule/events.ts'
import type { advance } from '#protocol/schedule/schedule.ts'
import { createSchedule, type ScheduleState } from '#protocol/schedule/state.ts'
import { collectVotes, type Votes } from '#protocol/schedule/votes.ts'
import { largestAgreement } from '#protocol/schedule/wants.ts'
import type { Leaf } from '#protocol/trust/leaves.ts'

/** The reducer under test: the real one, or one with a fault planted in it. */
export type Advance = typeof advance

/** A lease as its provider saw it. */
export interface SeenLease {
  readonly leaseId: number
  readonly peer: PeerId
  readonly indexes: readonly number[]
  /** Over: called off, given back, or lost with its holder. */
  fate: 'lent' | 'answered' | 'over'
  leaves: readonly Leaf[]
  readonly judged: Set<number>
}

/** Bytes that were asked for. */
export interface SeenWant {
  readonly peer: PeerId
  readonly leaseId: number
  readonly position: number
}

/** One execution that was answered for. */
interface Execution {
  readonly peer: PeerId
  readonly party: string
  readonly key: string
  /** Thrown away with its provider's ban before anybody confirmed it. */
  isVoid: boolean
  timesPaid: number
}

export interface WitnessOptions {
  readonly subtasks: number
  readonly maxBatch: number
  readonly judged: boolean
  readonly secret: number
}

interface SeenWorker {
  readonly party: string
  cores: number
  allowance: number
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
  readonly workers = new Map<PeerId, SeenWorker>()
  readonly leases: SeenLease[] = []
  readonly wants: SeenWant[] = []
  readonly #advance: Advance
  readonly #options: WitnessOptions
  readonly #byId = new Map<number, SeenLease>()
  readonly #banned = new Set<PeerId>()
  readonly #settled = new Map<number, string>()
  readonly #executions = new Map<number, Execution[]>()
  #answered = 0
  /** Answers that a reload forgot. */
  #forgotten = 0
  #backups = 0
  /** On the requestor's disk. */
  #saved: readonly Votes[] = []

  constructor(advance: Advance, options: WitnessOptions) {
    this.#advance = advance
    this.#options = options
    this.state = this.#begin()
  }

  #begin(earlier?: ScheduleState): ScheduleState {
    return createSchedule({
      ...this.#options,
      secret: new Uint8Array(32).fill(this.#options.secret),
      now: this.now,
      ...(earlier && {
        verified: earlier.verified,
        banned: earlier.banned,
        executions: earlier.executions,
        firstLeaseId: earlier.nextLeaseId,
      }),
    })
  }

  /** Leases somebody is still at work on. */
  get lent(): readonly SeenLease[] {
    return this.leases.filter(({ fate }) => fate === 'lent')
  }

  /** Whether this peer may join. */
  isBanned(peer: PeerId): boolean {
    return this.#banned.has(peer)
  }

  /** Lets something happen, and checks what the schedule makes of it. */
  apply(event: ScheduleEvent): void {
    this.#note(event)
    const effects = this.#advance(this.state, event, this.now)
    for (const effect of effects) this.#check(effect, event)
    this.#checkCounts()
    this.#checkCopies(effects)
  }

  /** The requestor keeps what it was answered so far. */
  save(): void {
    this.#saved = collectVotes(this.state, ({ leaves, line }) => leaves.gasAt(line))
  }

  /**
   * The requestor's tab dies, and another takes the job up: with all that is settled and with the
   * votes that were kept last, of which some may be settled since. The rest was never said.
   */
  reload(): void {
    const { paused } = this.state
    this.state = this.#begin(this.state)
    // Whoever finds everything settled says so at once.
    this.isFinished = false
    for (const peer of [...this.workers.keys()]) this.#forget(peer)
    this.wants.splice(0)
    for (const lease of this.leases) lease.fate = 'over'
    this.#forgetUnsaved()
    this.apply({ type: 'restored', votes: this.#saved })
    this.apply({ type: 'paused', paused })
  }

  #forgetUnsaved(): void {
    this.#forgotten = this.#answered
    const isSaved = (index: number, { peer, key }: Execution) =>
      this.#saved.some(
        (votes) =>
          votes.peer === peer &&
          [...votes.leaves].some((leaf) => leaf.index === index && this.#keyOf(leaf) === key),
      )
    for (const [index, executions] of this.#executions) {
      if (this.#settled.has(index)) continue
      for (const done of executions) {
        if (!isSaved(index, done)) done.isVoid = true
        else if (!done.isVoid) this.#forgotten -= 1
      }
    }
  }

  /** After the job's end and everybody's last word: all is paid and judged, and nothing is kept. */
  checkEnd(): void {
    const { state } = this
    assert.ok(this.isFinished)
    for (const [index, executions] of this.#executions)
      for (const { isVoid, key, timesPaid } of executions)
        if (!isVoid && key === this.#settled.get(index))
          assert.equal(timesPaid, 1, `an execution of ${index} was not paid`)
    assert.equal(this.lent.length, 0)
    const kept = [state.leases, state.open, state.late].map(({ size }) => size)
    assert.deepEqual(kept, [0, 0, 0], 'leases, subtasks or late keys stay for ever')
    for (const { answered, verified, rejected } of state.records.values())
      assert.equal(answered, verified + rejected)
  }

  #note(event: ScheduleEvent): void {
    switch (event.type) {
      case 'joined':
        if (!this.#banned.has(event.peer) && !this.workers.has(event.peer))
          this.workers.set(event.peer, { ...event })
        break
      case 'left':
        this.#forget(event.peer)
        break
      case 'allowed': {
        const worker = this.workers.get(event.peer)
        if (worker !== undefined) worker.allowance = event.allowance
        break
      }
      case 'resized': {
        const worker = this.workers.get(event.peer)
        if (worker !== undefined) worker.cores = event.cores
        break
      }
      case 'answered':
        this.#noteAnswer(event)
        break
      case 'restored':
        event.votes.forEach(({ peer, leaves }, at) => {
          this.#add({
            leaseId: this.state.nextLeaseId + at,
            peer,
            indexes: Array.from(leaves, ({ index }) => index),
            fate: 'answered',
            leaves: [...leaves],
            judged: new Set(),
          })
        })
        break
      case 'hostFailed': {
        const lease = this.#lentTo(event.peer, event.leaseId)
        if (lease !== undefined) lease.fate = 'over'
        break
      }
    }
  }

  #noteAnswer(event: Extract<ScheduleEvent, { type: 'answered' }>): void {
    const { peer, leaseId } = event
    const leaves = [...event.leaves]
    const lease = this.#lentTo(peer, leaseId)
    const worker = this.workers.get(peer)
    if (lease === undefined || worker === undefined || !isAnswerTo(lease, leaves)) return
    lease.fate = 'answered'
    lease.leaves = leaves
    this.#answered += leaves.length
    for (const leaf of leaves) {
      const executions = this.#executions.get(leaf.index) ?? []
      this.#executions.set(leaf.index, executions)
      const { party } = worker
      const key = this.#keyOf(leaf)
      // Bytes of an earlier session are given once more, and no second word is said.
      const isKnown = executions.some(
        (done) => done.peer === peer && done.key === key && !done.isVoid,
      )
      if (!isKnown) executions.push({ peer, party, key, isVoid: false, timesPaid: 0 })
    }
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
      case 'verdict':
        this.#checkVerdict(effect)
        break
      case 'ban':
        this.#checkBan(effect, event)
        break
      case 'drop':
        assert.ok(this.workers.has(effect.peer), 'an absent worker was dropped')
        this.#forget(effect.peer)
        break
      case 'quarantine':
        this.isQuarantined = true
        break
      case 'finished':
        assert.ok(!this.isFinished, 'finished twice')
        assert.equal(this.#settled.size, this.state.subtasks, 'finished without every subtask')
        this.isFinished = true
    }
  }

  #checkGrant({ peer, leaseId, indexes }: EffectOf<'grant'>): void {
    const worker = this.workers.get(peer)
    assert.ok(worker !== undefined && !this.#banned.has(peer), 'lent to who is not there')
    assert.ok(!this.isFinished, 'lent after the end')
    assert.ok(leaseId > (this.leases.at(-1)?.leaseId ?? 0), 'a lease id was used twice')
    assert.ok(indexes.length > 0 && indexes.length <= this.state.maxBatch)
    assert.equal(new Set(indexes).size, indexes.length)
    worker.allowance -= indexes.length
    assert.ok(worker.allowance >= 0, 'lent more than was allowed')
    for (const index of indexes) {
      assert.ok(index >= 0 && index < this.state.subtasks && !this.#settled.has(index))
      for (const lease of this.lent)
        if (lease.indexes.includes(index))
          assert.notEqual(this.workers.get(lease.peer)?.party, worker.party, 'a party’s two hands')
    }
    this.#add({ leaseId, peer, indexes, fate: 'lent', leaves: [], judged: new Set() })
  }

  #add(lease: SeenLease): void {
    this.leases.push(lease)
    this.#byId.set(lease.leaseId, lease)
  }

  #checkCancel({ peer, leaseId }: EffectOf<'cancel'>): void {
    const lease = this.#lentTo(peer, leaseId)
    assert.ok(lease !== undefined, 'called off what is not lent')
    assert.ok(lease.indexes.every((index) => this.#settled.has(index)))
    lease.fate = 'over'
  }

  #checkWant({ peer, leaseId, positions }: EffectOf<'want'>): void {
    const lease = this.#byId.get(leaseId)
    assert.ok(lease?.fate === 'answered' && lease.peer === peer && positions.length > 0)
    for (const position of positions) {
      const leaf = lease.leaves[position]
      assert.ok(leaf !== undefined && this.#isAgreed(leaf), 'bytes wanted before agreement')
      this.wants.push({ peer, leaseId, position })
    }
  }

  #checkVerified(effect: EffectOf<'verified'>, event: ScheduleEvent) {
    const { index, outcome, source, earned } = effect
    const lease = this.#byId.get(source?.leaseId ?? earned[0]?.leaseId ?? -1)
    const leaf = lease?.leaves.find((signed) => signed.index === index)
    assert.ok(leaf !== undefined, 'settled by what nobody signed')
    assert.deepEqual(outcome, leaf.outcome)
    const key = this.#keyOf(leaf)
    if (source === undefined)
      assert.equal(this.#settled.get(index), key, 'owed for a result that does not agree')
    else {
      assert.ok(!this.#settled.has(index), 'settled twice')
      assert.ok(this.#isAgreed(leaf), 'settled without agreement')
      assert.ok(event.type === 'output' && event.genuine && event.leaseId === source.leaseId)
      assert.ok(event.positions.includes(source.position), 'settled by bytes that did not come')
      assert.equal(lease?.leaves[source.position], leaf)
      this.#settled.set(index, key)
    }
    for (const { peer, gas } of earned) {
      assert.equal(gas, leaf.gas)
      const done = this.#executions
        .get(index)
        ?.find((each) => each.peer === peer && each.key === key && !each.isVoid)
      assert.ok(
        done?.timesPaid === 0,
        `${peer} was paid for ${index} more often than it computed it`,
      )
      done.timesPaid += 1
    }
  }

  #checkVerdict({ peer, leaseId, accepted, rejected }: EffectOf<'verdict'>): void {
    const lease = this.#byId.get(leaseId)
    assert.ok(lease?.fate === 'answered' && lease.peer === peer, 'a verdict on no answer')
    for (const position of [...accepted, ...rejected]) {
      assert.ok(position in lease.indexes && !lease.judged.has(position), 'judged twice')
      lease.judged.add(position)
    }
    for (const position of accepted) {
      const leaf = lease.leaves[position]
      assert.ok(leaf !== undefined && this.#settled.get(leaf.index) === this.#keyOf(leaf))
    }
  }

  #checkBan({ peer }: EffectOf<'ban'>, event: ScheduleEvent): void {
    const isOwnDoing =
      'peer' in event &&
      event.peer === peer &&
      (event.type === 'banned' ||
        (event.type === 'output' && !event.genuine) ||
        (event.type === 'answered' &&
          this.leases.some(
            (lease) => lease.leaseId === event.leaseId && !isAnswerTo(lease, [...event.leaves]),
          )))
    const isOutvoted = [...this.#executions].some(([index, executions]) => {
      const key = this.#settled.get(index)
      return key !== undefined && executions.some((done) => done.peer === peer && done.key !== key)
    })
    assert.ok(isOwnDoing || isOutvoted, `${peer} was banned for nothing`)
    this.#banned.add(peer)
    this.#forget(peer)
    for (const [index, executions] of this.#executions)
      if (!this.#settled.has(index))
        for (const done of executions) if (done.peer === peer) done.isVoid = true
  }

  #checkCounts(): void {
    const { state } = this
    let unanswered = 0
    for (const { answered } of state.leases.values()) if (!answered) unanswered += 1
    assert.equal(unanswered, this.lent.length, 'leases that nobody holds')
    for (const { indexes } of this.lent)
      assert.ok(!indexes.every((index) => this.#settled.has(index)), 'a loser was not called off')
    assert.equal(state.verified.count, this.#settled.size)
    assert.equal(state.executions, this.#answered)
    let recorded = 0
    for (const { answered } of state.records.values()) recorded += answered
    assert.equal(recorded, this.#answered - this.#forgotten)
    assert.deepEqual([...state.workers.keys()].sort(), [...this.workers.keys()].sort())
  }

  /** No more copies than the policy wants and the share of backups allows. */
  #checkCopies(effects: readonly ScheduleEffect[]): void {
    const { state } = this
    let backups = 0
    for (const { isBackup, answered } of state.leases.values())
      if (isBackup && !answered) backups += 1
    assert.equal(state.backups, backups)
    let slots = 0
    for (const { cores } of this.workers.values()) slots += cores
    if (backups > this.#backups)
      assert.ok(backups <= Math.max(1, Math.floor(slots * BACKUP_SHARE)), 'too many backups')
    assert.equal(state.slots, slots)
    this.#backups = backups
    for (const effect of effects)
      if (effect.type === 'grant')
        for (const index of effect.indexes) {
          const subtask = state.open.get(index)
          assert.ok(subtask !== undefined)
          const { holders, agreed } = subtask
          const active = holders.filter(({ backup, stale }) => !backup && !stale).length
          const copies = holders.filter(({ backup }) => backup).length
          assert.ok(copies <= MAX_BACKUPS, 'a second backup')
          const wanted = agreed === undefined ? state.quorum - largestAgreement(subtask) : 1
          if (copies === 0) assert.ok(active <= wanted, 'more replicas than the quorum wants')
        }
  }

  #forget(peer: PeerId): void {
    this.workers.delete(peer)
    for (const lease of this.lent) if (lease.peer === peer) lease.fate = 'over'
  }

  #lentTo(peer: PeerId, leaseId: number): SeenLease | undefined {
    const lease = this.#byId.get(leaseId)
    return lease?.fate === 'lent' && lease.peer === peer ? lease : undefined
  }

  /** Whether as many parties as it takes have given this result. */
  #isAgreed(leaf: Leaf): boolean {
    const key = this.#keyOf(leaf)
    const executions = this.#executions.get(leaf.index) ?? []
    const agreeing = executions.filter((done) => done.key === key && !done.isVoid)
    return new Set(agreeing.map(({ party }) => party)).size >= this.state.quorum
  }

  #keyOf({ resultHash, gas }: Leaf): string {
    return this.state.judged ? `${gas}` : `${gas} ${resultHash.join()}`
  }
}

function isAnswerTo({ indexes }: SeenLease, leaves: readonly Leaf[]): boolean {
  return leaves.length === indexes.length && leaves.every(({ index }, at) => index === indexes[at])
}

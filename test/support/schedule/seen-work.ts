import type { PeerId } from '#protocol/ids.ts'
import type { ScheduleEvent } from '#protocol/schedule/events.ts'
import { areTwo, type Maker } from '#protocol/schedule/makers.ts'
import type { Votes } from '#protocol/schedule/votes.ts'
import type { Leaf } from '#protocol/trust/leaves.ts'

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

/** One execution that was answered for. */
interface Execution {
  readonly peer: PeerId
  readonly party: string
  readonly key: string
  /** Thrown away with its provider's ban before anybody confirmed it. */
  isVoid: boolean
  timesPaid: number
}

interface SeenWorker {
  readonly party: string
  cores: number
  allowance: number
}

/** The witness's books: who is there, what each lease came to, and who computed what. */
export class SeenWork {
  readonly workers = new Map<PeerId, SeenWorker>()
  readonly leases: SeenLease[] = []
  readonly byId = new Map<number, SeenLease>()
  readonly banned = new Set<PeerId>()
  /** What each settled subtask gave. */
  readonly settled = new Map<number, string>()
  /** By subtask. */
  readonly executions = new Map<number, Execution[]>()
  answered = 0
  /** Answers that a reload forgot. */
  forgotten = 0
  readonly #judged: boolean

  constructor(judged: boolean) {
    this.#judged = judged
  }

  /** Leases somebody is still at work on. */
  get lent(): readonly SeenLease[] {
    return this.leases.filter(({ fate }) => fate === 'lent')
  }

  add(lease: SeenLease): void {
    this.leases.push(lease)
    this.byId.set(lease.leaseId, lease)
  }

  /**
   * Takes an event into the books before the schedule has seen it.
   * @param nextLeaseId of the schedule: restored votes are leases of their own.
   */
  note(event: ScheduleEvent, nextLeaseId: number): void {
    switch (event.type) {
      case 'joined':
        if (!this.banned.has(event.peer) && !this.workers.has(event.peer))
          this.workers.set(event.peer, { ...event })
        break
      case 'left':
        this.forget(event.peer)
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
          this.add({
            leaseId: nextLeaseId + at,
            peer,
            indexes: Array.from(leaves, ({ index }) => index),
            fate: 'answered',
            leaves: [...leaves],
            judged: new Set(),
          })
        })
        break
      case 'hostFailed': {
        const lease = this.lentTo(event.peer, event.leaseId)
        if (lease !== undefined) lease.fate = 'over'
        break
      }
    }
  }

  #noteAnswer(event: Extract<ScheduleEvent, { type: 'answered' }>): void {
    const { peer, leaseId } = event
    const leaves = [...event.leaves]
    const lease = this.lentTo(peer, leaseId)
    const worker = this.workers.get(peer)
    if (lease === undefined || worker === undefined || !isAnswerTo(lease, leaves)) return
    lease.fate = 'answered'
    lease.leaves = leaves
    this.answered += leaves.length
    for (const leaf of leaves) {
      const executions = this.executions.get(leaf.index) ?? []
      this.executions.set(leaf.index, executions)
      const { party } = worker
      const key = this.keyOf(leaf)
      // Bytes of an earlier session are given once more, and no second word is said.
      const isKnown = executions.some(
        (done) => done.peer === peer && done.key === key && !done.isVoid,
      )
      if (!isKnown) executions.push({ peer, party, key, isVoid: false, timesPaid: 0 })
    }
  }

  /** A peer is banned: what nobody confirmed of its work is void. */
  ban(peer: PeerId): void {
    this.banned.add(peer)
    this.forget(peer)
    for (const [index, executions] of this.executions)
      if (!this.settled.has(index))
        for (const done of executions) if (done.peer === peer) done.isVoid = true
  }

  /**
   * Everybody is gone, and there is left who stands behind what is settled, and of the rest what these
   * votes say.
   */
  forgetAllBut(saved: readonly Votes[], makersOf: (index: number) => readonly Maker[]): void {
    for (const peer of [...this.workers.keys()]) this.forget(peer)
    for (const lease of this.leases) lease.fate = 'over'
    this.#forgetUnsaved(saved, makersOf)
  }

  #forgetUnsaved(saved: readonly Votes[], makersOf: (index: number) => readonly Maker[]): void {
    this.forgotten = this.answered
    const isSaved = (index: number, { peer, key }: Execution) =>
      saved.some(
        (votes) =>
          votes.peer === peer &&
          [...votes.leaves].some((leaf) => leaf.index === index && this.keyOf(leaf) === key),
      )
    for (const [index, executions] of this.executions) {
      const makers = makersOf(index)
      const counted = makers.filter(({ peer }) => !this.banned.has(peer))
      const others = executions.filter(
        (done) =>
          isSaved(index, done) &&
          !this.banned.has(done.peer) &&
          !(this.settled.get(index) === done.key && makers.some(({ peer }) => peer === done.peer)),
      )
      if (this.settled.has(index)) {
        this.forgotten -= makers.length
        const isShaken = counted.length < makers.length && !areTwo(counted)
        const isContradicted = others.some(({ key }) => key !== this.settled.get(index))
        if (makers.length > 0 && (isShaken || isContradicted)) this.forgotten -= others.length
        continue
      }
      for (const done of executions) {
        if (!isSaved(index, done)) done.isVoid = true
        else if (!done.isVoid) this.forgotten -= 1
      }
    }
  }

  /** A peer is gone, and what was lent to it is over. */
  forget(peer: PeerId): void {
    this.workers.delete(peer)
    for (const lease of this.lent) if (lease.peer === peer) lease.fate = 'over'
  }

  /** The lease, if this peer is still at work on it. */
  lentTo(peer: PeerId, leaseId: number): SeenLease | undefined {
    const lease = this.byId.get(leaseId)
    return lease?.fate === 'lent' && lease.peer === peer ? lease : undefined
  }

  /** Whether as many parties as it takes have given this result. */
  isAgreed(leaf: Leaf, quorum: number): boolean {
    const key = this.keyOf(leaf)
    const executions = this.executions.get(leaf.index) ?? []
    const agreeing = executions.filter((done) => done.key === key && !done.isVoid)
    return new Set(agreeing.map(({ party }) => party)).size >= quorum
  }

  /** Whether somebody whose word counts has given another result. */
  isContradicted(leaf: Leaf): boolean {
    const key = this.keyOf(leaf)
    const executions = this.executions.get(leaf.index) ?? []
    return executions.some((done) => done.key !== key && !done.isVoid)
  }

  /** What two results that agree have in common. */
  keyOf({ resultHash, gas }: Leaf): string {
    return this.#judged ? `${gas}` : `${gas} ${resultHash.join()}`
  }
}

/** Whether an answer names just what was lent. */
export function isAnswerTo({ indexes }: SeenLease, leaves: readonly Leaf[]): boolean {
  return leaves.length === indexes.length && leaves.every(({ index }, at) => index === indexes[at])
}

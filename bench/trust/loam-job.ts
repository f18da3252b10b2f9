import { Arrears } from '#peer/requestor/arrears.ts'
import { asAddress, asPeerId, type PeerId } from '#protocol/ids.ts'
import { HEARTBEAT_MS } from '#protocol/schedule/constants.ts'
import type { ScheduleEffect, ScheduleEvent } from '#protocol/schedule/events.ts'
import { advance } from '#protocol/schedule/schedule.ts'
import { createSchedule, type ScheduleState } from '#protocol/schedule/state.ts'
import { type Leaf, Leaves } from '#protocol/trust/leaves.ts'
import { arrearsOf, type PartyRecord, type Policy, provenBy } from '#protocol/trust/policy.ts'
import { EventQueue } from '../simulation/event-queue.ts'
import { Crowd, type CrowdModel, type Provider } from './crowd.ts'
import type { Tally } from './tally.ts'

/** As often as a requestor's tab looks at its job. */
const TICK_MS = 500
const RTT_MS = 100
/** What a subtask takes a provider of speed 1: leases are of a few. */
const SUBTASK_MS = 100
/** Pay is held back by key: which payee it is for changes nothing. */
const PAYEE = asAddress(`0x${'11'.repeat(20)}`)
const RESULTS = [new Uint8Array(32), new Uint8Array(32).fill(1)] as const

interface Work {
  readonly leaseId: number
  readonly indexes: readonly number[]
  beganAt: number | undefined
  isCalledOff: boolean
}

interface Worker {
  readonly peer: PeerId
  readonly provider: Provider
  /** Leases it knows of, the one at work first. */
  readonly queue: Work[]
  /** Leases neither answered nor called off. */
  readonly leases: Map<number, Work>
  /** Subtasks it may still be leased. */
  left: number
}

type Happening =
  | { readonly kind: 'tick' }
  | { readonly kind: 'beat' }
  | { readonly kind: 'granted' | 'computed' | 'answered'; readonly by: Worker; readonly work: Work }
  | { readonly kind: 'cancelled'; readonly by: Worker; readonly work: Work }

/**
 * Runs a job under a policy of Loam: the very reducer of the page, over a modelled crowd. Nobody
 * vanishes with work half done, and outputs are short, so that they come with the answers: what is
 * computed more than once is the policy's doing. A subtask earns one, held back and forfeited by the
 * requestor's own rules.
 * @param parties what the requestor's jobs before learnt of payees; this job adds to it.
 */
export function runLoam(
  model: CrowdModel,
  subtasks: number,
  policy: Policy,
  parties: Map<string, PartyRecord> = new Map(),
): Tally {
  return new LoamJob(new Crowd(model), subtasks, policy, parties).run()
}

class LoamJob {
  readonly #crowd: Crowd
  readonly #state: ScheduleState
  readonly #queue = new EventQueue<Happening>()
  readonly #workers = new Map<PeerId, Worker>()
  readonly #providers = new Map<PeerId, Provider>()
  readonly #banned = new Set<PeerId>()
  readonly #wrong: Uint8Array
  readonly #policy: Policy
  readonly #arrears: Arrears
  #now = 0
  #executions = 0
  #paid = 0n

  constructor(crowd: Crowd, subtasks: number, policy: Policy, parties: Map<string, PartyRecord>) {
    const secret = new Uint8Array(32)
    new DataView(secret.buffer).setUint32(0, crowd.model.seed)
    this.#crowd = crowd
    this.#state = createSchedule({ subtasks, secret, now: 0, policy, parties })
    this.#wrong = new Uint8Array(subtasks)
    this.#policy = policy
    const pay = (_: unknown, amount: bigint) => {
      this.#paid += amount
    }
    this.#arrears = new Arrears({ subtasks: arrearsOf(policy), held: [], pay })
  }

  run(): Tally {
    for (let at = 0; at < this.#crowd.model.providers; at += 1) this.#arrive()
    this.#queue.add(TICK_MS, { kind: 'tick' })
    this.#queue.add(HEARTBEAT_MS, { kind: 'beat' })
    while (!this.#state.finished) {
      const next = this.#queue.next()
      if (next === undefined) throw new RangeError('Nothing happens, and the job has not ended')
      this.#now = next.at
      this.#happen(next.event)
    }
    this.#arrears.release()
    const bannedCheats = [...this.#banned].filter((peer) => this.#providers.get(peer)?.isCheat)
    return {
      subtasks: this.#state.subtasks,
      wrong: this.#wrong.reduce((sum, one) => sum + one, 0),
      executions: this.#executions,
      paid: Number(this.#paid),
      bannedCheats: bannedCheats.length,
      bannedHonest: this.#banned.size - bannedCheats.length,
    }
  }

  #happen(happening: Happening): void {
    switch (happening.kind) {
      case 'tick':
        this.#apply({ type: 'tick' })
        this.#queue.add(this.#now + TICK_MS, happening)
        break
      case 'beat':
        for (const peer of this.#workers.keys()) this.#apply({ type: 'heard', peer })
        this.#queue.add(this.#now + HEARTBEAT_MS, happening)
        break
      case 'granted':
        happening.by.queue.push(happening.work)
        this.#compute(happening.by)
        break
      case 'computed':
        this.#finish(happening.by, happening.work)
        break
      case 'cancelled':
        this.#callOff(happening.by, happening.work)
        break
      case 'answered':
        this.#answer(happening.by, happening.work)
    }
  }

  #arrive(): void {
    const provider = this.#crowd.arrive()
    const peer = asPeerId(`peer-${provider.id}`)
    const { party, stay } = provider
    this.#providers.set(peer, provider)
    this.#workers.set(peer, { peer, provider, queue: [], leases: new Map(), left: stay })
    this.#apply({ type: 'joined', peer, party, cores: 1, rttMs: RTT_MS, allowance: stay })
  }

  /** Bytes are there with the answer: what is wanted is given at once. */
  #apply(event: ScheduleEvent): void {
    for (const effect of advance(this.#state, event, this.#now)) this.#obey(effect)
  }

  #obey(effect: ScheduleEffect): void {
    switch (effect.type) {
      case 'grant': {
        const by = this.#workers.get(effect.peer)
        if (by === undefined) return
        const { leaseId, indexes } = effect
        const work = { leaseId, indexes, beganAt: undefined, isCalledOff: false }
        by.leases.set(leaseId, work)
        by.left -= indexes.length
        this.#queue.add(this.#now + RTT_MS / 2, { kind: 'granted', by, work })
        break
      }
      case 'cancel': {
        const by = this.#workers.get(effect.peer)
        const work = by?.leases.get(effect.leaseId)
        if (by === undefined || work === undefined) return
        by.leases.delete(effect.leaseId)
        this.#queue.add(this.#now + RTT_MS / 2, { kind: 'cancelled', by, work })
        break
      }
      case 'want':
        this.#apply({ ...effect, type: 'output', genuine: true })
        break
      case 'verified':
        for (const { peer } of effect.earned) this.#earn(peer)
        if (effect.source !== undefined) this.#settle(effect.index, effect.source.peer)
        break
      case 'ban':
        this.#ban(effect.peer)
    }
  }

  #earn(peer: PeerId): void {
    const confirmed = this.#state.records.get(peer)?.confirmed ?? 0
    this.#arrears.hold(PAYEE, peer, 1n, confirmed >= provenBy(this.#policy))
  }

  /** The last word counts: what was withdrawn is settled anew. */
  #settle(index: number, source: PeerId): void {
    const provider = this.#providers.get(source)
    if (provider === undefined) throw new RangeError('Settled by somebody who never came')
    this.#wrong[index] = this.#crowd.isWrong(provider, index) ? 1 : 0
  }

  /** Who left may be banned as well, and anybody for several results at once. */
  #ban(peer: PeerId): void {
    this.#banned.add(peer)
    this.#arrears.forfeit(peer)
    const worker = this.#workers.get(peer)
    if (worker === undefined) return
    this.#workers.delete(peer)
    for (const work of worker.leases.values()) this.#callOff(worker, work)
    if (this.#crowd.model.visits !== undefined) this.#arrive()
  }

  #compute(by: Worker): void {
    const [work] = by.queue
    if (work === undefined || work.beganAt !== undefined) return
    work.beganAt = this.#now
    const tookMs = (work.indexes.length * SUBTASK_MS) / by.provider.speed
    this.#queue.add(this.#now + tookMs, { kind: 'computed', by, work })
  }

  #finish(by: Worker, work: Work): void {
    if (work.isCalledOff) return
    by.queue.shift()
    this.#executions += work.indexes.length
    this.#queue.add(this.#now + RTT_MS / 2, { kind: 'answered', by, work })
    this.#compute(by)
  }

  /** What is under way ends with the subtask at hand, and all that was computed of it counts. */
  #callOff(by: Worker, work: Work): void {
    if (work.isCalledOff) return
    work.isCalledOff = true
    const at = by.queue.indexOf(work)
    if (at < 0) return
    by.queue.splice(at, 1)
    if (work.beganAt === undefined) return
    const begun = Math.ceil(((this.#now - work.beganAt) * by.provider.speed) / SUBTASK_MS)
    this.#executions += Math.min(work.indexes.length, begun)
    this.#compute(by)
  }

  #answer(by: Worker, { leaseId, indexes }: Work): void {
    const { peer, provider, leases } = by
    if (!this.#workers.has(peer)) return
    leases.delete(leaseId)
    this.#apply({
      type: 'answered',
      peer,
      leaseId,
      leaves: Leaves.of(
        indexes.map((index) => leafOf(index, this.#crowd.isWrong(provider, index))),
      ),
      computeMs: (indexes.length * SUBTASK_MS) / provider.speed,
    })
    if (by.left > 0 || leases.size > 0 || !this.#workers.has(peer)) return
    this.#workers.delete(peer)
    this.#apply({ type: 'left', peer })
    this.#arrive()
  }
}

const leafOf = (index: number, isWrong: boolean): Leaf => ({
  index,
  inputHash: RESULTS[0],
  outcome: { kind: 'success' },
  resultHash: RESULTS[isWrong ? 1 : 0],
  gas: 1n,
})

import { asPeerId, type PeerId } from '#protocol/ids.ts'
import { HEARTBEAT_MS } from '#protocol/schedule/constants.ts'
import type { ScheduleEffect, ScheduleEvent } from '#protocol/schedule/events.ts'
import { advance } from '#protocol/schedule/schedule.ts'
import { createSchedule } from '#protocol/schedule/state.ts'
import { type Work, WorkQueue } from '#protocol/schedule/work-queue.ts'
import { type Leaf, Leaves } from '#protocol/trust/leaves.ts'
import { EventQueue } from './event-queue.ts'
import { createRandom, type Random } from './random.ts'

/** As often as a requestor's tab looks at its job. */
const TICK_MS = 500
const EMPTY = new Uint8Array()
const RESULTS = [new Uint8Array(32), new Uint8Array(32).fill(1)] as const

/** A job and the network it runs on. Times in ms. */
export interface JobModel {
  readonly seed: number
  readonly subtasks: number
  /** What a subtask takes a provider of speed 1. */
  readonly subtaskMs: number
  /** Providers at work at any time: newcomers take the places of those who vanish. */
  readonly providers: number
  /** Of the logarithm of speeds; the median is 1. */
  readonly sigma: number
  readonly rttMs: number
  /** Each message takes up to this share longer or shorter. */
  readonly jitter: number
  /** How long a provider stays, on average; it goes without a word. */
  readonly lifeMs: number
  /** How long until a newcomer takes its place. */
  readonly vacancyMs: number
  /** Share of providers that return wrong results. */
  readonly malice: number
  /** One word settles a subtask, in place of a quorum of two. */
  readonly judged: boolean
}

/** How a simulated job went. */
export interface JobFigures {
  /**
   * Useful work over what there was to be had. Useful is every execution that the policy asks for,
   * at the work a subtask is: two of each under quorum 2. To be had is the sum of the speeds of all
   * live honest providers, known to the requestor or not, over the time from the first join to the
   * last result. What is lost with who vanishes, computed twice, or waited for is not useful.
   */
  readonly efficiency: number
  /** Executions answered beyond those the policy asks for, as a share of these. */
  readonly duplicates: number
  readonly seconds: number
  readonly events: number
}

interface Provider {
  readonly peer: PeerId
  readonly speed: number
  readonly lies: boolean
  readonly queue: WorkQueue<Work>
  /** When its latest message arrives, there and back: a channel keeps their order. */
  readonly arrivesAt: { there: number; back: number }
  isBusy: boolean
  isAlive: boolean
}

type Happening =
  | { readonly kind: 'tick' }
  | { readonly kind: 'tell'; readonly event: ScheduleEvent }
  | { readonly kind: 'hear'; readonly effect: ScheduleEffect; readonly to: Provider }
  | { readonly kind: 'computed'; readonly by: Provider; readonly work: Work }
  | { readonly kind: 'beat'; readonly by: Provider }
  | { readonly kind: 'vanish'; readonly who: Provider }
  | { readonly kind: 'arrive' }

/** Drives the very reducer of the page over a modelled network, until the job ends. */
export function simulateJob(model: JobModel): JobFigures {
  return new Simulation(model).run()
}

class Simulation {
  readonly #model: JobModel
  readonly #random: Random
  readonly #queue = new EventQueue<Happening>()
  readonly #state
  readonly #providers = new Map<PeerId, Provider>()
  #now = 0
  #speed = 0
  #capacity = 0
  #met = 0
  #events = 0

  constructor(model: JobModel) {
    this.#model = model
    this.#random = createRandom(model.seed)
    this.#state = createSchedule({
      subtasks: model.subtasks,
      secret: new Uint8Array(32).fill(model.seed),
      now: 0,
      judged: model.judged,
    })
  }

  run(): JobFigures {
    const { providers, subtasks, subtaskMs } = this.#model
    for (let at = 0; at < providers; at += 1) this.#arrive()
    this.#queue.add(TICK_MS, { kind: 'tick' })
    while (!this.#state.finished) {
      const next = this.#queue.next()
      if (next === undefined)
        throw new RangeError('Nothing more happens, and the job has not ended')
      this.#capacity += this.#speed * (next.at - this.#now)
      this.#now = next.at
      this.#happen(next.event)
    }
    const wanted = subtasks * this.#state.quorum
    return {
      efficiency: (wanted * subtaskMs) / this.#capacity,
      duplicates: this.#state.executions / wanted - 1,
      seconds: this.#now / 1_000,
      events: this.#events,
    }
  }

  #happen(happening: Happening): void {
    switch (happening.kind) {
      case 'tick':
        this.#apply({ type: 'tick' })
        this.#queue.add(this.#now + TICK_MS, happening)
        break
      case 'tell':
        this.#apply(happening.event)
        break
      case 'hear':
        if (happening.to.isAlive) this.#obey(happening.to, happening.effect)
        break
      case 'computed':
        if (happening.by.isAlive) this.#finish(happening.by, happening.work)
        break
      case 'beat':
        if (happening.by.isAlive) this.#beat(happening.by)
        break
      case 'vanish':
        this.#vanish(happening.who)
        break
      case 'arrive':
        this.#arrive()
    }
  }

  #apply(event: ScheduleEvent): void {
    this.#events += 1
    for (const effect of advance(this.#state, event, this.#now)) {
      if (effect.type === 'ban') this.#replace(effect.peer)
      if (effect.type !== 'grant' && effect.type !== 'cancel' && effect.type !== 'want') continue
      const to = this.#providers.get(effect.peer)
      if (to === undefined) continue
      to.arrivesAt.there = Math.max(to.arrivesAt.there, this.#now + this.#wayMs())
      this.#queue.add(to.arrivesAt.there, { kind: 'hear', effect, to })
    }
  }

  #arrive(): void {
    const { sigma, malice, rttMs, lifeMs } = this.#model
    const provider: Provider = {
      peer: asPeerId(`provider-${this.#met}`),
      speed: this.#random.lognormal(sigma),
      lies: this.#random.uniform() < malice,
      queue: new WorkQueue(),
      arrivesAt: { there: 0, back: 0 },
      isBusy: false,
      isAlive: true,
    }
    this.#met += 1
    this.#providers.set(provider.peer, provider)
    if (!provider.lies) this.#speed += provider.speed
    const lifeLeftMs = this.#random.exponential(lifeMs)
    this.#queue.add(this.#now + lifeLeftMs, { kind: 'vanish', who: provider })
    this.#queue.add(this.#now + HEARTBEAT_MS, { kind: 'beat', by: provider })
    const { peer } = provider
    const allowance = Number.POSITIVE_INFINITY
    this.#apply({ type: 'joined', peer, party: peer, cores: 1, rttMs, allowance })
  }

  #vanish(who: Provider): void {
    if (!who.isAlive) return
    who.isAlive = false
    if (!who.lies) this.#speed -= who.speed
    this.#providers.delete(who.peer)
    this.#queue.add(this.#now + this.#model.vacancyMs, { kind: 'arrive' })
  }

  /** Somebody else takes the place of who was sent away. */
  #replace(peer: PeerId): void {
    const provider = this.#providers.get(peer)
    if (provider !== undefined) this.#vanish(provider)
  }

  #beat(by: Provider): void {
    this.#tell(by, { type: 'heard', peer: by.peer })
    this.#queue.add(this.#now + HEARTBEAT_MS, { kind: 'beat', by })
  }

  #obey(provider: Provider, effect: ScheduleEffect): void {
    const { queue } = provider
    if (effect.type === 'grant') {
      queue.lease(
        effect.leaseId,
        effect.indexes.map((index) => ({ index, input: EMPTY })),
      )
      this.#compute(provider)
    } else if (effect.type === 'cancel') queue.drop(effect.leaseId)
    else if (effect.type === 'want')
      this.#tell(provider, { ...effect, type: 'output', genuine: true })
  }

  /** What runs of a lease that was called off runs to its end: a core cannot know. */
  #compute(provider: Provider): void {
    const [work] = provider.isBusy ? [] : provider.queue.next(1)
    if (work === undefined) return
    provider.isBusy = true
    const tookMs = this.#model.subtaskMs / provider.speed
    this.#queue.add(this.#now + tookMs, { kind: 'computed', by: provider, work })
  }

  #finish(provider: Provider, work: Work): void {
    const { peer, queue, speed, lies } = provider
    const batch = queue.finish(work, work)
    if (batch !== undefined)
      this.#tell(provider, {
        type: 'answered',
        peer,
        leaseId: work.leaseId,
        leaves: Leaves.of(batch.map(({ index }) => leafOf(index, lies))),
        computeMs: (batch.length * this.#model.subtaskMs) / speed,
      })
    provider.isBusy = false
    this.#compute(provider)
  }

  #tell(from: Provider, event: ScheduleEvent): void {
    from.arrivesAt.back = Math.max(from.arrivesAt.back, this.#now + this.#wayMs())
    this.#queue.add(from.arrivesAt.back, { kind: 'tell', event })
  }

  /** One way, there or back. */
  #wayMs(): number {
    const { rttMs, jitter } = this.#model
    return (rttMs / 2) * (1 + jitter * (2 * this.#random.uniform() - 1))
  }
}

/** Liars agree on one wrong result, the worst they can do. */
const leafOf = (index: number, lies: boolean): Leaf => ({
  index,
  inputHash: RESULTS[0],
  outcome: { kind: 'success' },
  resultHash: RESULTS[lies ? 1 : 0],
  gas: 1n,
})

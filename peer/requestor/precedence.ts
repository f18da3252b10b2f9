import type { JobPriority } from '#peer/peer.ts'
import type { Clock } from '#peer/ports/clock.ts'
import type { PeerId } from '#protocol/ids.ts'
import type { OfferRefusal } from '#protocol/market/judgement.ts'

/** How long a provider that was sent on is not taken back: it answers others meanwhile. */
const SENT_ON_MS = 9_000
/** Keys remembered as sent on, far more than have a place here; the first of them goes first. */
const MAX_SENT_ON = 2_048
const MORE_URGENT: OfferRefusal = {
  reason: 'a more urgent job of its requestor comes first',
  advice: 'Give this job the same priority, or wait until the other has enough providers.',
  toProvider: 'Answer the more urgent job: it asks too.',
}

const RANKS: Readonly<Record<JobPriority, number>> = { high: 2, normal: 1, low: 0 }

/** A job as another of the same requestor sees it. */
export interface Rival {
  readonly priority: JobPriority
  /** Whether it has subtasks that nobody has begun. */
  readonly isHungry: boolean
  /** Whether a provider works for it. */
  serves(peer: PeerId): boolean
}

/**
 * One job's place among its requestor's: while a more urgent one is hungry, this one sends each
 * provider on to it, once. Whoever comes back finds no use there and is kept, so that nobody waits
 * for a job that cannot use them.
 */
export class Precedence {
  readonly #clock: Clock
  readonly #self: () => JobPriority
  readonly #rivals: () => Iterable<Rival>
  readonly #sentOnAt = new Map<PeerId, number>()

  constructor(options: {
    readonly clock: Clock
    readonly self: () => JobPriority
    /** The requestor's jobs that run; this one may be among them. */
    readonly rivals: () => Iterable<Rival>
  }) {
    this.#clock = options.clock
    this.#self = options.self
    this.#rivals = options.rivals
  }

  /** Whether a provider at work here should go over to a more urgent job. */
  yields(peer: PeerId): boolean {
    if (this.#superiors().length > 0) return !this.#sentOnAt.has(peer)
    this.#sentOnAt.clear()
    return false
  }

  /** A provider is sent on: from now on it counts as asked. Returns why. */
  sendOn(peer: PeerId): OfferRefusal {
    this.#sentOnAt.set(peer, this.#clock.now())
    const oldest = this.#sentOnAt.keys().next().value
    if (this.#sentOnAt.size > MAX_SENT_ON && oldest !== undefined) this.#sentOnAt.delete(oldest)
    return MORE_URGENT
  }

  /** Why an offer is not taken up here, or not yet. */
  objection(provider: PeerId): OfferRefusal | undefined {
    if (this.yields(provider)) return this.sendOn(provider)
    const sentOnAt = this.#sentOnAt.get(provider) ?? Number.NEGATIVE_INFINITY
    const isServing = this.#superiors().some((rival) => rival.serves(provider))
    return isServing || this.#clock.now() - sentOnAt < SENT_ON_MS ? MORE_URGENT : undefined
  }

  #superiors(): readonly Rival[] {
    const own = RANKS[this.#self()]
    return [...this.#rivals()].filter(({ priority, isHungry }) => isHungry && RANKS[priority] > own)
  }
}

import type { Channel } from '#peer/ports/mesh.ts'
import type { PeerId } from '#protocol/ids.ts'
import type { Offer } from '#protocol/market/demand.ts'
import { JOB_OVER, PAUSED } from './closing-words.ts'
import type { Crew, OfferAnswer } from './crew.ts'
import type { JobMarket } from './job-market.ts'
import type { Journal } from './journal.ts'
import type { Places } from './places.ts'
import type { Precedence } from './precedence.ts'
import type { Reputations } from './reputations.ts'
import type { Testimonials } from './testimonials.ts'
import type { WorkFloor } from './work-floor.ts'
import type { LinkEvent, WorkLink } from './work-link.ts'

export interface ReceptionOptions {
  readonly crew: Crew
  readonly floor: WorkFloor
  readonly market: JobMarket
  readonly places: Places
  readonly precedence: Precedence
  readonly journal: Journal
  readonly reputations: Reputations
  readonly testimonials: Testimonials
  /** Whether the job goes on and offers are looked at. */
  readonly isOpen: () => boolean
  /** A provider came to work. */
  readonly onAdmitted: () => void
}

/** Who speaks with a job's providers: answers their offers, hears them, and says what is due to them. */
export class Reception {
  readonly #options: ReceptionOptions

  constructor(options: ReceptionOptions) {
    this.#options = options
  }

  /** Decides on an offer; the answer goes back over the channel it came on. */
  consider(offer: Offer, path: Channel['path']): Promise<OfferAnswer> | OfferAnswer {
    const { isOpen, journal, precedence, market } = this.#options
    if (!isOpen()) return { kind: 'decline', ...JOB_OVER }
    if (journal.phase === 'paused') return { kind: 'decline', ...PAUSED }
    const objection = precedence.objection(offer.provider)
    if (objection !== undefined) return { kind: 'decline', ...objection }
    return market.consider(offer, path)
  }

  /** Takes what a provider says to whom it concerns. */
  async hear(peer: PeerId, event: LinkEvent): Promise<void> {
    const { floor } = this.#options
    if (event.type === 'record') await this.#weigh(peer, event)
    else if (event.type === 'ready') await this.#admit(peer, event.cores)
    else floor.hear(peer, event)
  }

  /** Says to a provider what there is to be said of its work. */
  async testify(link: WorkLink, hasEnded: boolean): Promise<void> {
    const words = await this.#options.testimonials.wordsFor(link.agreement, hasEnded)
    for (const testimonial of words) await link.send({ type: 'testimonial', testimonial })
  }

  /** Looks at what a provider shows of its past; one that signed two pasts is not worked with. */
  async #weigh(peer: PeerId, { record }: Extract<LinkEvent, { type: 'record' }>): Promise<void> {
    const { crew, reputations, floor } = this.#options
    const place = crew.members.get(peer)?.place
    if (place === undefined) return
    if ((await reputations.take(place, record)) === 'forked')
      floor.apply({ type: 'banned', peer, reason: 'signed two agreements of one number' })
  }

  async #admit(peer: PeerId, cores: number): Promise<void> {
    const { crew, places, journal, onAdmitted } = this.#options
    if (!(await places.admit(peer, cores))) return
    const link = crew.link(peer)
    if (link !== undefined) void this.testify(link, false)
    journal.time('join')
    if (journal.phase !== 'paused') journal.note({ phase: 'running' })
    onAdmitted()
  }
}

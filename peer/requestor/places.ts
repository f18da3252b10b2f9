import { bytesToHex } from '@noble/hashes/utils.js'
import type { Clock } from '#peer/ports/clock.ts'
import { LoamError } from '#protocol/errors.ts'
import { type Explanation, explainError } from '#protocol/explanation.ts'
import type { PeerId } from '#protocol/ids.ts'
import type { Offer } from '#protocol/market/demand.ts'
import { convictions } from '#protocol/market/standing.ts'
import { MAX_CORES } from '#protocol/schedule/constants.ts'
import type { ScheduleState, Standing } from '#protocol/schedule/state.ts'
import { probation } from '#protocol/trust/policy.ts'
import { carriedResults, carriedTrust } from '#protocol/trust/reputation.ts'
import { HAD_ITS_SHARE, PAUSED } from './closing-words.ts'
import type { Crew, CrewMember } from './crew.ts'
import type { Experience } from './experience.ts'
import type { Payroll } from './payroll.ts'
import type { Precedence } from './precedence.ts'
import type { Reputations } from './reputations.ts'
import type { Standings } from './standings.ts'
import type { WorkFloor } from './work-floor.ts'

/** How long a paused job keeps its providers before they may work for others. */
const PAUSED_KEEP_MS = 30_000
/** How long who has had its share is kept to give what it computed, from its last answer on. */
const SPENT_KEEP_MS = 30_000
/** What is left of a conviction when a record may speak for its key again: two months later. */
const FORGOTTEN = 0.25
/** A first guess of the round trip, until answers show a better one. */
const FIRST_RTT_MS = 100

export interface PlacesOptions {
  readonly clock: Clock
  readonly crew: Crew
  readonly schedule: ScheduleState
  readonly floor: WorkFloor
  readonly precedence: Precedence
  readonly reputations: Reputations
  readonly standings: Standings
  readonly experience: Experience
  /** Undefined for a free job. */
  readonly payroll: Payroll | undefined
  /** What of a remote address tells one place from another; undefined where it says nothing. */
  readonly placeOf: (address: string) => string | undefined
  /** Whether work still counts. */
  readonly isOpen: () => boolean
}

/** A job's places at work: who is let in, how much each may be given, and who is let go when. */
export class Places {
  readonly #options: PlacesOptions
  /** When a paused job lets its providers go. */
  #releasesAt = Number.POSITIVE_INFINITY

  constructor(options: PlacesOptions) {
    this.#options = options
  }

  /**
   * Lets in a provider that is ready, once it can be paid.
   * @returns whether it is at work now.
   */
  async admit(peer: PeerId, cores: number): Promise<boolean> {
    const { crew, floor, payroll, experience, isOpen } = this.#options
    const member = crew.members.get(peer)
    if (member === undefined) return false
    const { offer } = member
    const lent = { cores: Math.min(cores, offer.cores, MAX_CORES), format: offer.format }
    let refusal: Explanation | undefined
    try {
      if (offer.payee !== null) await payroll?.admit(offer.payee, lent)
    } catch (error) {
      if (!(error instanceof LoamError)) throw error
      refusal = explainError(error)
    }
    // Meanwhile it may have parted, and even come back as somebody who is not ready yet.
    if (crew.members.get(peer) !== member) return false
    if (refusal !== undefined) {
      await crew.dismiss(peer, refusal)
      return false
    }
    if (!isOpen()) return false
    if (offer.payee !== null) payroll?.agree(offer.payee, peer, offer.pricePerGigaGas)
    experience.tell(peer)
    floor.apply({
      type: 'joined',
      peer,
      party: offer.payee ?? peer,
      cores: lent.cores,
      rttMs: FIRST_RTT_MS,
      ...(offer.format && { format: offer.format }),
      allowance: this.#allowance(peer, offer),
      standing: this.#standingOf(peer),
      whereabouts: this.#whereaboutsOf(member),
    })
    experience.met(peer)
    return true
  }

  /**
   * What it gave us before, or what its record stands for where that is more. Where results differ
   * it is taken at our own word alone, and what it was caught at no record makes good.
   */
  #standingOf(peer: PeerId): Standing {
    const { clock, schedule, reputations, standings } = this.#options
    const standing = standings.of(peer)
    const given = Math.round(standing.given)
    const { confirmed } = standing
    const wasCaught = convictions(standing, clock.now()) > FORGOTTEN
    const reputation = reputations.of(peer)
    if (wasCaught || reputation === undefined || schedule.policy.kind !== 'adaptive')
      return { given, confirmed }
    const carried = carriedResults(carriedTrust(reputation), probation(schedule.policy.error))
    return { given: Math.max(given, carried), confirmed }
  }

  /** The site that it says it works on, and where our own connection sees it. */
  #whereaboutsOf({ offer, link }: CrewMember): readonly string[] {
    const address = link?.channel.remoteAddress
    const place = address === undefined ? undefined : this.#options.placeOf(address)
    return [
      ...(offer.site === undefined ? [] : [`site ${bytesToHex(offer.site)}`]),
      ...(place === undefined ? [] : [`address ${place}`]),
    ]
  }

  /** Tells the schedule what everybody may be given now. */
  allow(): void {
    const { crew, floor } = this.#options
    for (const [peer, member] of crew.members)
      if (member.state === 'working')
        floor.apply({
          type: 'allowed',
          peer,
          allowance: this.#allowance(peer, member.offer),
          // Work that began over a relay may have moved to a path that shows more.
          whereabouts: this.#whereaboutsOf(member),
        })
  }

  /** Lets those go over to a more urgent job who have ended what they had of this one. */
  sendOn(): void {
    const { crew, precedence } = this.#options
    for (const peer of [...crew.members.keys()])
      if (precedence.yields(peer) && !this.#isBusy(peer))
        this.#release(peer, precedence.sendOn(peer).reason)
  }

  /** Lets those go whose party has had its share of the job, once they have given what they computed. */
  sendHome(): void {
    const { clock, crew, floor, schedule } = this.#options
    for (const { peer, party, leases, unsettled, lastAnswerAt } of [...schedule.workers.values()]) {
      if (schedule.shares?.isSpent(party) !== true || leases.size > 0) continue
      if (unsettled > 0 && clock.now() - lastAnswerAt < SPENT_KEEP_MS) continue
      crew.dismiss(peer, HAD_ITS_SHARE)
      floor.apply({ type: 'left', peer })
    }
  }

  /** The job is paused, and may go on soon; a pause of long keeps nobody from other work. */
  keepForPause(): void {
    this.#releasesAt = this.#options.clock.now() + PAUSED_KEEP_MS
  }

  /** The job goes on. */
  keepAll(): void {
    this.#releasesAt = Number.POSITIVE_INFINITY
  }

  /**
   * Lets go, in a paused job, of whom nobody should keep any longer.
   * @returns whether somebody still ends what was begun.
   */
  rest(): boolean {
    const { clock, crew } = this.#options
    const present = [...crew.members.keys()]
    const idle = present.filter((peer) => !this.#isBusy(peer))
    if (clock.now() >= this.#releasesAt) for (const peer of idle) this.#release(peer, PAUSED.reason)
    return idle.length < present.length
  }

  /** Subtasks a provider may be given now; all there are when nobody is paid. */
  #allowance(peer: PeerId, { payee }: Offer): number {
    const { precedence, payroll } = this.#options
    if (precedence.yields(peer)) return 0
    if (payroll === undefined || payee === null) return Number.POSITIVE_INFINITY
    return payroll.allowance(payee)
  }

  #isBusy(peer: PeerId): boolean {
    return (this.#options.schedule.workers.get(peer)?.leases.size ?? 0) > 0
  }

  #release(peer: PeerId, reason: string): void {
    this.#options.crew.release(peer, reason)
    this.#options.floor.apply({ type: 'left', peer })
  }
}

import type { Clock } from '#peer/ports/clock.ts'
import { NoWorkPathError, UnreachableError } from '#peer/ports/errors.ts'
import type { Channel, Mesh } from '#peer/ports/mesh.ts'
import type { Signatures } from '#peer/ports/signatures.ts'
import { takeFrames } from '#peer/take-frames.ts'
import { limitTime, sleep, waitAtMost } from '#peer/time-limit.ts'
import { LoamError, MalformedError } from '#protocol/errors.ts'
import {
  cutWords,
  type Explanation,
  explainError,
  quoteExplanation,
  quoteWords,
} from '#protocol/explanation.ts'
import type { PeerId } from '#protocol/ids.ts'
import { type ChainedAgreement, type Link, readLink } from '#protocol/market/agreement-chain.ts'
import {
  type Agreement,
  agreementSchema,
  type Demand,
  type Offer,
} from '#protocol/market/demand.ts'
import type { OfferRefusal } from '#protocol/market/judgement.ts'
import { MAX_PROVIDERS } from '#protocol/market/pool.ts'
import type { Incident } from '#protocol/market/standing.ts'
import { OWN_LATENESS_MS, SILENT } from '#protocol/schedule/constants.ts'
import { type Sealed, seal } from '#protocol/trust/seal.ts'
import { encode } from '#protocol/wire/codec.ts'
import { requestorMessageSchema } from '#protocol/wire/messages.ts'
import { WORK_PROTOCOL } from '#protocol/wire/protocols.ts'
import { StartWatch } from './start-watch.ts'
import type { AgreedWork } from './testimonials.ts'
import { type LinkEvent, WorkLink } from './work-link.ts'

/** Time to reach a chosen provider. */
const REACH_MS = 10_000
const GOODBYE_MS = 2_000
const MAY_COME_BACK = 'Its work goes to others; it may come back and is taken again.'
/** When work that began over a relay looks for a direct path: the first dial may have been slow. */
const DIRECT_TRIES_MS = [2_000, 15_000]
/** Reasons kept for the page; the oldest go first. */
const MAX_TURNED_AWAY = 50

/** One provider on its way into the job, or in it. */
export interface CrewMember {
  readonly offer: Offer
  /** What it signed: its agreement's place in its chain. */
  readonly place: Link
  state: 'connecting' | 'working'
  link: WorkLink | undefined
  /** How it gets on until it works. */
  readonly start: StartWatch
}

export type OfferAnswer =
  | {
      readonly kind: 'agree'
      readonly agreement: Sealed
      /**
       * Takes the agreement's place in the provider's chain; only then the provider is reached.
       * @throws {MalformedError} for a link that is none, or does not follow its last in this job.
       */
      readonly confirm: (link: Sealed) => void
      /** The provider does not sign after all, and says why. */
      readonly withdraw: (why: Explanation) => void
    }
  | ({ readonly kind: 'decline' } & OfferRefusal)

export interface CrewOptions {
  readonly mesh: Mesh
  readonly clock: Clock
  readonly seed: Uint8Array
  /** The number of each provider's latest agreement in earlier runs of the job. */
  readonly numbers: ReadonlyMap<PeerId, number>
  /** Both signed. */
  readonly onAgreed: (agreed: AgreedWork) => void
  /** Says of a provider that goes what there is to be said; awaited for a moment before it is let go. */
  readonly onPart: (link: WorkLink) => Promise<void>
  readonly signatures: Signatures
  /** What a member said; awaiting it holds back its next frame. */
  readonly onEvent: (peer: PeerId, event: LinkEvent) => Promise<void>
  readonly onParted: (peer: PeerId) => void
  /** Something went wrong with a provider that is held against its key, not only in this job. */
  readonly onIncident: (peer: PeerId, kind: Incident) => void
  readonly onChange: () => void
}

/** A job's providers: agreed with, reached, listened to, sent away. It decides no results. */
export class Crew {
  readonly #options: CrewOptions
  readonly members = new Map<PeerId, CrewMember>()
  /** Candidates not taken and members sent away, the latest last. */
  readonly turnedAway = new Map<PeerId, Explanation>()
  /** The number of each provider's latest agreement in this job. */
  readonly #numbers: Map<PeerId, number>
  /** Providers that answered, and to which no way for work leads. */
  readonly outOfReach = new Set<PeerId>()
  /** Whether any provider was ever reached from here. */
  hasReached = false
  /** Said goodbye: whoever is still on the way is sent back. */
  #isOver = false
  #lastBeat: number

  constructor(options: CrewOptions) {
    this.#options = options
    this.#numbers = new Map(options.numbers)
    this.#lastBeat = options.clock.now()
  }

  /** Those that hold a place: a provider that fell silent before it was ready holds none. */
  present(): readonly CrewMember[] {
    return [...this.members.values()].filter((member) => !isAbsent(member))
  }

  link(peer: PeerId): WorkLink | undefined {
    return this.members.get(peer)?.link
  }

  links(): readonly WorkLink[] {
    return [...this.members.values()].flatMap(({ link }) => link ?? [])
  }

  /** What is signed with a provider whose offer is taken. */
  agree(offer: Offer, demand: Demand): Extract<OfferAnswer, { kind: 'agree' }> {
    const { clock, seed } = this.#options
    const agreement: Agreement = {
      agreementId: clock.randomBytes(16),
      demand,
      offer,
      signedAt: clock.now(),
    }
    const sealed = seal('agreement', agreementSchema, agreement, seed)
    const confirm = (link: Sealed) => {
      const place = this.#chain(agreement, { agreement: sealed, link })
      void this.#engage(agreement, place)
    }
    const withdraw = (why: Explanation) =>
      this.turnAway(offer.provider, quoteExplanation('did not sign, saying', why))
    return { kind: 'agree', agreement: sealed, confirm, withdraw }
  }

  /** A number that was used before would take the place of other evidence, or hide that there is more. */
  #chain(agreement: Agreement, chained: ChainedAgreement): Link {
    const { provider } = agreement.offer
    const place = readLink(chained, provider)
    const { number } = place
    const last = this.#numbers.get(provider)
    if (last !== undefined && number <= last)
      throw new MalformedError('link that does not follow the last')
    this.#numbers.set(provider, number)
    this.#options.onAgreed({ agreement, number, chained })
    return place
  }

  /** Tells everybody that this side is here, and gives up who does not get ready. */
  beat(): void {
    const now = this.#options.clock.now()
    // Time that this tab slept through counts against nobody.
    const passedMs = Math.min(now - this.#lastBeat, OWN_LATENESS_MS)
    this.#lastBeat = now
    for (const [peer, { state, link, start }] of this.members) {
      if (link === undefined) continue
      void link.send({ type: 'beat' })
      const fault = state === 'connecting' ? start.pass(passedMs) : undefined
      if (fault !== undefined) this.drop(peer, fault)
    }
  }

  /** A member asked for a block of the program. */
  noteFetch(peer: PeerId): void {
    this.members.get(peer)?.start.asked()
  }

  /** Gives a provider up that failed or fell silent; its key is taken again after a while. */
  drop(peer: PeerId, reason: string): void {
    this.#options.onIncident(peer, reason === SILENT ? 'timeout' : 'failure')
    this.dismiss(peer, { reason, advice: MAY_COME_BACK })
  }

  /** Sends a provider away and says why. */
  dismiss(peer: PeerId, why: Explanation): void {
    this.turnAway(peer, why)
    this.release(peer, why.reason)
  }

  /** Sends a provider home with nothing held against it: it may come back. */
  release(peer: PeerId, reason: string): void {
    const link = this.link(peer)
    this.members.delete(peer)
    if (link !== undefined) void this.#part(link, reason)
  }

  async farewell(reason: string): Promise<void> {
    this.#isOver = true
    await Promise.all(this.links().map((link) => this.#part(link, reason)))
  }

  /** Lets go of everybody without a word, as a closing tab does. */
  async close(): Promise<void> {
    this.#isOver = true
    await Promise.all(this.links().map((link) => link.close()))
  }

  turnAway(peer: PeerId, { reason, advice }: Explanation): void {
    this.turnedAway.delete(peer)
    this.turnedAway.set(peer, { reason, advice })
    const oldest = this.turnedAway.keys().next().value
    if (this.turnedAway.size > MAX_TURNED_AWAY && oldest !== undefined)
      this.turnedAway.delete(oldest)
    this.#options.onChange()
  }

  async #engage(agreement: Agreement, place: Link): Promise<void> {
    const { mesh } = this.#options
    const { offer } = agreement
    const peer = offer.provider
    if (this.#isOver || this.members.has(peer)) return
    const member: CrewMember = {
      offer,
      place,
      state: 'connecting',
      link: undefined,
      start: new StartWatch(),
    }
    this.members.set(peer, member)
    this.turnedAway.delete(peer)
    this.#options.onChange()
    try {
      const channel = await this.#reach(peer)
      this.hasReached = true
      this.outOfReach.delete(peer)
      // Meanwhile everybody, or this one, may have been sent away.
      if (this.#isOver || this.members.get(peer) !== member) {
        this.#forget(peer, member)
        return await channel.close()
      }
      const link = new WorkLink(channel, agreement, this.#options.signatures)
      member.link = link
      takeFrames(mesh, channel, (frame) => this.#hear(link, frame))
      this.#watch(link, channel)
      void link.send({ type: 'hello', agreementId: agreement.agreementId })
      if (channel.path === 'relayed') void this.#seekDirect(link)
    } catch (error) {
      this.#forget(peer, member)
      if (!(error instanceof LoamError)) throw error
      if (error.code === NoWorkPathError.code && this.outOfReach.size < MAX_TURNED_AWAY)
        this.outOfReach.add(peer)
      this.#options.onIncident(peer, 'failure')
      this.turnAway(peer, explainError(error))
    }
  }

  #forget(peer: PeerId, member: CrewMember): void {
    if (this.members.get(peer) === member) this.members.delete(peer)
  }

  /** @throws {UnreachableError | NoWorkPathError} when work has no way to a chosen provider. */
  async #reach(peer: PeerId): Promise<Channel> {
    const { mesh, clock } = this.#options
    const signal = limitTime(clock, REACH_MS)
    try {
      return await mesh.open(peer, WORK_PROTOCOL, { path: 'any', signal })
    } catch (error) {
      if (!signal.aborted) throw error
      throw new UnreachableError(peer, 'it does not answer', { cause: error })
    }
  }

  #watch(link: WorkLink, channel: Channel): void {
    void channel.closed.then(() => {
      if (link.channel === channel) this.#parted(channel.remote, link)
    })
  }

  /**
   * Moves work that goes over a relay to a direct path, should there be one after all: it is faster,
   * and outlives the relay. A provider that knows no such move closes the new channel.
   */
  async #seekDirect(link: WorkLink): Promise<void> {
    const { mesh, clock } = this.#options
    const { remote } = link.channel
    for (const waitMs of DIRECT_TRIES_MS) {
      await sleep(clock, waitMs)
      if (this.link(remote) !== link) return
      const signal = limitTime(clock, REACH_MS)
      const channel = await mesh
        .open(remote, WORK_PROTOCOL, { path: 'direct', signal })
        .catch((error: unknown) => {
          if (signal.aborted || error instanceof LoamError) return undefined
          throw error
        })
      if (channel !== undefined) return this.#offerMove(link, channel)
    }
  }

  #offerMove(link: WorkLink, channel: Channel): void {
    const { agreementId } = link.agreement
    takeFrames(this.#options.mesh, channel, async (frame) => {
      if (this.link(channel.remote) !== link) return await channel.close()
      if (link.channel !== channel) {
        link.move(channel)
        this.#watch(link, channel)
        this.#options.onChange()
      }
      await this.#hear(link, frame)
    })
    void channel
      .send(encode(requestorMessageSchema, { type: 'hello', agreementId }))
      .catch(() => {})
  }

  #parted(peer: PeerId, link: WorkLink): void {
    if (this.link(peer) !== link) return
    this.members.delete(peer)
    if (!this.#isOver) this.#options.onIncident(peer, 'departure')
    this.#options.onParted(peer)
  }

  async #hear(link: WorkLink, frame: Uint8Array): Promise<void> {
    const peer = link.channel.remote
    try {
      const event = await link.read(frame)
      if (event === undefined) return
      const member = this.members.get(peer)
      const wasAbsent = member !== undefined && isAbsent(member)
      member?.start.heard()
      if (event.type === 'ready' && member !== undefined) {
        if (member.state === 'working') throw new MalformedError('second ready')
        if (wasAbsent && this.members.size > MAX_PROVIDERS)
          return this.dismiss(peer, {
            reason: 'came back after its place was taken',
            advice: 'It is taken when a place falls free and it offers again.',
          })
        member.state = 'working'
      }
      if (event.type === 'leaving') {
        this.turnAway(peer, {
          reason: `left, saying ${quoteWords(event.reason)}`,
          advice: MAY_COME_BACK,
        })
        this.#parted(peer, link)
        await waitAtMost(this.#options.clock, GOODBYE_MS, this.#options.onPart(link))
        await link.close()
      } else await this.#options.onEvent(peer, event)
    } catch (error) {
      if (error instanceof MalformedError) this.turnAway(peer, explainError(error))
      throw error
    }
  }

  /** A goodbye that is not read in time is not waited for. */
  async #part(link: WorkLink, reason: string): Promise<void> {
    const { clock, onPart } = this.#options
    const said = onPart(link).then(() => link.send({ type: 'bye', reason: cutWords(reason) }))
    await waitAtMost(clock, GOODBYE_MS, said)
    await link.close()
  }
}

const isAbsent = ({ state, start }: CrewMember) => state === 'connecting' && start.isSilent

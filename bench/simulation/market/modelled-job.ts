import type { PeerId } from '#protocol/ids.ts'
import type { Agreement, Demand, Offer } from '#protocol/market/demand.ts'
import type { Noise } from '#protocol/market/earshot.ts'
import type { OfferRefusal } from '#protocol/market/judgement.ts'
import { MAX_PROVIDERS, type Pool } from '#protocol/market/pool.ts'
import { NO_PREFERENCES } from '#protocol/market/preferences.ts'
import {
  advanceStall,
  createStall,
  OFFERED_ALREADY,
  type StallBook,
  type StallEffect,
  type StallEvent,
} from '#protocol/market/stall.ts'
import type { Standing } from '#protocol/market/standing.ts'
import { DROP_MS, SUSPECT_MS } from '#protocol/schedule/constants.ts'
import { FIRST_POLICY, wordsWanted } from '#protocol/trust/policy.ts'

const QUORUM = wordsWanted(FIRST_POLICY)

import type { Network, ProviderTab } from './tabs.ts'

/** How often a requestor looks at its job. */
const TICK_MS = 500
const SUBTASK_SECONDS = 0.2

/** What is noted of jobs, all together. Times in ms. */
export interface JobNotes {
  /** From the first demand until as many work as a quorum needs. */
  readonly matchedMs: number[]
  /** From the loss of a provider until another works in its place. */
  readonly refilledMs: number[]
  /** What was agreed on. */
  readonly onAgreed: (demand: Demand, offer: Offer) => void
  /** Places that jobs had, times how long. */
  placesMs: number
  /** Of it, what somebody worked at, */
  filledMs: number
  /** what was empty before all places were filled for the first time, */
  startMs: number
  /** and what was empty with nobody having noticed yet. The rest was looked for. */
  unnoticedMs: number
  ended: number
}

export const createNotes = (onAgreed: JobNotes['onAgreed']): JobNotes => ({
  matchedMs: [],
  refilledMs: [],
  onAgreed,
  placesMs: 0,
  filledMs: 0,
  startMs: 0,
  unnoticedMs: 0,
  ended: 0,
})

/** What a job needs of its requestor's tab. */
export interface JobHost {
  readonly self: PeerId
  readonly network: Network
  readonly notes: JobNotes
  noise(): Noise
  standing(provider: PeerId): Standing
  forsaken(provider: PeerId): void
  cry(demand: Demand, depth: number): void
  ask(agreement: Agreement, provider: ProviderTab): void
  ended(): void
}

interface Member {
  readonly tab: ProviderTab
  readonly offer: Offer
  state: 'coming' | 'working' | 'silent'
}

type Crew = Pick<Pool, 'members' | 'parties' | 'cores'> & { readonly engaged: ReadonlySet<PeerId> }

/** One job on the market: drives the reducer of the page's requestor. What its providers compute is reckoned by their speeds. */
export class ModelledJob {
  readonly #host: JobHost
  readonly #demand: Demand
  readonly #stall = createStall()
  readonly #waiting = new Map<PeerId, { readonly offer: Offer; readonly tab: ProviderTab }>()
  readonly #members = new Map<PeerId, Member>()
  /** What is made of the members, until one comes, goes or falls silent. */
  #crew: Crew | undefined
  readonly #lostAt: number[] = []
  readonly #startedAt: number
  #agreements = 0
  #working = 0
  /** Lost, and not yet missed. */
  #unnoticed = 0
  #wasFull = false
  #speed = 0
  #workLeft: number
  #reckonedAt: number
  #isMatched = false
  #isOver = false

  /** @param work seconds that a provider of speed 1 would need, replicas counted. */
  constructor(host: JobHost, demand: Demand, work: number) {
    this.#host = host
    this.#demand = demand
    this.#workLeft = work
    this.#startedAt = host.network.now
    this.#reckonedAt = host.network.now
    this.#tick()
  }

  get jobId(): Demand['jobId'] {
    return this.#demand.jobId
  }

  /** What its reducer holds. */
  get state(): unknown {
    return this.#stall
  }

  offer(offer: Offer, tab: ProviderTab): void {
    const { provider } = offer
    if (this.#isOver || this.#waiting.has(provider)) {
      this.#decline(tab, OFFERED_ALREADY)
      return
    }
    this.#waiting.set(provider, { offer, tab })
    const bid = {
      offer,
      party: offer.payee ?? provider,
      connection: { path: 'relayed', rttMs: undefined },
      standing: this.#host.standing(provider),
      carried: 0,
    } as const
    this.#advance({ type: 'offered', bid, book: this.#book() })
  }

  signed(agreement: Agreement, tab: ProviderTab): void {
    const { offer } = agreement
    const { network, notes } = this.#host
    this.#advance({ type: 'settled', provider: offer.provider })
    notes.onAgreed(this.#demand, offer)
    const member: Member = { tab, offer, state: 'coming' }
    this.#members.set(offer.provider, member)
    this.#crew = undefined
    // Whoever is not ready by then holds no place, and is let go in the end.
    network.after(SUSPECT_MS, () => this.#suspect(member, 'coming'))
  }

  ready(tab: ProviderTab): void {
    const member = this.#members.get(tab.peer)
    if (member === undefined || this.#isOver) {
      tab.release(this.#demand)
      return
    }
    if (member.state === 'working') return
    member.state = 'working'
    this.#reckon()
    this.#speed += tab.speed
    this.#working += 1
    this.#wasFull ||= this.#working >= MAX_PROVIDERS
    const { network, notes } = this.#host
    const lostAt = this.#lostAt.shift()
    if (lostAt !== undefined) notes.refilledMs.push(network.now - lostAt)
    if (!this.#isMatched && this.#working >= QUORUM) {
      this.#isMatched = true
      notes.matchedMs.push(network.now - this.#startedAt)
    }
    this.#plan()
  }

  /** Did not sign, or turned its requestor away. */
  refused(tab: ProviderTab): void {
    this.#advance({ type: 'settled', provider: tab.peer })
    if (this.#members.delete(tab.peer)) this.#host.network.hangUp()
    this.#crew = undefined
  }

  lost(tab: ProviderTab): void {
    const member = this.#members.get(tab.peer)
    if (member?.state !== 'working') return
    this.#reckon()
    this.#speed -= tab.speed
    this.#working -= 1
    this.#lostAt.push(this.#host.network.now)
    this.#unnoticed += 1
    this.#host.network.after(SUSPECT_MS, () => {
      this.#reckon()
      this.#unnoticed -= 1
      this.#suspect(member, 'working')
    })
    this.#plan()
  }

  #suspect(member: Member, was: Member['state']): void {
    if (this.#isOver || member.state !== was) return
    member.state = 'silent'
    this.#crew = undefined
    this.#host.network.after(DROP_MS - SUSPECT_MS, () => {
      const { provider } = member.offer
      if (member.state !== 'silent' || this.#members.get(provider) !== member) return
      this.#members.delete(provider)
      this.#host.network.hangUp()
      this.#crew = undefined
      this.#host.forsaken(provider)
    })
  }

  #tick(): void {
    if (this.#isOver) return
    this.#advance({ type: 'tick', book: this.#book() })
    this.#host.network.after(TICK_MS, () => this.#tick())
  }

  #advance(event: StallEvent): void {
    for (const effect of advanceStall(this.#stall, event, this.#host.network.now))
      this.#perform(effect)
  }

  #perform(effect: StallEffect): void {
    const { network } = this.#host
    switch (effect.type) {
      case 'cry': {
        const { depth, answerProbability, places } = effect
        this.#host.cry({ ...this.#demand, answerProbability, places }, depth)
        break
      }
      case 'take': {
        const waiting = this.#waiting.get(effect.provider)
        this.#waiting.delete(effect.provider)
        if (waiting !== undefined) this.#host.ask(this.#agree(waiting.offer), waiting.tab)
        break
      }
      case 'decline': {
        const waiting = this.#waiting.get(effect.provider)
        this.#waiting.delete(effect.provider)
        if (waiting !== undefined) this.#decline(waiting.tab, effect.refusal)
        break
      }
      case 'wake':
        network.after(effect.at - network.now, () => {
          if (!this.#isOver) this.#advance({ type: 'tick', book: this.#book() })
        })
    }
  }

  #decline(tab: ProviderTab, refusal: OfferRefusal): void {
    this.#host.network.send('decline', () => tab.decline(this.#demand, refusal))
  }

  #agree(offer: Offer): Agreement {
    this.#agreements += 1
    const agreementId = new Uint8Array(16)
    new DataView(agreementId.buffer).setUint32(0, this.#agreements)
    agreementId.set(this.#demand.demandId.subarray(0, 12), 4)
    return { agreementId, demand: this.#demand, offer, signedAt: this.#host.network.now }
  }

  #book(): StallBook {
    const host = this.#host
    const lookUp = () => this.#pool()
    return {
      demand: this.#demand,
      prefers: NO_PREFERENCES,
      self: host.self,
      engaged: this.#reviewCrew().engaged,
      banned: NOBODY,
      // Seldom asked for, and more work than all the rest.
      get pool() {
        return lookUp()
      },
      get noise() {
        return host.noise()
      },
    }
  }

  #pool(): Pool {
    this.#reckon()
    const { members, parties, cores } = this.#reviewCrew()
    const subtasksLeft = Math.ceil(this.#workLeft / SUBTASK_SECONDS / QUORUM)
    return { members, parties, cores, subtasksLeft, quorum: QUORUM }
  }

  #reviewCrew(): Crew {
    if (this.#crew !== undefined) return this.#crew
    const present = [...this.#members.values()].filter(({ state }) => state !== 'silent')
    this.#crew = {
      engaged: new Set(this.#members.keys()),
      members: present.length,
      parties: new Set(present.map(({ offer }) => offer.payee ?? offer.provider)),
      cores: present.reduce((sum, { offer }) => sum + offer.cores, 0),
    }
    return this.#crew
  }

  /** Reckons what was computed since it was last reckoned. */
  #reckon(): void {
    const { network, notes } = this.#host
    const passedMs = network.now - this.#reckonedAt
    if (passedMs === 0 || this.#isOver) return
    this.#reckonedAt = network.now
    notes.placesMs += MAX_PROVIDERS * passedMs
    notes.filledMs += this.#working * passedMs
    if (this.#wasFull) notes.unnoticedMs += this.#unnoticed * passedMs
    else notes.startMs += (MAX_PROVIDERS - this.#working) * passedMs
    this.#workLeft = Math.max(0, this.#workLeft - (this.#speed * passedMs) / 1_000)
    network.countBeats((2 * this.#working * passedMs) / 1_000)
  }

  /** Looks again when what is left should be done. */
  #plan(): void {
    const speed = this.#speed
    if (this.#workLeft <= 0) this.#end()
    if (speed <= 0 || this.#isOver) return
    this.#host.network.after((1_000 * this.#workLeft) / speed, () => {
      // Somebody came or went meanwhile, and it was planned anew.
      if (this.#isOver || this.#speed !== speed) return
      this.#reckon()
      this.#end()
    })
  }

  #end(): void {
    if (this.#isOver) return
    this.#advance({ type: 'closed', refusal: DONE })
    this.#isOver = true
    this.#host.notes.ended += 1
    for (const { tab, state } of this.#members.values()) {
      this.#host.network.hangUp()
      if (state === 'working') this.#host.network.send('decline', () => tab.release(this.#demand))
    }
    this.#host.ended()
  }
}

const DONE: OfferRefusal = { reason: 'the job is done', advice: '', toProvider: '' }
const NOBODY: ReadonlyMap<PeerId, string> = new Map()

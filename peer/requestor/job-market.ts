import { CANNOT_WORK } from '#peer/cannot-work.ts'
import type { MarketWatch } from '#peer/market-watch.ts'
import type { Clock } from '#peer/ports/clock.ts'
import type { Channel, Mesh } from '#peer/ports/mesh.ts'
import type { Signatures } from '#peer/ports/signatures.ts'
import type { Explanation } from '#protocol/explanation.ts'
import type { PeerId } from '#protocol/ids.ts'
import { bucketAt } from '#protocol/market/bucket.ts'
import { type Demand, demandSchema, type Offer, type PastJob } from '#protocol/market/demand.ts'
import type { Cry } from '#protocol/market/earshot.ts'
import type { OfferRefusal } from '#protocol/market/judgement.ts'
import type { Bid } from '#protocol/market/score.ts'
import {
  advanceStall,
  createStall,
  OFFERED_ALREADY,
  type StallBook,
  type StallEffect,
  type StallEvent,
} from '#protocol/market/stall.ts'
import type { ScheduleState } from '#protocol/schedule/state.ts'
import { carriedTrust } from '#protocol/trust/reputation.ts'
import { sealBy, sealedSchema } from '#protocol/trust/seal.ts'
import { encode } from '#protocol/wire/codec.ts'
import { HAD_ITS_SHARE } from './closing-words.ts'
import { countPool } from './count-pool.ts'
import type { Crew, OfferAnswer } from './crew.ts'
import type { JobRecord } from './job-record.ts'
import type { Journal } from './journal.ts'
import type { Payroll } from './payroll.ts'
import type { Reputations } from './reputations.ts'
import type { Standings } from './standings.ts'

export interface JobMarketOptions {
  readonly mesh: Mesh
  readonly clock: Clock
  readonly seed: Uint8Array
  readonly signatures: Signatures
  readonly record: JobRecord
  /** The app's: what its requestor calls the job stays here. */
  readonly appTitle: string
  readonly program: Pick<Demand, 'module' | 'shared' | 'reference'> & { readonly bytes: number }
  readonly terms: Demand['terms']
  /** Jobs that this requestor settled before: the same as long as this one runs. */
  readonly past: readonly PastJob[]
  readonly crew: Crew
  readonly schedule: ScheduleState
  readonly journal: Journal
  readonly standings: Standings
  readonly reputations: Reputations
  readonly watch: MarketWatch
  /** Undefined for a free job. */
  readonly payroll: Payroll | undefined
  /** Whether the job looks for providers now. */
  readonly isOpen: () => boolean
}

/** Who waits on an open channel to hear whether it was taken. */
interface Waiting {
  readonly offer: Offer
  readonly answer: (answer: OfferAnswer) => void
}

/** What came of a job's demands since somebody was last taken, so that a wait can be explained. */
export interface Heard {
  demands: number
  /** Offers that were not taken. */
  refused: number
  last: Explanation | undefined
  /** What the cheapest of them asked. */
  lowestAsk: bigint | undefined
}

const NO_WORK_FROM_HERE: OfferRefusal = {
  reason: 'no work can pass from its requestor’s network',
  advice: CANNOT_WORK.advice,
  toProvider: 'Nothing on your side: the requestor needs another network.',
}
const OTHER_WALLET: OfferRefusal = {
  reason: 'worked for another wallet before',
  advice: 'It is taken with the wallet that it first worked for.',
  toProvider: 'Choose the wallet that you first worked for in this job.',
}
const ALL_RESERVED: OfferRefusal = {
  reason: 'the budget is all reserved',
  advice: 'Add to the budget, or wait until some of it is free again.',
  toProvider: 'Offer again later, or at a lower price: the requestor may add to its budget.',
}

const nothingHeard = (): Heard => ({
  demands: 0,
  refused: 0,
  last: undefined,
  lowestAsk: undefined,
})

/** A job's stall on the market: performs what is decided about demands and offers. */
export class JobMarket {
  readonly #options: JobMarketOptions
  readonly #stall = createStall()
  readonly #waiting = new Map<PeerId, Waiting>()
  #heard = nothingHeard()
  /** The demand as it was cried out last. */
  #demand: Demand

  constructor(options: JobMarketOptions) {
    this.#options = options
    this.#demand = describeDemand(options)
  }

  get heard(): Readonly<Heard> {
    return this.#heard
  }

  /** Lets time pass: decides on offers and repeats the demand where that is due. */
  tick(): void {
    if (this.#options.isOpen()) this.#advance({ type: 'tick', book: this.#book() })
  }

  /** Tells everybody who waits that nobody is taken any more. */
  close(refusal: OfferRefusal): void {
    this.#advance({ type: 'closed', refusal })
  }

  /** Decides on an offer among others of its moment; the answer goes back over its channel. */
  consider(offer: Offer, path: Channel['path']): Promise<OfferAnswer> | OfferAnswer {
    const { provider } = offer
    this.#options.watch.offered(this.#demand, offer)
    const objection = this.#objection(offer)
    if (objection !== undefined) return this.#decline(offer, objection)
    if (this.#waiting.has(provider)) return this.#decline(offer, OFFERED_ALREADY)
    const standing = this.#options.standings.of(provider)
    const reputation = this.#options.reputations.of(provider)
    const bid: Bid = {
      offer,
      party: offer.payee ?? provider,
      connection: { path, rttMs: standing.rttMs },
      standing,
      carried: reputation === undefined ? 0 : carriedTrust(reputation),
    }
    const answered = Promise.withResolvers<OfferAnswer>()
    this.#waiting.set(provider, { offer, answer: answered.resolve })
    this.#advance({ type: 'offered', bid, book: this.#book() })
    return answered.promise
  }

  /** What stands against an offer whatever others offer. */
  #objection(offer: Offer): OfferRefusal | undefined {
    const { mesh, schedule, payroll } = this.#options
    if (!mesh.status().carriesWork) return NO_WORK_FROM_HERE
    const party = schedule.records.get(offer.provider)?.party
    if (party !== undefined && party !== (offer.payee ?? offer.provider)) return OTHER_WALLET
    if (schedule.shares?.isSpent(offer.payee ?? offer.provider) === true) return HAD_ITS_SHARE
    if (payroll === undefined || payroll.isKnown(offer.payee)) return undefined
    if (payroll.spareAt(offer.pricePerGigaGas) === 0n) return ALL_RESERVED
    return payroll.whyFull
  }

  #advance(event: StallEvent): void {
    const effects = advanceStall(this.#stall, event, this.#options.clock.now())
    for (const effect of effects) this.#perform(effect)
  }

  #perform(effect: StallEffect): void {
    const { clock } = this.#options
    switch (effect.type) {
      case 'cry':
        this.#cry(effect)
        break
      case 'take':
        this.#take(effect.provider)
        break
      case 'decline': {
        const waiting = this.#waiting.get(effect.provider)
        if (waiting === undefined) break
        this.#answer(effect.provider, this.#decline(waiting.offer, effect.refusal))
        break
      }
      case 'wake':
        clock.after(effect.at - clock.now(), () => this.tick())
        break
    }
  }

  #cry({ depth, answerProbability, places }: Cry): void {
    const { mesh, seed, signatures } = this.#options
    const { since } = this.#demand
    const demand = { ...describeDemand(this.#options), since, answerProbability, places }
    this.#demand = demand
    this.#heard.demands += 1
    this.#options.watch.cried(demand, depth)
    const sign = (bytes: Uint8Array) => signatures.sign(bytes, seed)
    const bucket = bucketAt(mesh.self, depth)
    void sealBy('demand', demandSchema, demand, sign)
      .then((sealed) => mesh.publish(bucket, encode(sealedSchema, sealed)))
      .then(
        (isHeard) => {
          if (isHeard || this.#demand !== demand || !this.#options.isOpen()) return
          this.#advance({ type: 'unheard', book: this.#book() })
        },
        // What could not be said is repeated.
        () => {},
      )
  }

  #take(provider: PeerId): void {
    const { crew, clock, standings, watch } = this.#options
    const waiting = this.#waiting.get(provider)
    if (waiting === undefined) return
    const { agreement, confirm, withdraw } = crew.agree(waiting.offer, this.#demand)
    const answeredAt = clock.now()
    this.#heard = nothingHeard()
    this.#answer(provider, {
      kind: 'agree',
      agreement,
      confirm: (link) => {
        standings.roundTrip(provider, clock.now() - answeredAt)
        this.#advance({ type: 'settled', provider })
        confirm(link)
        watch.agreed({ demand: this.#demand, offer: waiting.offer })
      },
      withdraw: (why) => {
        this.#advance({ type: 'settled', provider })
        withdraw(why)
      },
    })
  }

  #answer(provider: PeerId, answer: OfferAnswer): void {
    this.#waiting.get(provider)?.answer(answer)
    this.#waiting.delete(provider)
  }

  #decline(offer: Offer, refusal: OfferRefusal): OfferAnswer {
    const { provider, pricePerGigaGas } = offer
    const { reason, advice } = refusal
    this.#options.crew.turnAway(provider, refusal)
    this.#options.watch.answered(this.#demand, offer, { reason, advice })
    const heard = this.#heard
    heard.refused += 1
    heard.last = refusal
    if (heard.lowestAsk === undefined || pricePerGigaGas < heard.lowestAsk)
      heard.lowestAsk = pricePerGigaGas
    return { ...refusal, kind: 'decline' }
  }

  #book(): StallBook {
    const { mesh, crew, schedule, record, watch } = this.#options
    return {
      demand: this.#demand,
      prefers: record.prefers,
      self: mesh.self,
      engaged: new Set(crew.members.keys()),
      banned: schedule.banned,
      pool: countPool(crew, schedule),
      noise: watch.noise(),
    }
  }
}

const describeDemand = ({
  record,
  appTitle,
  program,
  terms,
  past,
  mesh,
  clock,
  schedule,
  journal,
}: JobMarketOptions): Demand => ({
  demandId: record.demandId,
  jobId: record.jobId,
  requestor: mesh.self,
  appId: record.appId,
  title: appTitle,
  format: record.format,
  subtasks: record.subtasks,
  ...(record.unit && { unit: record.unit }),
  gasPerSubtask: record.gasPerSubtask,
  limits: record.limits,
  needs: record.needs ?? { cores: 1, bytesPerSecond: 0 },
  policy: schedule.policy,
  module: program.module,
  shared: program.shared,
  ...(program.reference && { reference: program.reference }),
  downloadBytes: program.bytes,
  terms,
  ...(terms.kind === 'paid' && past.length > 0 && { past: [...past] }),
  deadline: journal.progress.deadline,
  since: clock.now(),
  answerProbability: 1,
  places: 1,
})

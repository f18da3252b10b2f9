import type { Clock } from '#peer/ports/clock.ts'
import type { Mesh } from '#peer/ports/mesh.ts'
import type { Cid } from '#protocol/ids.ts'
import { type Demand, demandSchema, type Offer } from '#protocol/market/demand.ts'
import type { ScheduleState } from '#protocol/schedule/state.ts'
import { seal, sealedSchema } from '#protocol/trust/seal.ts'
import { encode } from '#protocol/wire/codec.ts'
import { DEMAND_TOPIC } from '#protocol/wire/topics.ts'
import type { Crew, OfferAnswer } from './crew.ts'
import type { JobRecord } from './job-store.ts'
import type { Payroll } from './payroll.ts'

const DEMAND_EVERY_MS = 1_500

export interface JobMarketOptions {
  readonly mesh: Mesh
  readonly clock: Clock
  readonly seed: Uint8Array
  readonly record: JobRecord
  readonly program: { readonly module: Cid; readonly shared: Cid; readonly bytes: number }
  readonly terms: Demand['terms']
  readonly crew: Crew
  readonly schedule: ScheduleState
  /** Undefined for a free job. */
  readonly payroll: Payroll | undefined
}

/** A job's stall on the market: cries out what is wanted, and decides on what is offered. */
export class JobMarket {
  readonly #options: JobMarketOptions
  #nextDemandAt = 0

  constructor(options: JobMarketOptions) {
    this.#options = options
  }

  /** Repeats the demand while it is due and hands are wanted. */
  cry(): void {
    const { mesh, clock, seed, crew } = this.#options
    const now = clock.now()
    if (now < this.#nextDemandAt || crew.isFull) return
    this.#nextDemandAt = now + DEMAND_EVERY_MS
    const sealed = seal('demand', demandSchema, this.#demand(), seed)
    // Nobody to gossip to yet is no failure: the demand is repeated.
    void mesh.publish(DEMAND_TOPIC, encode(sealedSchema, sealed)).catch(() => {})
  }

  /** Decides on an offer; the answer goes back over the channel it came on. */
  consider(offer: Offer): OfferAnswer {
    const { mesh, crew, schedule, payroll } = this.#options
    if (!mesh.status().carriesWork)
      return { kind: 'decline', reason: 'no work can pass from its requestor’s network' }
    const { banned, records } = schedule
    const party = records.get(offer.provider)?.party
    if (party !== undefined && party !== (offer.payee ?? offer.provider))
      return { kind: 'decline', reason: 'worked for another wallet before' }
    const isKnown = payroll?.isKnown(offer.payee) ?? false
    const full = isKnown ? undefined : payroll?.whyFull
    if (full !== undefined) return { kind: 'decline', reason: full }
    const free = isKnown ? undefined : payroll?.spareAt(offer.pricePerGigaGas)
    return crew.consider(offer, this.#demand(), { banned, free })
  }

  #demand(): Demand {
    const { record, program, terms, mesh, schedule } = this.#options
    return {
      demandId: record.demandId,
      jobId: record.jobId,
      requestor: mesh.self,
      appId: record.appId,
      title: record.title,
      format: record.format,
      subtasks: record.subtasks,
      ...(record.unit && { unit: record.unit }),
      gasPerSubtask: record.gasPerSubtask,
      limits: record.limits,
      needs: { cores: 1, bytesPerSecond: 0 },
      policy: schedule.judged ? 'audit' : 'quorum2',
      module: program.module,
      shared: program.shared,
      downloadBytes: program.bytes,
      terms,
      deadline: record.deadline,
      answerProbability: 1,
    }
  }
}

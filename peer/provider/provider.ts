import { bytesToHex } from '@noble/hashes/utils.js'
import { equals } from 'multiformats/bytes'
import type { DemandHearing } from '#peer/demand-hearing.ts'
import type { Clock } from '#peer/ports/clock.ts'
import type { Compute } from '#peer/ports/compute.ts'
import type { Ledger } from '#peer/ports/ledger.ts'
import type { Channel, Mesh, Unsubscribe } from '#peer/ports/mesh.ts'
import type { Packing } from '#peer/ports/packing.ts'
import type { Signatures } from '#peer/ports/signatures.ts'
import type { ProviderSettings, ProviderView } from '#peer/provider-view.ts'
import { takeFrames } from '#peer/take-frames.ts'
import { waitAtMost } from '#peer/time-limit.ts'
import { LoamError, MalformedError } from '#protocol/errors.ts'
import { cutWords, type Explanation, explainError } from '#protocol/explanation.ts'
import type { Cid, JobId, PeerId } from '#protocol/ids.ts'
import { advanceBidding, isUnreached } from '#protocol/market/bidding.ts'
import {
  type BiddingEffect,
  type BiddingEvent,
  type BiddingState,
  createBidding,
  type HeardDemand,
} from '#protocol/market/bidding-state.ts'
import type { Agreement, Demand } from '#protocol/market/demand.ts'
import { bytesPerSecondOf } from '#protocol/market/downstream.ts'
import { formatFor } from '#protocol/market/judge-demand.ts'
import { judgeSettled } from '#protocol/market/judge-record.ts'
import { type DemandRefusal, viewPassedOver } from '#protocol/market/passed-over.ts'
import { decode, encode } from '#protocol/wire/codec.ts'
import { MAX_FRAME_BYTES } from '#protocol/wire/limits.ts'
import { providerMessageSchema, requestorMessageSchema } from '#protocol/wire/messages.ts'
import { WORK_PROTOCOL } from '#protocol/wire/protocols.ts'
import type { AgreementBook } from './agreement-book.ts'
import { checkEscrow } from './check-escrow.ts'
import type { Earnings } from './earnings.ts'
import { Engagement } from './engagement.ts'
import { explainStatus } from './explain-status.ts'
import { grantOf } from './grant.ts'
import type { KeptEvidence } from './kept-evidence.ts'
import type { KeptResults } from './kept-results.ts'
import { OfferDesk } from './offer-desk.ts'
import type { OwnRecord } from './own-record.ts'
import type { Redeemer } from './redeemer.ts'
import type { RequestorBook } from './requestor-book.ts'
import { rulesOf } from './rules-of.ts'
import { SettledBefore } from './settled-before.ts'
import type { Speeds } from './speeds.ts'
import { viewMachine } from './view-machine.ts'

/** How long finishing may take before the rest is handed back. */
const FINISH_MS = 60_000
/** How long a word to somebody who is sent away may take. */
const FAREWELL_MS = 2_000

export interface ProviderDeps {
  readonly mesh: Mesh
  readonly compute: Compute
  readonly clock: Clock
  readonly demands: DemandHearing
  readonly ledger: Ledger | undefined
  readonly seed: Uint8Array
  readonly signatures: Signatures
  readonly packing: Packing
  readonly earnings: Earnings
  readonly agreements: AgreementBook
  readonly kept: KeptResults
  readonly evidence: KeptEvidence
  readonly requestors: RequestorBook
  readonly record: OwnRecord
  /** Undefined where no chain is configured. */
  readonly redeemer: Redeemer | undefined
  readonly speeds: Speeds
  /** Shader programs that come with Loam, by what demands call them. */
  readonly ownShaders: ReadonlySet<Cid>
  readonly onChange: () => void
}

/** Who came to begin under an agreement, and what begins. */
interface Visit {
  readonly channel: Channel
  engagement: Engagement | undefined
}

/**
 * The volunteer's side: performs what is decided about demands and agreements, and works.
 * One agreement per job; granted cores are shared between the jobs at work (docs/adr/0013).
 */
export class Provider {
  readonly #deps: ProviderDeps
  readonly #bidding: BiddingState
  readonly #engagements = new Map<JobId, Engagement>()
  /** Subtasks of engagements that are over. */
  #computedBefore = 0
  readonly #offers: OfferDesk
  /** Who waits, while it is decided, whether work begins. */
  readonly #visits = new Map<string, Visit>()
  readonly #past: SettledBefore
  #settings: ProviderSettings | undefined
  #unsubscribe: Unsubscribe[] = []
  /** Why there is no work now, as far as something was heard since it was set up. */
  #explanation: Explanation | undefined
  /** Breaks the measure of itself off that is under way. */
  #measuring: AbortController | undefined
  #leaving = false
  /** Resolved when finishing is called off; undefined unless it finishes. */
  #finishing: PromiseWithResolvers<void> | undefined

  constructor(deps: ProviderDeps) {
    this.#deps = deps
    this.#bidding = createBidding(deps.mesh.self, deps.clock.now())
    this.#past = new SettledBefore(deps.ledger)
    this.#offers = new OfferDesk(deps, (event) => this.#advance(event))
  }

  start(settings: ProviderSettings): void {
    this.#callOffFinish()
    this.#settings = settings
    this.#advance({ type: 'opened', rules: rulesOf(settings, this.#deps) })
    this.#deps.onChange()
    const { mesh, compute, demands, redeemer, earnings } = this.#deps
    earnings.valueAt(settings.rate)
    if (settings.payee !== undefined) redeemer?.watch(settings.payee)
    compute.keepWarm(true)
    void this.#measure()
    if (this.#unsubscribe.length > 0) return
    this.#unsubscribe = [
      demands.listen((demand) => this.#hear(demand)),
      mesh.handle(WORK_PROTOCOL, (channel) => this.#greet(channel)),
    ]
  }

  /**
   * Takes nothing new, finishes what is under way, within `FINISH_MS`, and stops. Resolves when it
   * has, or when `start` or `stop` came in between.
   */
  async finish(): Promise<void> {
    if (this.#settings === undefined || this.#finishing !== undefined) return
    const calledOff = Promise.withResolvers<void>()
    this.#finishing = calledOff
    this.#deafen()
    const finished = [...this.#engagements.values()].map((one) => one.finish(FINISH_MS))
    await Promise.race([Promise.all(finished), calledOff.promise])
    if (this.#finishing === calledOff) await this.stop()
  }

  /** Hands work under way back, and stops. */
  async stop(): Promise<void> {
    this.#callOffFinish()
    this.#leaving = true
    this.#settings = undefined
    this.#deps.compute.keepWarm(false)
    this.#measuring?.abort()
    this.#deafen()
    await Promise.all([...this.#engagements.values()].map((one) => one.leave(CLOSED)))
    await this.#deps.agreements.written
    this.#leaving = false
    this.#deps.onChange()
  }

  view(): ProviderView {
    const { earnings, clock, mesh, record, redeemer } = this.#deps
    const { verified, rejected, credit, gas } = earnings.totals
    const engagements = [...this.#engagements.values()]
    const jobs = engagements.map((one) => one.view())
    const status = this.#status(jobs.length > 0)
    return {
      status,
      explanation: explainStatus(status, this.#explanation, mesh.status().carriesWork),
      passedOver: viewPassedOver(this.#bidding.passedOver, clock.now()),
      cores: this.#settings?.cores ?? 0,
      machine: viewMachine(this.#deps, bytesPerSecondOf(this.#bidding.downstream, clock.now())),
      payee: this.#settings?.payee,
      jobs,
      computed: engagements.reduce((sum, one) => sum + one.computed, this.#computedBefore),
      verifiedTotal: verified,
      rejectedTotal: rejected,
      creditTotal: credit,
      earnedTotal: earnings.earnedTotal,
      tills: redeemer?.view(),
      gasTotal: gas,
      record: record.view(),
    }
  }

  #deafen(): void {
    for (const unsubscribe of this.#unsubscribe.splice(0)) unsubscribe()
    this.#advance({ type: 'closed' })
    this.#deps.onChange()
  }

  /** Measures itself while nothing else runs; work that comes breaks it off. */
  async #measure(): Promise<void> {
    const { speeds, onChange } = this.#deps
    const formats = this.#bidding.rules?.formats ?? []
    if (!speeds.isDue(formats)) return
    if (this.#engagements.size > 0 || this.#measuring !== undefined) return
    this.#measuring = new AbortController()
    try {
      await speeds.measure(formats, this.#measuring.signal)
    } finally {
      this.#measuring = undefined
    }
    onChange()
  }

  #callOffFinish(): void {
    this.#finishing?.resolve()
    this.#finishing = undefined
  }

  #status(isWorking: boolean): ProviderView['status'] {
    const { relay, direct, carriesWork } = this.#deps.mesh.status()
    if (this.#leaving) return 'leaving'
    if (this.#finishing !== undefined) return 'finishing'
    if (this.#settings === undefined) return 'off'
    if (isWorking) return 'working'
    // Whoever is reached directly by others is in no network that lets nothing through.
    const isShutOff = isUnreached(this.#bidding) && direct === 0
    if (isShutOff || !carriesWork) return 'cannotWork'
    return relay === 'reserved' || direct > 0 ? 'idle' : 'connecting'
  }

  #advance(event: BiddingEvent): void {
    const effects = advanceBidding(this.#bidding, event, this.#deps.clock.now())
    for (const effect of effects) this.#perform(effect)
  }

  #perform(effect: BiddingEffect): void {
    const { clock, agreements, onChange } = this.#deps
    switch (effect.type) {
      case 'check':
        void this.#check(effect.heard)
        break
      case 'offer':
        void this.#offers.offer(effect)
        break
      case 'sign':
        void this.#offers.sign(effect.agreement)
        break
      case 'refuse':
        this.#offers.refuse(effect)
        break
      case 'conclude':
        // An agreement without an ending counts as one that came to nothing: no more is lost.
        void agreements.end(effect.agreementId, effect.ending, effect.work).catch(() => {})
        break
      case 'engage':
        void this.#engage(effect.agreement, effect.cores)
        break
      case 'turnAway':
        void this.#turnAway(effect)
        break
      case 'lend': {
        const settings = this.#settings
        if (settings === undefined) break
        void this.#engagements
          .get(effect.jobId)
          ?.lend({ ...grantOf(settings), cores: effect.cores })
        break
      }
      case 'leave':
        void this.#engagements.get(effect.jobId)?.leave(effect.why, effect.ending)
        break
      case 'say':
        this.#explanation = effect.explanation
        onChange()
        break
      case 'wake':
        clock.after(effect.at - clock.now(), () => {
          this.#advance({ type: 'tick' })
          onChange()
        })
        break
    }
  }

  #hear(demand: Demand): void {
    const { clock, mesh, requestors } = this.#deps
    if (!mesh.status().carriesWork) return
    const { buffer, byteOffset } = clock.randomBytes(4)
    this.#advance({
      type: 'heard',
      demand,
      speed: this.#speedOf(demand),
      record: requestors.of(demand.requestor),
      letAloneUntil: requestors.letAloneUntil(demand.requestor),
      draw: new DataView(buffer, byteOffset).getUint32(0) / 2 ** 32,
      isSilent: this.#engagements.get(demand.jobId)?.isStale === true,
    })
  }

  /** Of a demand's unit, what each core does in a second with the rests that its owner wants; 0 if unknown. */
  #speedOf(demand: Demand): bigint {
    const { rules } = this.#bidding
    const format = rules === undefined ? demand.format : formatFor(demand, rules)
    const speed = this.#deps.speeds.of(format, demand.unit ?? 'gas')
    const dutyPercent = Math.round((this.#settings?.dutyCycle ?? 1) * 100)
    return (speed * BigInt(dutyPercent)) / 100n
  }

  async #check(heard: HeardDemand): Promise<void> {
    const { ledger, clock } = this.#deps
    const { demand } = heard
    try {
      const refusal =
        (await checkEscrow(ledger, demand, clock.now())) ?? (await this.#checkPast(demand))
      this.#advance({ type: 'checked', heard, refusal })
    } catch (error) {
      if (!(error instanceof LoamError)) throw error
      this.#advance({ type: 'missed', demand, why: explainError(error) })
    }
  }

  /** Who is let in by what it settled before shows it where money is promised. */
  async #checkPast(demand: Demand): Promise<DemandRefusal | undefined> {
    const rule = this.#settings?.rules?.leastRecord
    if (rule?.kind !== 'settled' || demand.terms.kind === 'free') return undefined
    return judgeSettled(rule, await this.#past.countSettled(demand))
  }

  /** A requestor opens its work channel: the first frame names the agreement it is for. */
  #greet(channel: Channel): void {
    const visit: Visit = { channel, engagement: undefined }
    takeFrames(this.#deps.mesh, channel, async (frame) => {
      if (visit.engagement !== undefined) return visit.engagement.take(frame)
      const message = decode(requestorMessageSchema, frame, 'hello', MAX_FRAME_BYTES)
      if (message.type !== 'hello') throw new MalformedError('work without hello')
      const { agreementId } = message
      const engaged = this.#engagementUnder(agreementId, channel.remote)
      if (engaged !== undefined) {
        if (!engaged.move(channel)) return await channel.close()
        visit.engagement = engaged
        return
      }
      const name = bytesToHex(agreementId)
      this.#visits.set(name, visit)
      this.#advance({ type: 'greeted', agreementId, remote: channel.remote })
      this.#visits.delete(name)
    })
  }

  /** The work under an agreement of this requestor's, if it is under way. */
  #engagementUnder(agreementId: Uint8Array, requestor: PeerId): Engagement | undefined {
    return [...this.#engagements.values()].find(
      ({ agreement }) =>
        agreement.demand.requestor === requestor && equals(agreement.agreementId, agreementId),
    )
  }

  async #engage(agreement: Agreement, cores: number): Promise<void> {
    const { mesh, requestors, onChange } = this.#deps
    const visit = this.#visits.get(bytesToHex(agreement.agreementId))
    const settings = this.#settings
    if (visit === undefined || settings === undefined) return
    this.#measuring?.abort()
    const engagement = new Engagement({
      ...this.#deps,
      self: mesh.self,
      agreement,
      channel: visit.channel,
      grant: { ...grantOf(settings), cores },
      onFetched: (download) => this.#advance({ type: 'fetched', download }),
    })
    visit.engagement = engagement
    const { jobId } = agreement.demand
    this.#engagements.set(jobId, engagement)
    requestors.resumed(agreement.demand)
    onChange()
    await engagement.run()
    this.#engagements.delete(jobId)
    this.#computedBefore += engagement.computed
    const { ending, why } = engagement
    const { answered, verified, rejected, path } = engagement.view()
    const work = { answered, verified, rejected }
    this.#advance({ type: 'ended', jobId, ending, why, work, path })
    // What broke the measure off may have been the only work for long.
    void this.#measure()
    onChange()
  }

  async #turnAway({
    agreementId,
    reason,
  }: Extract<BiddingEffect, { type: 'turnAway' }>): Promise<void> {
    const channel = this.#visits.get(bytesToHex(agreementId))?.channel
    if (channel === undefined) return
    const leaving = { type: 'leaving', reason: cutWords(reason) } as const
    const said = channel.send(encode(providerMessageSchema, leaving))
    await waitAtMost(this.#deps.clock, FAREWELL_MS, said)
    await channel.close()
  }
}

const CLOSED: Explanation = { reason: 'closed by its owner', advice: 'Press Start to work again.' }

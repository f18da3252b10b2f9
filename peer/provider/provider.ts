import { bytesToHex } from '@noble/hashes/utils.js'
import { equals } from 'multiformats/bytes'
import { CANNOT_BE_REACHED, NO_WORK_PASSES } from '#peer/cannot-work.ts'
import type { ProviderSettings, ProviderView } from '#peer/peer.ts'
import type { Clock } from '#peer/ports/clock.ts'
import type { Compute } from '#peer/ports/compute.ts'
import { UnreachableError } from '#peer/ports/errors.ts'
import type { Ledger } from '#peer/ports/ledger.ts'
import type { Channel, Mesh, Unsubscribe } from '#peer/ports/mesh.ts'
import { takeFrames } from '#peer/take-frames.ts'
import { limitTime } from '#peer/time-limit.ts'
import { LoamError, MalformedError } from '#protocol/errors.ts'
import type { Cid, JobId } from '#protocol/ids.ts'
import { bucketsOf } from '#protocol/market/bucket.ts'
import {
  type Agreement,
  agreementSchema,
  DEMAND_MAX_BYTES,
  type Demand,
  demandSchema,
  type Offer,
  offerSchema,
} from '#protocol/market/demand.ts'
import { judgeDemand, judgeNeeds, type ProviderRules } from '#protocol/market/judge-demand.ts'
import { USUAL_RULES } from '#protocol/market/market-rules.ts'
import {
  askPrice,
  type Load,
  type PriceMoment,
  passTime,
  payPerSecond,
} from '#protocol/market/price-rule.ts'
import { type CoreClaim, judgePlace, placesOn, shareCores } from '#protocol/market/share-cores.ts'
import { type Sealed, seal, sealedSchema, unseal } from '#protocol/trust/seal.ts'
import { decode, encode } from '#protocol/wire/codec.ts'
import { MAX_FRAME_BYTES } from '#protocol/wire/limits.ts'
import { offerMessageSchema, requestorMessageSchema } from '#protocol/wire/messages.ts'
import { OFFER_PROTOCOL, WORK_PROTOCOL } from '#protocol/wire/protocols.ts'
import type { Earnings } from './earnings.ts'
import { Engagement } from './engagement.ts'
import { grantOf } from './grant.ts'
import type { Speeds } from './speeds.ts'

/** After a refusal or a failure a job is not answered again for this long. */
const RETRY_MS = 10_000
/** Jobs remembered as refused or answered, at most: strangers name as many as they like. */
const MAX_QUIET = 1_024
/** Demands answered within `AGREEMENT_MS`, at most: each costs a look at the chain and a dial. */
const MAX_OFFERS = 8
/** Demands heard within this time are weighed against each other. */
const CHOOSE_MS = 150
/** Demands that are weighed at once, at most. */
const MAX_HEARD = 32
/** Longest stay that an offer can name. */
const MAX_UP_MS = 2 ** 32 - 1
/** How long a signed agreement waits for the requestor's work channel. */
const AGREEMENT_MS = 20_000
/** Shortest notice on chain that a provider accepts: time to redeem before a channel closes. */
const MIN_NOTICE_SECONDS = 2
/** Agreements in a row that may come to nothing before the page says that this network is at fault. */
const UNREACHED_LIMIT = 2
/** How long finishing may take before the rest is handed back. */
const FINISH_MS = 60_000
const MAX_DOWNLOAD_BYTES = 256 * 2 ** 20

export interface ProviderDeps {
  readonly mesh: Mesh
  readonly compute: Compute
  readonly clock: Clock
  readonly ledger: Ledger | undefined
  readonly seed: Uint8Array
  readonly earnings: Earnings
  readonly speeds: Speeds
  /** Shader programs that come with Loam, by what demands call them. */
  readonly ownShaders: ReadonlySet<Cid>
  readonly onChange: () => void
}

/**
 * The volunteer's side: hears demands, answers those its rules allow, and works.
 * One agreement per job; granted cores are shared between the jobs at work (docs/adr/0013).
 */
export class Provider {
  readonly #deps: ProviderDeps
  readonly #engagements = new Map<string, Engagement>()
  readonly #agreed = new Map<string, Agreement>()
  readonly #quietUntil = new Map<JobId, number>()
  #settings: ProviderSettings | undefined
  #unsubscribe: Unsubscribe[] = []
  #reason: string | undefined
  /** Demands heard of late that would be taken; the best of them are answered. */
  readonly #heard: Demand[] = []
  #load: Load
  #startedAt: number
  /** Breaks the measure of itself off that is under way. */
  #measuring: AbortController | undefined
  #leaving = false
  /** Resolved when finishing is called off; undefined unless it finishes. */
  #finishing: PromiseWithResolvers<void> | undefined
  /** Demands answered in the last `AGREEMENT_MS`. */
  #offers = 0
  /** Agreements in a row that came to nothing because no path held. */
  #unreached = 0

  constructor(deps: ProviderDeps) {
    this.#deps = deps
    this.#startedAt = deps.clock.now()
    this.#load = { share: 0, at: this.#startedAt }
  }

  start(settings: ProviderSettings): void {
    this.#callOffFinish()
    this.#settings = settings
    this.#reason = undefined
    this.#unreached = 0
    this.#share()
    this.#deps.onChange()
    if (this.#unsubscribe.length > 0) return
    const { mesh, clock } = this.#deps
    this.#startedAt = clock.now()
    void this.#measure()
    this.#unsubscribe = [
      ...bucketsOf(mesh.self).map((bucket) => mesh.subscribe(bucket, (bytes) => this.#hear(bytes))),
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
    this.#measuring?.abort()
    this.#deafen()
    await Promise.all(
      [...this.#engagements.values()].map((one) => one.leave('closed by its owner')),
    )
    this.#leaving = false
    this.#deps.onChange()
  }

  view(): ProviderView {
    const { earnings, mesh } = this.#deps
    const { verified, rejected, credit, gas } = earnings.totals
    const jobs = [...this.#engagements.values()].map((one) => one.view())
    const status = this.#status(jobs.length > 0)
    return {
      status,
      reason:
        status !== 'cannotWork'
          ? (this.#reason ?? WAITING[status])
          : mesh.status().carriesWork
            ? CANNOT_BE_REACHED
            : NO_WORK_PASSES,
      cores: this.#settings?.cores ?? 0,
      hasGraphics: this.#deps.compute.capacity.formats.includes('wgsl'),
      payee: this.#settings?.payee,
      jobs,
      verifiedTotal: verified,
      rejectedTotal: rejected,
      creditTotal: credit,
      earnedTotal: earnings.earnedTotal,
      gasTotal: gas,
    }
  }

  /** Whether new work may begin. */
  get #isOpen(): boolean {
    return this.#settings !== undefined && !this.#leaving && this.#finishing === undefined
  }

  #deafen(): void {
    for (const unsubscribe of this.#unsubscribe.splice(0)) unsubscribe()
    this.#deps.onChange()
  }

  /** Measures itself while nothing else runs; work that comes breaks it off. */
  async #measure(): Promise<void> {
    const { speeds } = this.#deps
    if (!speeds.isDue || this.#engagements.size > 0 || this.#measuring !== undefined) return
    this.#measuring = new AbortController()
    await speeds.measure(this.#measuring.signal)
    this.#measuring = undefined
  }

  #callOffFinish(): void {
    this.#finishing?.resolve()
    this.#finishing = undefined
  }

  /** Holds work under way to its share of what is lent now, or hands back what that cannot do. */
  #share(): void {
    const settings = this.#settings
    if (settings === undefined || this.#finishing !== undefined) return
    const shares = shareCores(settings.cores, this.#claims())
    for (const engagement of this.#engagements.values()) {
      const needs = judgeNeeds(engagement.demand, this.#rules(settings))
      const cores = shares.get(engagement.demand.jobId) ?? 0
      if (needs.kind === 'decline') void engagement.leave(needs.reason)
      else if (cores === 0) void engagement.leave('fewer cores are lent than jobs are at work')
      else void engagement.lend({ ...grantOf(settings), cores })
    }
  }

  /** Jobs at work, in the order they came. */
  #claims(): readonly CoreClaim[] {
    return [...this.#engagements.values()].map(({ demand }) => claimOf(demand))
  }

  #status(isWorking: boolean): ProviderView['status'] {
    const { relay, direct, carriesWork } = this.#deps.mesh.status()
    if (this.#leaving) return 'leaving'
    if (this.#finishing !== undefined) return 'finishing'
    if (this.#settings === undefined) return 'off'
    if (isWorking) return 'working'
    // Whoever is reached directly by others is in no network that lets nothing through.
    const isUnreached = this.#unreached >= UNREACHED_LIMIT && direct === 0
    if (isUnreached || !carriesWork) return 'cannotWork'
    return relay === 'reserved' || direct > 0 ? 'idle' : 'connecting'
  }

  #hear(bytes: Uint8Array): void {
    const settings = this.#settings
    if (settings === undefined || this.#heard.length >= MAX_HEARD) return
    let demand: Demand
    try {
      const sealed = decode(sealedSchema, bytes, 'demand', DEMAND_MAX_BYTES)
      demand = unseal('demand', demandSchema, sealed, (value) => value.requestor)
    } catch (error) {
      // Gossip has no one sender to blame: whoever passed it on may be honest.
      if (error instanceof MalformedError) return
      throw error
    }
    const { clock, mesh } = this.#deps
    if (demand.requestor === mesh.self || !mesh.status().carriesWork) return
    const engaged = this.#engagements.get(demand.jobId)
    if (engaged !== undefined) {
      // The job is asked for again while its requestor is silent here: it was reloaded.
      if (engaged.isStale) void engaged.leave('the requestor started over')
      return
    }
    const now = clock.now()
    if ((this.#quietUntil.get(demand.jobId) ?? 0) > now) return
    const judgement = judgeDemand(demand, this.#rules(settings), this.#moment())
    if (judgement.kind === 'decline') {
      this.#note(`Passed over “${demand.title}”: ${judgement.reason}.`)
      this.#quieten(demand.jobId)
      return
    }
    const place = judgePlace(claimOf(demand), this.#claims(), settings.cores)
    if (place.kind === 'decline') {
      this.#note(`No room for “${demand.title}”: ${place.reason}.`)
      return
    }
    if (!this.#drawn(demand) || this.#heard.some(({ jobId }) => jobId === demand.jobId)) return
    this.#heard.push(demand)
    if (this.#heard.length === 1) clock.after(CHOOSE_MS, () => this.#choose())
  }

  /** Answers as many of the demands just heard as there are places, first those that pay best. */
  #choose(): void {
    const heard = this.#heard.splice(0)
    const settings = this.#settings
    if (settings === undefined || !this.#isOpen) return
    const { price } = this.#rules(settings)
    const pay = (demand: Demand) =>
      payPerSecond(demand, askPrice(price, demand, this.#moment()), this.#speedOf(demand))
    const byPay = heard
      .map((demand) => ({ demand, pay: pay(demand) }))
      .sort((a, b) => (a.pay === b.pay ? 0 : a.pay > b.pay ? -1 : 1))
      .map(({ demand }) => demand)
    const free = placesOn(settings.cores) - this.#engagements.size
    for (let place = 0; place < free; place += 1) void this.#answerNext(byPay, settings)
  }

  /** Answers the first of these that stands up to a look; what is left is heard again. */
  async #answerNext(byPay: Demand[], settings: ProviderSettings): Promise<void> {
    const { clock } = this.#deps
    for (let next = byPay.shift(); next !== undefined; next = byPay.shift()) {
      if (this.#offers >= MAX_OFFERS) return
      this.#quieten(next.jobId)
      this.#offers += 1
      clock.after(AGREEMENT_MS, () => {
        this.#offers -= 1
      })
      if (await this.#offer(next, settings)) return
    }
  }

  #quieten(jobId: JobId): void {
    this.#quietUntil.delete(jobId)
    this.#quietUntil.set(jobId, this.#deps.clock.now() + RETRY_MS)
    const oldest = this.#quietUntil.keys().next().value
    if (this.#quietUntil.size > MAX_QUIET && oldest !== undefined) this.#quietUntil.delete(oldest)
  }

  /** Answers only a share of demands where the requestor asks for that, by chance. */
  #drawn(demand: Demand): boolean {
    const { buffer, byteOffset } = this.#deps.clock.randomBytes(4)
    const drawn = new DataView(buffer, byteOffset).getUint32(0)
    return drawn / 2 ** 32 < demand.answerProbability
  }

  #rules(settings: ProviderSettings): ProviderRules {
    const { ledger, compute, ownShaders } = this.#deps
    const { shaders, maxMemoryBytes, maxWallMs, cores } = grantOf(settings)
    const { formats, apps, requestors, floorByFormat, topPerGigaGas, busyHours } =
      settings.rules ?? USUAL_RULES
    return {
      formats: compute.capacity.formats.filter(
        (format) => formats.includes(format) && (format !== 'wgsl' || shaders !== 'none'),
      ),
      shaders: shaders === 'any' ? undefined : ownShaders,
      acceptFree: settings.acceptFree,
      payee: settings.payee,
      price: {
        floorPerGigaGas: settings.floorPerGigaGas,
        floorByFormat,
        topPerGigaGas,
        busyHours,
      },
      apps,
      requestors,
      chain:
        ledger === undefined
          ? undefined
          : { chainId: ledger.chain.chainId, escrow: ledger.chain.escrow },
      cores,
      maxMemoryBytes,
      maxDownloadBytes: MAX_DOWNLOAD_BYTES,
      maxWallMs,
    }
  }

  /** Looks at the chain before any work is promised: is the money there, and is it ours to earn? */
  async #checkEscrow(demand: Demand): Promise<string | undefined> {
    const { ledger, clock } = this.#deps
    if (demand.terms.kind === 'free') return undefined
    if (ledger === undefined) return 'no chain is configured here'
    const job = await ledger.readJob(demand.jobId)
    if (job === undefined) return 'its escrow is not on the chain'
    if (job.closed) return 'its escrow is closed'
    if (job.session !== demand.terms.session) return 'its escrow names another signer'
    if (job.noticeSeconds < MIN_NOTICE_SECONDS) return 'its notice is too short to be safe'
    if (job.deadline * 1000 <= clock.now()) return 'its escrow has run out'
    return undefined
  }

  /** Whether an offer went out. */
  async #offer(demand: Demand, settings: ProviderSettings): Promise<boolean> {
    const { mesh, clock, seed } = this.#deps
    try {
      const refusal = await this.#checkEscrow(demand)
      if (refusal !== undefined) {
        this.#note(`Passed over “${demand.title}”: ${refusal}.`)
        return false
      }
      const channel = await mesh
        .open(demand.requestor, OFFER_PROTOCOL, {
          path: 'relayed',
          signal: limitTime(clock, AGREEMENT_MS),
        })
        .catch((cause: unknown) => {
          throw new UnreachableError(demand.requestor, 'its relay does not answer', { cause })
        })
      // The circuit itself may have told that nothing but talk passes here.
      if (!mesh.status().carriesWork) {
        await channel.close()
        return false
      }
      const offer: Offer = {
        demandId: demand.demandId,
        jobId: demand.jobId,
        provider: mesh.self,
        payee: settings.payee ?? null,
        cores: this.#shareOf(demand, settings),
        pricePerGigaGas: this.#ask(demand, settings),
        speed: this.#speedOf(demand),
        upMs: Math.min(clock.now() - this.#startedAt, MAX_UP_MS),
      }
      let signed = false
      takeFrames(mesh, channel, async (frame) => {
        const message = decode(offerMessageSchema, frame, 'answer to an offer', MAX_FRAME_BYTES)
        if (message.type === 'decline') this.#note(`“${demand.title}” declined: ${message.reason}.`)
        // Whoever stopped meanwhile promises nothing any more.
        if (message.type === 'agree' && !signed && this.#isOpen) {
          signed = true
          const signature = this.#sign(message.agreement, demand, offer)
          await channel.send(encode(offerMessageSchema, { type: 'sign', signature }))
        }
        if (message.type === 'decline') await channel.close()
      })
      clock.after(AGREEMENT_MS, () => void channel.close())
      const sealed = seal('offer', offerSchema, offer, seed)
      await channel.send(encode(offerMessageSchema, { type: 'offer', offer: sealed }))
      return true
    } catch (error) {
      if (!(error instanceof LoamError)) throw error
      this.#note(`Could not answer “${demand.title}”: ${error.message}.`)
      return false
    }
  }

  /** What is asked now; where its price has risen since the demand was judged, what it still allows. */
  #ask(demand: Demand, settings: ProviderSettings): bigint {
    if (demand.terms.kind === 'free') return 0n
    const { ceilingPerGigaGas } = demand.terms
    const ask = askPrice(this.#rules(settings).price, demand, this.#moment())
    if (ask > ceilingPerGigaGas) return ceilingPerGigaGas
    return ask
  }

  /** Of a demand's unit, what each core does in a second with the rests that its owner wants; 0 if unknown. */
  #speedOf({ format, unit }: Demand): bigint {
    const speed = this.#deps.speeds.of(format, unit ?? 'gas')
    const dutyPercent = Math.round((this.#settings?.dutyCycle ?? 1) * 100)
    return (speed * BigInt(dutyPercent)) / 100n
  }

  #moment(): PriceMoment {
    this.#load = passTime(this.#load, this.#engagements.size > 0, this.#deps.clock.now())
    return { now: this.#load.at, load: this.#load.share }
  }

  /** Cores that one more job would have beside those at work. */
  #shareOf(demand: Demand, settings: ProviderSettings): number {
    const claims = [...this.#claims(), claimOf(demand)]
    return Math.max(1, shareCores(settings.cores, claims).get(demand.jobId) ?? 0)
  }

  /** Signs only what was offered on what was heard; returns the countersignature. */
  #sign(sealed: Sealed, demand: Demand, offer: Offer): Uint8Array {
    const agreement = unseal('agreement', agreementSchema, sealed, () => demand.requestor)
    // How many are asked changes while a demand is repeated: it is no term of an agreement.
    const { answerProbability } = agreement.demand
    const heard = { ...demand, answerProbability }
    const same =
      equals(encode(demandSchema, agreement.demand), encode(demandSchema, heard)) &&
      equals(encode(offerSchema, agreement.offer), encode(offerSchema, offer))
    if (!same) throw new MalformedError('agreement on other terms')
    const name = bytesToHex(agreement.agreementId)
    this.#agreed.set(name, agreement)
    this.#deps.clock.after(AGREEMENT_MS, () => {
      if (this.#agreed.delete(name)) this.#fallShort()
    })
    return seal('agreement', agreementSchema, agreement, this.#deps.seed).signature
  }

  /** A requestor opens its work channel: the first frame names the agreement it is for. */
  #greet(channel: Channel): void {
    let engagement: Engagement | undefined
    takeFrames(this.#deps.mesh, channel, async (frame) => {
      if (engagement !== undefined) return engagement.take(frame)
      const message = decode(requestorMessageSchema, frame, 'hello', MAX_FRAME_BYTES)
      if (message.type !== 'hello') throw new MalformedError('work without hello')
      const agreement = this.#agreed.get(bytesToHex(message.agreementId))
      const settings = this.#settings
      if (agreement === undefined || agreement.demand.requestor !== channel.remote) {
        await channel.close()
        return
      }
      // It reached us, whatever comes of it.
      this.#agreed.delete(bytesToHex(agreement.agreementId))
      const { demand } = agreement
      const isHere = this.#engagements.has(demand.jobId)
      if (settings === undefined || !this.#isOpen || isHere) return await channel.close()
      const place = judgePlace(claimOf(demand), this.#claims(), settings.cores)
      const needs = judgeNeeds(demand, this.#rules(settings))
      if (place.kind === 'decline' || needs.kind === 'decline') return await channel.close()
      engagement = new Engagement({
        ...this.#deps,
        self: this.#deps.mesh.self,
        agreement,
        channel,
        grant: { ...grantOf(settings), cores: this.#shareOf(demand, settings) },
      })
      void this.#engage(demand, engagement)
    })
  }

  async #engage(demand: Demand, engagement: Engagement): Promise<void> {
    this.#moment()
    this.#measuring?.abort()
    this.#engagements.set(demand.jobId, engagement)
    this.#share()
    this.#reason = undefined
    this.#deps.onChange()
    await engagement.run()
    this.#moment()
    this.#engagements.delete(demand.jobId)
    this.#share()
    if (engagement.hasFailed) this.#quieten(demand.jobId)
    const { path, answered } = engagement.view()
    if (answered > 0) this.#unreached = 0
    else if (path === 'relayed') this.#fallShort()
    if (engagement.reason !== undefined) this.#note(`“${demand.title}”: ${engagement.reason}.`)
    this.#deps.onChange()
  }

  /** A requestor agreed and could not work with us: once is chance, again and again is the network. */
  #fallShort(): void {
    this.#unreached += 1
    this.#deps.onChange()
  }

  #note(reason: string): void {
    this.#reason = reason
    this.#deps.onChange()
  }
}

const claimOf = ({ jobId, requestor, format }: Demand): CoreClaim => ({
  jobId,
  requestor,
  graphics: format === 'wgsl',
})

const WAITING: Partial<Record<ProviderView['status'], string>> = {
  connecting: 'Looking for the network.',
  idle: 'Waiting for somebody to ask for work.',
  finishing: 'What is here is finished and handed in; no new work begins. A minute at most.',
}

import { asCid, asJobId, asPeerId, type PeerId } from '#protocol/ids.ts'
import type { Demand } from '#protocol/market/demand.ts'
import type { ProviderRules } from '#protocol/market/judge-demand.ts'
import { createRandom, type Random } from '../random.ts'
import { createNotes, type JobNotes } from './modelled-job.ts'
import { GAS_PER_SECOND, ModelledProvider } from './modelled-provider.ts'
import { ModelledRequestor } from './modelled-requestor.ts'
import { type Distance, NetworkModel } from './network-model.ts'
import type { Network } from './tabs.ts'

const PROGRAM = asCid('bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy')
/** A Unix time to begin at, so that deadlines and hours mean something. */
export const BEGIN_MS = Date.UTC(2026, 0, 5, 8)

/** A market with nobody on it yet. Whoever uses it says who comes, goes and asks for work. */
export class ModelledMarket {
  readonly network: Network
  readonly notes: JobNotes
  readonly random: Random
  readonly providers = new Map<PeerId, ModelledProvider>()
  readonly requestors = new Map<PeerId, ModelledRequestor>()
  #met = 0
  #jobs = 0

  constructor(seed: number, distance: Distance, onAgreed: JobNotes['onAgreed'] = () => {}) {
    this.random = createRandom(seed)
    this.notes = createNotes(onAgreed)
    this.network = new NetworkModel(this.random, distance, BEGIN_MS)
  }

  /** A provider opens its tab. */
  join(model: {
    readonly speed: number
    readonly isFickle: boolean
    readonly rules: ProviderRules
  }): ModelledProvider {
    const peer = asPeerId(`provider-${this.#met++}`)
    const find = (requestor: PeerId) => this.requestors.get(requestor)
    const provider = new ModelledProvider({ peer, ...model }, this.network, find)
    this.providers.set(peer, provider)
    return provider
  }

  /** It closes it, without a word. */
  vanish(provider: ModelledProvider): void {
    this.providers.delete(provider.peer)
    provider.vanish()
  }

  /** A requestor opens its tab. @param onEnded after each of its jobs. */
  admit(onEnded: (requestor: ModelledRequestor) => void): ModelledRequestor {
    const peer = asPeerId(`requestor-${this.#met++}`)
    const { network, notes } = this
    const requestor = new ModelledRequestor({ peer, network, notes, onEnded })
    this.requestors.set(peer, requestor)
    return requestor
  }

  /** @param work seconds that a provider of speed 1 would need, replicas counted. */
  post(requestor: ModelledRequestor, work: number, terms: Demand['terms']): void {
    const id = (this.#jobs++).toString(16).padStart(64, '0')
    const demandId = new Uint8Array(16)
    new DataView(demandId.buffer).setUint32(0, this.#jobs)
    const demand: Demand = {
      demandId,
      jobId: asJobId(`0x${id}`),
      requestor: requestor.peer,
      appId: 'model',
      title: 'Job',
      format: 'kernel',
      subtasks: Math.ceil(work),
      gasPerSubtask: BigInt(GAS_PER_SECOND / 5),
      limits: { gas: 10n ** 10n, memoryBytes: 65_536, outputBytes: 1, logBytes: 0, wallMs: 60_000 },
      needs: { cores: 1, bytesPerSecond: 0 },
      policy: 'quorum2',
      module: PROGRAM,
      shared: PROGRAM,
      downloadBytes: 100_000,
      terms,
      deadline: BEGIN_MS + 10 * 24 * 3_600_000,
      answerProbability: 1,
    }
    requestor.post(demand, work)
  }

  /** Entries that the reducers of all tabs hold. */
  countEntries(): number {
    let entries = 0
    for (const { bidding } of this.providers.values())
      entries +=
        bidding.quietUntil.size +
        bidding.heard.length +
        bidding.next.length +
        bidding.answeredAt.length +
        bidding.signed.size +
        bidding.working.size
    for (const requestor of this.requestors.values()) entries += requestor.entries
    return entries
  }
}

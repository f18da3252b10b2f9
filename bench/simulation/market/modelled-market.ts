import { serialize } from 'node:v8'
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
/** Tabs whose state is looked at, at most about. */
const MAX_WEIGHED = 5_000
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
      policy: { kind: 'quorum', parties: 2 },
      module: PROGRAM,
      shared: PROGRAM,
      downloadBytes: 100_000,
      terms,
      deadline: BEGIN_MS + 10 * 24 * 3_600_000,
      since: 1,
      answerProbability: 1,
      places: 1,
    }
    requestor.post(demand, work)
  }

  /** Bytes that what a tab's reducers hold takes written out, on average over tabs drawn evenly. */
  weighStates(): number {
    const states = [...this.providers.values(), ...this.requestors.values()]
    const step = Math.max(1, Math.floor(states.length / MAX_WEIGHED))
    const weighed = states.filter((_, at) => at % step === 0)
    const bytes = weighed.reduce((sum, { state }) => sum + serialize(state).byteLength, 0)
    return bytes / weighed.length
  }
}

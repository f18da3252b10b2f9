import { MAX_PROVIDERS } from '#protocol/market/pool.ts'
import { rulesWith } from '#test/support/market.ts'
import { type Counts, since } from './counts.ts'
import { ModelledMarket } from './modelled-market.ts'
import type { ModelledRequestor } from './modelled-requestor.ts'

/** A provider that takes whatever comes, and is not paid. */
const UNPAID = rulesWith({ payee: undefined, chain: undefined })

/** A network and what it has to do. Times in ms. */
export interface MarketModel {
  readonly seed: number
  /** At any time: newcomers take the places of those who vanish. */
  readonly providers: number
  /** Requestors for a job's worth of providers: 1 is as many places as there are providers. */
  readonly demand: number
  /** Of the logarithm of speeds; the median is 1. */
  readonly sigma: number
  readonly rttMs: number
  /** Each message takes up to this share longer or shorter. */
  readonly jitter: number
  /** How long a provider stays, on average; it goes without a word. */
  readonly lifeMs: number
  /** Share of providers that sign and never come. */
  readonly fickle: number
  /** What a job's providers need for it, on average. */
  readonly jobMs: number
  /** Until a requestor has another job. */
  readonly pauseMs: number
  /** Not counted: the market finds its pace. */
  readonly warmUpMs: number
  readonly countedMs: number
}

/** What a tab has to do with the market, on average, and how jobs fare on it. */
export interface MarketFigures {
  /** Each second: demands heard, messages and bytes received, dials. */
  readonly heard: number
  readonly messages: number
  readonly bytes: number
  readonly dials: number
  /** Channels of the market that are open in the end. */
  readonly connections: number
  /** What reducers hold in the end, written out. */
  readonly stateBytes: number
  readonly matchedMs: readonly number[]
  readonly refilledMs: readonly number[]
  /** Share of the places of all jobs at which somebody worked, */
  readonly filled: number
  /** those that were empty before all of a job's were filled for the first time, */
  readonly emptyAtStart: number
  /** and those of who vanished and was not missed yet. The rest was looked for. */
  readonly unnoticed: number
  /** Share of providers at work in the end. */
  readonly busy: number
  readonly cries: number
  readonly offers: number
  readonly jobsEnded: number
}

/** Runs a whole network's market for a while: every requestor and provider by the page's own reducers. */
export function simulateMarket(model: MarketModel): MarketFigures {
  const market = new ModelledMarket(model.seed, model)
  const { random, network, notes } = market
  const arrive = () => {
    const provider = market.join({
      speed: random.lognormal(model.sigma),
      isFickle: random.uniform() < model.fickle,
      rules: UNPAID,
    })
    network.after(random.exponential(model.lifeMs), () => {
      market.vanish(provider)
      arrive()
    })
  }
  const post = (requestor: ModelledRequestor) => {
    const work = (random.exponential(model.jobMs) * MAX_PROVIDERS) / 1_000
    market.post(requestor, work, { kind: 'free' })
  }
  for (let count = 0; count < model.providers; count += 1) arrive()
  const rest = (requestor: ModelledRequestor) =>
    network.after(random.exponential(model.pauseMs), () => post(requestor))
  const requestors = Math.round((model.providers * model.demand) / MAX_PROVIDERS)
  for (let count = 0; count < requestors; count += 1) {
    const requestor = market.admit(rest)
    // Not all at once: each is somewhere between a job and the next.
    network.after(random.uniform() * (model.jobMs + model.pauseMs), () => post(requestor))
  }

  network.runUntil(network.now + model.warmUpMs)
  const before = { ...network.counts }
  const warm = { ...notes, matched: notes.matchedMs.length, refilled: notes.refilledMs.length }
  network.runUntil(network.now + model.countedMs)
  const counts: Counts = since(network.counts, before)
  const tabs = model.providers + requestors
  const placesMs = notes.placesMs - warm.placesMs
  const perTab = (count: number) => (count * 1_000) / model.countedMs / tabs
  let busy = 0
  for (const provider of market.providers.values()) if (provider.isWorking) busy += 1
  return {
    heard: perTab(counts.heard),
    messages: perTab(counts.messages),
    bytes: perTab(counts.bytes),
    dials: perTab(counts.dials),
    connections: network.channels / tabs,
    stateBytes: market.weighStates(),
    matchedMs: notes.matchedMs.slice(warm.matched),
    refilledMs: notes.refilledMs.slice(warm.refilled),
    filled: (notes.filledMs - warm.filledMs) / placesMs,
    emptyAtStart: (notes.startMs - warm.startMs) / placesMs,
    unnoticed: (notes.unnoticedMs - warm.unnoticedMs) / placesMs,
    busy: busy / model.providers,
    cries: counts.cries,
    offers: counts.offers,
    jobsEnded: notes.ended - warm.ended,
  }
}

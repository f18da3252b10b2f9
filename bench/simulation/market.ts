import type { Benchmark, Figure } from '../benchmark.ts'
import { median } from '../stats.ts'
import { logLogSlope } from './log-log-slope.ts'
import { type MarketFigures, type MarketModel, simulateMarket } from './market/simulate-market.ts'
import { KINDS, NETWORK } from './networks.ts'
import { simulateJob } from './simulate-job.ts'

/** `PROVIDERS=1000,10000 npm run bench -- market` takes others; the largest wants five minutes and 4 GiB. */
const SIZES = (process.env.PROVIDERS ?? '1000,10000,100000').split(',').map(Number)
/** As many providers are drawn in small networks, one after another, as make this many. */
const LEAST_SAMPLE = 30_000
/** How steeply anything may grow with the network. */
const MOST_SLOPE = 0.05
/** Jobs of each kind, with the gaps that the market leaves, in each network. */
const SAMPLED_JOBS = 3

const MARKET: Omit<MarketModel, 'seed' | 'providers'> = {
  demand: 0.8,
  sigma: NETWORK.sigma,
  rttMs: NETWORK.rttMs,
  jitter: NETWORK.jitter,
  lifeMs: NETWORK.lifeMs,
  fickle: 0.02,
  jobMs: 120_000,
  pauseMs: 30_000,
  warmUpMs: 180_000,
  countedMs: 60_000,
}

/** What may not grow with the network: by what name, of what unit, and how it is read. */
const MEASURES: ReadonlyArray<{
  readonly name: string
  readonly unit: string
  readonly of: (network: MarketFigures) => number
}> = [
  { name: 'demands heard', unit: '/s', of: ({ heard }) => heard },
  { name: 'messages received', unit: '/s', of: ({ messages }) => messages },
  { name: 'bytes received', unit: 'B/s', of: ({ bytes }) => bytes },
  { name: 'dials', unit: '/min', of: ({ dials }) => 60 * dials },
  { name: 'connections of the market', unit: '', of: ({ connections }) => connections },
  { name: 'match', unit: 's', of: ({ matchedMs }) => median(matchedMs) / 1_000 },
  { name: 'match, 95th', unit: 's', of: ({ matchedMs }) => percentile(matchedMs, 0.95) / 1_000 },
  { name: 'state of the reducers', unit: 'KiB', of: ({ stateBytes }) => stateBytes / 1_024 },
]

/** Where jobs have places, and what becomes of them. */
const PLACES: ReadonlyArray<{
  readonly name: string
  readonly of: (network: MarketFigures) => number
}> = [
  { name: 'places filled', of: ({ filled }) => filled },
  { name: 'empty at the start', of: ({ emptyAtStart }) => emptyAtStart },
  { name: 'empty, not yet noticed', of: ({ unnoticed }) => unnoticed },
]

/**
 * A whole network's market: all its requestors and providers drive the page's own reducers, each on
 * its own buckets, over modelled relays. What goes on inside a job does not depend on the network,
 * and is sampled: jobs with the gaps that this market leaves where a provider vanished.
 */
export const market: Benchmark = {
  name: 'market',
  title: 'the market on modelled networks: what one tab has to do with it, against their size',
  runs: 1,
  measure({ runs, say }) {
    const figures: Figure[] = []
    const networks = SIZES.map((providers) => {
      say(`${providers} providers`)
      const samples = Math.max(1, Math.round(LEAST_SAMPLE / providers)) * runs
      return {
        providers,
        samples: Array.from({ length: samples }, (_, at) =>
          simulateMarket({ ...MARKET, providers, seed: providers + at }),
        ),
      }
    })
    for (const { name, unit, of } of MEASURES) {
      for (const { providers, samples } of networks)
        figures.push({ name: `${name}, ${providers}`, unit, values: samples.map(of) })
      const points = networks.map(({ providers, samples }) => ({
        x: providers,
        y: median(samples.map(of)),
      }))
      if (points.length > 1)
        figures.push({
          name: `${name}: slope (target at most ${MOST_SLOPE})`,
          unit: '',
          values: [logLogSlope(points)],
        })
      if (points.length > 2)
        figures.push({
          name: `${name}: slope, the last two networks`,
          unit: '',
          values: [logLogSlope(points.slice(-2))],
        })
    }
    for (const { providers, samples } of networks) {
      for (const { name, of } of PLACES) {
        const values = samples.map((sample) => 100 * of(sample))
        figures.push({ name: `${name}, ${providers}`, unit: '%', values })
      }
      for (const kind of KINDS) {
        const name = `${kind.subtaskMs} ms subtasks, ${providers}`
        say(name)
        const gaps = samples.flatMap(({ refilledMs }) => refilledMs)
        const values = sampleJobs(kind, providers, gaps)
        figures.push({ name, unit: '%', values })
      }
    }
    return Promise.resolve(figures)
  },
}

/** Work of use, in percent of all that a job's live providers could have done. */
const sampleJobs = (
  kind: (typeof KINDS)[number],
  providers: number,
  gapsMs: readonly number[],
): readonly number[] =>
  Array.from({ length: SAMPLED_JOBS }, (_, at) => {
    const vacancyMs = gapsMs.length === 0 ? 0 : median(gapsMs)
    return 100 * simulateJob({ ...NETWORK, ...kind, vacancyMs, seed: providers + at }).efficiency
  })

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) * share)] ?? 0
}

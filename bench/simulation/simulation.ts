import type { Benchmark, Figure } from '../benchmark.ts'
import { KINDS, NETWORK, POOL } from './networks.ts'
import { type JobFigures, type JobModel, simulateJob } from './simulate-job.ts'

/** Jobs simulated of each network: a network of providers is that many sixteenths of jobs. */
const SAMPLED_JOBS = 9
const NETWORKS = [1_000, 10_000, 100_000]

const CASES: ReadonlyArray<{
  readonly name: string
  readonly providers: number
  readonly change: Partial<JobModel>
}> = [
  ...NETWORKS.map((providers) => ({ name: 'tabs open 5 min', providers, change: {} })),
  { name: 'tabs open 1 min', providers: 10_000, change: { lifeMs: 60_000 } },
  { name: '5 % lie', providers: 10_000, change: { malice: 0.05 } },
]

/**
 * What the page's own reducer makes of a modelled network. A provider works for one job at a time
 * and a job has sixteen, so that a larger network is more jobs side by side and no larger ones;
 * `--runs` of them are drawn from each network, by seeds of their own. What is common to a network,
 * its market, is measured by `market`.
 */
export const simulation: Benchmark = {
  name: 'simulation',
  title: `the scheduler on modelled networks: work of use, of what there was to be had (jobs of ${POOL})`,
  runs: SAMPLED_JOBS,
  measure({ runs, say }) {
    const figures: Figure[] = []
    for (const { name, providers, change } of CASES)
      for (const kind of KINDS) {
        const title = `${providers} providers, ${kind.subtaskMs} ms, ${name}`
        say(title)
        const jobs = sampleJobs({ ...NETWORK, ...kind, ...change }, providers, runs)
        figures.push(toFigure(title, jobs, ({ efficiency }) => efficiency))
        figures.push(toFigure(`${title}: duplicates`, jobs, ({ duplicates }) => duplicates))
      }
    return Promise.resolve(figures)
  },
}

/** Jobs drawn evenly from all that the network has room for. */
function sampleJobs(model: Omit<JobModel, 'seed'>, providers: number, count: number) {
  const jobs = Math.floor(providers / POOL)
  return Array.from({ length: count }, (_, at) =>
    simulateJob({ ...model, seed: providers + Math.floor((at * jobs) / count) }),
  )
}

const toFigure = (
  name: string,
  jobs: readonly JobFigures[],
  value: (job: JobFigures) => number,
): Figure => ({ name, unit: '%', values: jobs.map((job) => 100 * value(job)) })

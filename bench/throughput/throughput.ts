import { Cleanup } from '#cli/process/cleanup.ts'
import type { Bench, Benchmark, Figure } from '../benchmark.ts'
import { type Load, prepareLoads } from './loads.ts'
import { type LoamRate, openLoamNetwork } from './loam-network.ts'
import { measurePool } from './pool-loop.ts'
import type { Rate } from './rate.ts'
import { openRawNetwork } from './raw-network.ts'
import { serveTabs } from './serve-tabs.ts'

const WINDOW_MS = 4_000
/** Subtasks of a core in a window, at least: a lease more or less must not show. */
const LEAST_WAITS = 60
/** Half of it each way. */
const ROUND_TRIP_MS = 100

/** One load at one distance. */
interface Case {
  readonly title: string
  readonly load: Load
  readonly roundTripMs: number
}

/** What three systems made of it. */
interface Outcome {
  readonly loam: LoamRate
  readonly raw: Rate
  readonly pool: Rate
}

async function measureCases(
  cases: readonly Case[],
  origin: string,
  { say, cleanup }: Pick<Bench, 'say' | 'cleanup'>,
): Promise<Map<Case, Outcome>> {
  const loam = new Map<Case, LoamRate>()
  const kernels = [...new Map(cases.map(({ load }) => [load.kernel.id, load.kernel])).values()]
  /** One system at a time, for each takes the whole machine. */
  const alone = async (run: (stop: Cleanup) => Promise<void>) => {
    const stop = new Cleanup()
    cleanup.add(() => stop.run())
    try {
      await run(stop)
    } finally {
      await stop.run()
    }
  }
  for (const distance of new Set(cases.map(({ roundTripMs }) => roundTripMs)))
    await alone(async (stop) => {
      const network = await openLoamNetwork(origin, kernels, distance / 2, stop)
      for (const each of cases.filter(({ roundTripMs }) => roundTripMs === distance)) {
        const rate = await network.measure(each.load, windowOf(each.load))
        say(`${each.title}: ${Math.round(rate.perSecond)}/s, ${rate.cpuMicroseconds.toFixed(1)} µs`)
        loam.set(each, rate)
      }
    })
  const outcomes = new Map<Case, Outcome>()
  await alone(async (stop) => {
    const network = await openRawNetwork(origin, stop)
    for (const each of cases) {
      const { load, roundTripMs } = each
      const raw = await network.measure(load, windowOf(load), roundTripMs / 2)
      const pool = await measurePool(load, windowOf(load))
      say(`${each.title}: raw ${Math.round(raw.perSecond)}/s, pool ${Math.round(pool.perSecond)}/s`)
      outcomes.set(each, { loam: loam.get(each) as LoamRate, raw, pool })
    }
  })
  return outcomes
}

const windowOf = ({ waitMs = 0 }: Load) => Math.max(WINDOW_MS, LEAST_WAITS * waitMs)

const RAW = 'raw DataChannel and Worker'
const POOL = 'tinypool'

/**
 * Work through everything, in real tabs: a requestor's and two providers', each in a browser of its
 * own, with market, leases, sandbox, signatures, a second opinion on everything, and IndexedDB.
 *
 * Held against the same kernels in the same batches over a bare DataChannel to a Worker in each of
 * two tabs, and against tinypool with two threads: both trust whoever computes. Counted are
 * executions answered between two moments of a job under way; under quorum 2 half of them verify
 * the other half. Ideal for subtasks that wait is cores × time ÷ wait.
 */
export const throughput: Benchmark = {
  name: 'throughput',
  title: 'subtasks through everything, two provider tabs, beside a raw loop and tinypool',
  runs: 3,
  async measure({ runs, cleanup, say }) {
    const loads = await prepareLoads()
    const origin = await serveTabs(cleanup)
    const cases: readonly Case[] = [
      { title: 'empty', load: loads.empty, roundTripMs: 0 },
      { title: '20 ms on a timer', load: loads.wait20, roundTripMs: 0 },
      { title: '200 ms on a timer', load: loads.wait200, roundTripMs: 0 },
      { title: '1 ms of CPU', load: loads.spin1, roundTripMs: 0 },
      { title: '20 ms of CPU', load: loads.spin20, roundTripMs: 0 },
      { title: '20 ms on a timer, 100 ms away', load: loads.wait20, roundTripMs: ROUND_TRIP_MS },
    ]
    const all: Array<Map<Case, Outcome>> = []
    while (all.length < runs) {
      say(`run ${all.length + 1} of ${runs}`)
      all.push(await measureCases(cases, origin, { say, cleanup }))
    }
    return cases.flatMap((each) =>
      toFigures(
        each,
        all.flatMap((run) => run.get(each) ?? []),
      ),
    )
  },
}

function toFigures({ title, load }: Case, outcomes: readonly Outcome[]): Figure[] {
  const { cores, waitMs } = load
  const [raw, pool] = [`${title}: ${RAW}`, `${title}: ${POOL}`]
  const of = (rate: (outcome: Outcome) => number) => outcomes.map(rate)
  const systems = (unit: string, value: (rate: Rate) => number): Figure[] => [
    { name: title, unit, values: of(({ loam }) => value(loam)), against: raw },
    { name: raw, unit, values: of((outcome) => value(outcome.raw)) },
    { name: pool, unit, values: of((outcome) => value(outcome.pool)) },
  ]
  if (waitMs !== undefined) {
    const idealPerSecond = (2 * cores * 1_000) / waitMs
    return systems('% of ideal', ({ perSecond }) => (100 * perSecond) / idealPerSecond)
  }
  return [
    ...systems('/s', ({ perSecond }) => perSecond),
    { name: `${title}: verified`, unit: '/s', values: of(({ loam }) => loam.verifiedPerSecond) },
    { name: `${title}: CPU each`, unit: 'µs', values: of(({ loam }) => loam.cpuMicroseconds) },
  ]
}

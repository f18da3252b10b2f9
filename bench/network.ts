import { setTimeout as sleep } from 'node:timers/promises'
import { Cleanup } from '#cli/process/cleanup.ts'
import type { Bench, Benchmark, Figure } from './benchmark.ts'
import { startLibp2pMarket } from './support/libp2p-market.ts'
import type { Traffic } from './support/traffic-meter.ts'

const SIZES = [25, 100, 200]
const ROUNDS = 2
/** Newcomers hear of each other's buckets for a moment. */
const SETTLE_MS = 2_000
const QUIET_MS = 10_000

interface Cost {
  readonly name: string
  readonly unit: string
  readonly value: number
}

/** What a tab of a network of this size has to bear. */
async function measureSize(
  size: number,
  { say, cleanup }: Pick<Bench, 'say' | 'cleanup'>,
): Promise<readonly Cost[]> {
  say(`${size} tabs`)
  const stop = new Cleanup()
  cleanup.add(() => stop.run())
  try {
    const market = await startLibp2pMarket(size, stop)
    await sleep(SETTLE_MS)
    const quiet = await market.meter(() => sleep(QUIET_MS))
    const rounds: Traffic[] = []
    let done = 0
    for (let round = 0; round < ROUNDS; round += 1)
      rounds.push(
        await market.meter(async () => {
          for (const whyNot of await market.runRound())
            if (whyNot === undefined) done += 1
            else say(`${size} tabs, a job did not get done: ${whyNot}`)
        }),
      )
    const perRound = (key: keyof Traffic) =>
      rounds.reduce((sum, traffic) => sum + traffic[key], 0) / ROUNDS
    return [
      { name: 'quiet, over the relay', unit: 'B/s', value: (quiet.relayBytes / QUIET_MS) * 1_000 },
      { name: 'a round, over the relay', unit: 'B', value: perRound('relayBytes') },
      { name: 'a round, gossip', unit: 'B', value: perRound('gossipBytes') },
      { name: 'a round, gossip', unit: 'messages', value: perRound('gossipMessages') },
      { name: 'a round, circuits', unit: '', value: perRound('circuits') },
      { name: 'a round, direct connections', unit: '', value: perRound('directs') },
      { name: 'jobs done', unit: '', value: done },
    ]
  } finally {
    await stop.run()
  }
}

/**
 * What a tab bears as the network grows: real libp2p nodes and a real relay in one process, a tenth
 * of them with a job that a quarter of the others wants. Each size is held against the smallest.
 */
export const network: Benchmark = {
  name: 'network',
  title: 'traffic, dials and connections of a tab as the network grows, real libp2p nodes',
  runs: 1,
  async measure({ runs, say, cleanup }) {
    const figures = new Map<string, { unit: string; against?: string; values: number[] }>()
    for (let run = 1; run <= runs; run += 1)
      for (const size of SIZES)
        for (const { name, unit, value } of await measureSize(size, { say, cleanup })) {
          const of = (tabs: number) => `${name} ${unit}, ${tabs} tabs`
          const against = size === SIZES[0] || value === 0 ? {} : { against: of(SIZES[0] ?? 0) }
          const figure = figures.get(of(size)) ?? { unit, ...against, values: [] }
          figure.values.push(value)
          figures.set(of(size), figure)
        }
    return [...figures]
      .map(([name, figure]): Figure => ({ name, ...figure }))
      .sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))
  },
}

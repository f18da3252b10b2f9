/** `npm run bench`: measures Loam beside its peers and limits. Without a name it lists what there is. */
import { cpus, loadavg } from 'node:os'
import { CommandError } from '#cli/command-error.ts'
import { parseCount, parseWords } from '#cli/options.ts'
import { Cleanup } from '#cli/process/cleanup.ts'
import { stopOnSignals } from '#cli/process/stop-on-signals.ts'
import { runCommand } from '#cli/run-command.ts'
import type { Benchmark } from './benchmark.ts'
import { chainGas } from './chain-gas/chain-gas.ts'
import { emptySubtasks } from './empty-subtasks.ts'
import { firstTile } from './first-tile.ts'
import { gpu } from './gpu.ts'
import { join } from './join.ts'
import { metering } from './metering.ts'
import { native } from './native.ts'
import { network } from './network.ts'
import { sandbox } from './sandbox.ts'
import { schedule } from './schedule.ts'
import { market } from './simulation/market.ts'
import { prices } from './simulation/prices.ts'
import { simulation } from './simulation/simulation.ts'
import { speedUp } from './speed-up.ts'
import { type Summary, summarize, toTable } from './stats.ts'
import { throughput } from './throughput/throughput.ts'
import { trust } from './trust/trust.ts'
import { trustCost } from './trust-cost/trust-cost.ts'

const benchmarks: readonly Benchmark[] = [
  join,
  firstTile,
  speedUp,
  emptySubtasks,
  sandbox,
  metering,
  native,
  gpu,
  schedule,
  network,
  simulation,
  market,
  prices,
  throughput,
  trust,
  trustCost,
  chainGas,
]

const USAGE = `Usage: npm run bench -- NAME… [options]

${benchmarks.map(({ name, title }) => `  ${name.padEnd(16)}${title}`).join('\n')}
  all             every one of them

  --runs N        repeat N times in place of each benchmark's own number
  --json          one JSON object on the last line of stdout`

const options = {
  runs: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

/** @throws {CommandError} one line for whatever cannot be meant. */
function parseOptions(args: readonly string[]) {
  const { values, positionals } = parseWords({ args, options, allowPositionals: true }, USAGE)
  const unknown = positionals.find(
    (name) => name !== 'all' && !benchmarks.some((each) => each.name === name),
  )
  if (unknown !== undefined)
    throw new CommandError(`There is no benchmark “${unknown}”.\n\n${USAGE}`)
  return {
    chosen: values.help
      ? []
      : benchmarks.filter(({ name }) => positionals.some((p) => p === 'all' || p === name)),
    runs: values.runs === undefined ? undefined : parseCount('runs', values.runs, 1, 1_000),
    json: values.json,
  }
}

const say = (text: string) => process.stderr.write(`${text}\n`)
const show = (text: string) => process.stdout.write(`${text}\n`)

/** Cores and load, without which no figure means anything. */
const describeMachine = () => ({ cores: cpus().length, loadBefore: loadavg()[0] ?? 0 })

async function runBenchmark(
  benchmark: Benchmark,
  runs: number,
  cleanup: Cleanup,
): Promise<readonly Summary[]> {
  try {
    return summarize(await benchmark.measure({ runs, cleanup, say, show }))
  } finally {
    await cleanup.run()
  }
}

await runCommand(async () => {
  const { chosen, runs, json } = parseOptions(process.argv.slice(2))
  if (chosen.length === 0) {
    process.stdout.write(`${USAGE}\n`)
    return 0
  }
  let cleanup = new Cleanup()
  stopOnSignals(() => cleanup.run())
  const report: Record<string, unknown> = {}
  for (const benchmark of chosen) {
    const machine = describeMachine()
    process.stdout.write(
      `\n▸ ${benchmark.title} (${machine.cores} cores, load ${machine.loadBefore.toFixed(1)})\n`,
    )
    cleanup = new Cleanup()
    const summaries = await runBenchmark(benchmark, runs ?? benchmark.runs, cleanup)
    process.stdout.write(`${toTable(summaries)}\n`)
    report[benchmark.name] = { machine, figures: summaries }
  }
  if (json) process.stdout.write(`${JSON.stringify(report)}\n`)
  return 0
})
process.exit()

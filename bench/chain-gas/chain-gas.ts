import { alignColumns } from '#cli/align-columns.ts'
import type { WeiAudit } from '#test/support/paid/wei-audit.ts'
import type { Bench, Benchmark, Figure } from '../benchmark.ts'
import { openChainDesk } from './chain-desk.ts'
import { costTable } from './cost-table.ts'
import { measureCalls } from './measure-calls.ts'
import { measureCollecting } from './measure-collecting.ts'
import { measureJob, type Payout } from './measure-job.ts'

const SUBTASKS = 10_000
const PAYEES = 50
const SUBTASK_MS = 40
const COLLECTED_JOBS = 20
const TABS_PER_JOB = 3

/** What a job's transactions are for, in the order they come in. The rest brings pay to wallets. */
const STEPS: Readonly<Record<string, readonly string[]>> = {
  deposit: ['approve', 'open'],
  channels: ['reserve'],
  pay: ['settle', 'redeemMany'],
  'delivery to wallets': ['withdrawMany'],
  refund: ['noticeClose', 'finishClose', 'close', 'transfer of coin'],
}

/** Chain gas for each subtask of the same job by other designs, as measured on anvil. */
const DESIGNS = {
  'a transaction for each subtask': 48_614,
  'batches in 100 rounds': 4_810,
  'each payee redeems by itself': 566,
  'Merkle root and claims, which the requestor may forge': 394,
  'vouchers with nothing reserved for them': 370,
  'a prototype, relayed': 351,
  'a prototype, settled': 225,
} as const
const RIVALS: Readonly<Record<Payout, keyof typeof DESIGNS>> = {
  relayed: 'a prototype, relayed',
  settled: 'a prototype, settled',
}
const PAYOUTS = ['settled', 'relayed'] as const

/**
 * What the chain takes for a job of 10,000 subtasks and 50 payees, none of whom has any coin, from its
 * first prompt until nobody is owed a wei: real peers on anvil, every wei looked for afterwards.
 *
 * Other designs were counted by their calls alone: all channels reserved at once, and payees
 * paid no further than into the escrow's credit. The same is counted of this escrow beside them.
 */
export const chainGas: Benchmark = {
  name: 'chain-gas',
  title: 'chain gas of a paid job, 10,000 subtasks and 50 payees without coin, on anvil',
  runs: 1,
  async measure({ runs, cleanup, say, show }) {
    const figures = new Map<string, Figure & { readonly values: number[] }>()
    const note = (name: string, value: number, against?: string) => {
      const figure = figures.get(name) ?? {
        name,
        unit: 'gas',
        values: [],
        ...(against && { against }),
      }
      figures.set(name, figure)
      figure.values.push(value)
    }
    for (const [name, gas] of Object.entries(DESIGNS)) note(name, gas)
    for (let run = 1; run <= runs; run += 1) {
      const desk = await openChainDesk(cleanup)
      const calls = await measureCalls(desk, PAYEES)
      for (const payout of PAYOUTS)
        note(`the calls alone, ${payout}`, calls[payout] / SUBTASKS, RIVALS[payout])
      for (const tabs of [1, TABS_PER_JOB]) {
        const { gas, vouchers } = await measureCollecting(desk, { jobs: COLLECTED_JOBS, tabs })
        const who = tabs === 1 ? 'a payee' : `a site, for ${tabs} tabs in each`
        note(`${who}, collects ${COLLECTED_JOBS} jobs at once: a job`, Number(gas) / COLLECTED_JOBS)
        say(`${who}: ${vouchers} vouchers in one transaction of ${gas} gas`)
      }
      for (const payout of PAYOUTS)
        for (const [step, gas] of await measureWhole(payout, { say, show }))
          note(`end to end, ${payout}: ${step}`, gas / SUBTASKS)
    }
    return [...figures.values()]
  },
}

/** Runs a job, shows where its chain gas, wei and money went, and returns the gas of its steps. */
async function measureWhole(
  payout: Payout,
  { say, show }: Pick<Bench, 'say' | 'show'>,
): Promise<ReadonlyMap<string, number>> {
  const job = { subtasks: SUBTASKS, payees: PAYEES, subtaskMs: SUBTASK_MS }
  const audit = await measureJob({ ...job, payout, say })
  const steps = countSteps(audit)
  const gas = [...steps.values()].reduce((sum, ofStep) => sum + ofStep, 0)
  const costs = costTable({ gas, subtasks: SUBTASKS })
  show(`\n${callTable(audit)}\n\n${weiTable(audit)}\n\n${costs}`)
  return new Map([...steps, ['all of it', gas]])
}

function countSteps({ gas }: WeiAudit): ReadonlyMap<string, number> {
  const known = new Set(Object.values(STEPS).flat())
  for (const name of gas.keys())
    if (!known.has(name)) throw new Error(`nobody knows what ${name} is for`)
  const gasOf = (name: string) => Number(gas.get(name)?.gas ?? 0n)
  return new Map(
    Object.entries(STEPS).map(([step, names]) => [
      step,
      names.reduce((sum, name) => sum + gasOf(name), 0),
    ]),
  )
}

const callTable = ({ gas }: WeiAudit): string =>
  alignColumns([
    ['call', 'transactions', 'chain gas', 'a subtask'],
    ...Array.from(gas, ([name, { calls, gas: used }]) => [
      ...[name, `${calls}`, `${used}`],
      (Number(used) / SUBTASKS).toFixed(1),
    ]),
  ]).join('\n')

function weiTable({ job, received, author, stipend, held }: WeiAudit): string {
  const payees = received.reduce((sum, wei) => sum + wei, 0n)
  return alignColumns([
    ['wei of GLM', 'deposited', `${job.deposited}`],
    ['', `received by ${received.length} payees`, `${payees}`],
    ['', 'received by the author', `${author}`],
    ['', 'refunded', `${job.refunded}`],
    ['', 'left in the escrow', `${held}`],
    ['wei of coin', 'stipend', `${stipend.given}`],
    ['', 'spent on chain gas', `${stipend.spent}`],
    ['', 'swept back', `${stipend.swept}`],
  ]).join('\n')
}

import { alignColumns } from '#cli/align-columns.ts'
import { systemClock } from '#peer/adapters/clock-system.ts'
import { createMemoryEscrow } from '#peer/adapters/ledger-memory/memory-escrow.ts'
import { openNativeSignatures } from '#peer/adapters/native-signatures.ts'
import type { Ledger } from '#peer/ports/ledger.ts'
import { MAX_AMOUNT_WEI } from '#protocol/payment/amount.ts'
import { DEFAULT_POLICY, FIRST_POLICY, type Policy } from '#protocol/trust/policy.ts'
import type { Benchmark, Figure } from '../benchmark.ts'
import { median } from '../stats.ts'
import { type Overheard, overhearJob } from './overhear-job.ts'
import { type ReplayOptions, replayProvider } from './replay-provider.ts'
import { replayRequestor } from './replay-requestor.ts'
import type { Spent } from './spent.ts'

const SUBTASKS = 6_000
const SUBTASK_MS = 10
const SIDES = { provider: replayProvider, requestor: replayRequestor }

/**
 * What knowing whom to believe costs: processor of both sides for signing and checking batches,
 * verdicts and vouchers and for keeping them as evidence, of the computing time that they are about.
 *
 * A paid job of 10 ms subtasks is done by three providers on a clock of memory and listened to; what
 * one of them and the requestor had to say to each other is then signed, checked and kept again,
 * nothing else beside it. The mesh, the disk and the chain are not in it.
 */
export const trustCost: Benchmark = {
  name: 'trust-cost',
  title: 'signing, checking and keeping of evidence, of computing time, 10 ms subtasks',
  runs: 7,
  async measure({ runs, say, show }) {
    const signatures = await openNativeSignatures()
    const ledger = boundlessLedger()
    const figures: Figure[] = []
    for (const [name, policy] of Object.entries(POLICIES)) {
      say(`listening to a job by ${name}`)
      const job = { policy, subtasks: SUBTASKS, subtaskMs: SUBTASK_MS }
      const overheard = await overhearJob(job)
      const options: ReplayOptions = { overheard, signatures, ledger, subtaskMs: SUBTASK_MS }
      const computedMs = countAnswered(overheard) * SUBTASK_MS
      for (const [side, replay] of Object.entries(SIDES)) {
        // Code that runs for the first time is not what is measured.
        await replay(options)
        const spent: Spent[] = []
        for (let run = 1; run <= runs; run += 1) spent.push(await replay(options))
        const share = (ms: number) => (100 * ms) / computedMs
        figures.push({
          name: `${name}, ${side}`,
          unit: '%',
          values: spent.map(({ total }) => share(total)),
        })
        show(toPartTable(`${name}, ${side}`, overheard, spent, share))
      }
    }
    return figures
  },
}

const POLICIES: Readonly<Record<string, Policy>> = {
  adaptive: DEFAULT_POLICY,
  'quorum 2': FIRST_POLICY,
}

/** A ledger in memory whose channels hold whatever is promised: no chain is asked. */
function boundlessLedger(): Ledger {
  const ledger = createMemoryEscrow({ clock: systemClock }).ledger()
  const channel = { cap: MAX_AMOUNT_WEI, paid: 0n, closesAt: 0, epoch: 0 }
  return { ...ledger, readChannel: async () => channel }
}

const countAnswered = ({ said }: Overheard): number =>
  said.reduce(
    (sum, { message }) => sum + (message.type === 'answer' ? message.results.length : 0),
    0,
  )

/** What each part took, in a median run. */
function toPartTable(
  name: string,
  { said }: Overheard,
  spent: readonly Spent[],
  share: (ms: number) => number,
): string {
  const count = (type: string) => said.filter(({ message }) => message.type === type).length
  const counts = new Map([
    ['batch roots', count('answer')],
    ['verdicts', count('verdict')],
    ['vouchers', count('voucher')],
  ])
  const rows = [...counts].map(([part, times]) => {
    const ms = median(spent.map(({ parts }) => parts.get(part) ?? 0))
    return [
      part,
      `${times}`,
      `${((1_000 * ms) / times).toFixed(0)} µs`,
      `${share(ms).toFixed(2)} %`,
    ]
  })
  return alignColumns([[name, 'times', 'each', 'of computing'], ...rows]).join('\n')
}

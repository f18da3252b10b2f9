import type { Explanation } from '#protocol/explanation.ts'
import { formatGlm } from '#protocol/payment/amount.ts'
import { alignColumns } from '../align-columns.ts'

/** What one payee's provider did and was paid, wei. */
export interface ProviderLine {
  readonly peer: string
  readonly payee: string | null
  readonly subtasks: number
  readonly paid: bigint
}

/** The outcome of a demo: `--json` prints it, wei as decimal strings. */
export interface DemoReport {
  readonly job: string
  readonly app: string
  readonly subtasks: number
  readonly verified: number
  readonly executions: number
  readonly providers: readonly ProviderLine[]
  /** Who offered and was not taken, or was sent away, and what would change that. */
  readonly turnedAway: ReadonlyArray<Explanation & { readonly peer: string }>
  readonly seconds: {
    readonly join: number | null
    readonly firstResult: number | null
    readonly total: number | null
  }
  readonly deliverable: {
    readonly file: string
    readonly frames: number
    readonly framesSha256: string
  }
  /** As the escrow on the chain tells it. All zero for a free job. */
  readonly escrow: {
    readonly deposited: bigint
    readonly paid: bigint
    readonly refunded: bigint
    readonly imbalance: bigint
  }
}

/** Whether a demo did all it promised. */
export function isComplete(report: DemoReport): boolean {
  return (
    report.subtasks > 0 &&
    report.verified === report.subtasks &&
    report.deliverable.frames > 0 &&
    report.escrow.imbalance === 0n
  )
}

/** One line of JSON. */
export function toJson(report: DemoReport): string {
  return JSON.stringify(report, (_, value) => (typeof value === 'bigint' ? `${value}` : value))
}

/** Who earned what, and the ledger, for a person. */
export function toTable(report: DemoReport): string {
  const free = report.escrow.deposited === 0n
  const rows = report.providers.map((line) => [
    shorten(line.peer),
    line.payee ? shorten(line.payee) : '–',
    `${line.subtasks}`,
    free ? 'credit' : `${formatGlm(line.paid)} GLM`,
  ])
  const { deposited, paid, refunded, imbalance } = report.escrow
  const ledger = free
    ? 'A free job: no escrow, no chain.'
    : `Deposited ${formatGlm(deposited)} = paid ${formatGlm(paid)} + refunded ${formatGlm(refunded)} GLM, imbalance ${imbalance}`
  return [
    ...alignColumns([['provider', 'payee', 'subtasks', 'earned'], ...rows]),
    ...report.turnedAway.map(
      ({ peer, reason, advice }) => `${shorten(peer)} not taken: ${reason}. ${advice}`,
    ),
    '',
    ledger,
    `${report.verified} of ${report.subtasks} subtasks verified in ${report.executions} executions, ${report.seconds.total?.toFixed(1) ?? '?'} s`,
    `${report.deliverable.frames} frames in ${report.deliverable.file}`,
  ].join('\n')
}

const shorten = (text: string) =>
  text.length > 14 ? `${text.slice(0, 6)}…${text.slice(-6)}` : text

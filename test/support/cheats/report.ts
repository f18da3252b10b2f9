import { alignColumns } from '#cli/align-columns.ts'
import { formatGlm } from '#protocol/payment/amount.ts'
import type { Figures } from './company.ts'

/** What came of one role, as a line of the report. Amounts are wei. */
export interface ReportLine {
  readonly policy: string
  readonly role: string
  readonly subtasks: number
  /** Accepted, and wrong. */
  readonly wrong: number
  readonly lostByRequestor: bigint
  /** By whichever honest provider lost most. */
  readonly lostByProvider: bigint
  /** Such as “1 of 1”. */
  readonly caught: string
  /** What whoever cheated most had answered, or been answered, when it was caught or all was over. */
  readonly answered: number
  readonly honestBanned: number
}

/** The line of a job that cheats worked on. */
export function lineOf(
  policy: string,
  role: string,
  { job, wrong, lostByRequestor, lostByProviders, answered, caught, honestBanned }: Figures,
): ReportLine {
  return {
    policy,
    role,
    subtasks: job.subtasks,
    wrong: wrong.length,
    lostByRequestor,
    lostByProvider: greatest(lostByProviders),
    caught: `${caught} of ${answered.length}`,
    answered: Math.max(...answered),
    honestBanned,
  }
}

export function greatest(amounts: readonly bigint[]): bigint {
  let most = 0n
  for (const amount of amounts) if (amount > most) most = amount
  return most
}

/** All lines as a table, for whoever reads the log. */
export function writeReport(lines: readonly ReportLine[]): string {
  const head = [
    ...['policy', 'cheat', 'subtasks', 'accepted wrong'],
    ...['GLM lost: requestor', 'provider', 'caught', 'answered until then', 'honest banned'],
  ]
  const rows = lines.map((line) => [
    line.policy,
    line.role,
    `${line.subtasks}`,
    `${line.wrong}`,
    formatGlm(line.lostByRequestor),
    formatGlm(line.lostByProvider),
    line.caught,
    `${line.answered}`,
    `${line.honestBanned}`,
  ])
  return alignColumns([head, ...rows]).join('\n')
}

import { formatGlm } from '#protocol/payment/amount.ts'
import type { EvidenceReport, EvidenceTotals } from '#protocol/trust/evidence-report.ts'
import { alignColumns } from '../align-columns.ts'

const count = (number: number | bigint) => number.toLocaleString('en-US')

/** What was found in a file of evidence, for people: a line for each thing that is wrong, or what it amounts to. */
export function sayEvidence(report: EvidenceReport): string {
  if (report.kind === 'fine') return sayTotals(report.totals)
  const { findings, more } = report
  const lines = findings.map(({ words }) => words)
  if (more > 0) lines.push(`… and ${count(more)} more.`)
  return ['This evidence is not in order.', ...lines].join('\n')
}

function sayTotals(totals: EvidenceTotals): string {
  const { jobId, role, by, subtasks, confirmed, executions, agreements, batches } = totals
  const side = role === 'requestor' ? 'The requestor’s side' : 'A provider’s part'
  const missing = executions.claimed - executions.shown
  return [
    'This evidence is in order.',
    `${side} of job ${jobId}, written by ${by}.`,
    `${count(confirmed)} of ${count(subtasks)} subtasks have a result that was judged right.`,
    `${count(executions.shown)} results in ${count(batches)} batches under ${count(agreements)} agreements.`,
    ...(missing > 0
      ? [`${count(missing)} more were answered, and are not in the file: nothing is said of them.`]
      : []),
    '',
    ...sayProviders(totals),
    ...sayPayees(totals),
  ].join('\n')
}

function sayProviders({ providers }: EvidenceTotals): readonly string[] {
  if (providers.length === 0) return []
  const rows = providers.map(({ provider, right, wrong, unjudged, gas }) => [
    provider,
    ...[right, wrong, unjudged, gas].map(count),
  ])
  return [...alignColumns([['provider', 'right', 'wrong', 'not judged', 'units'], ...rows]), '']
}

function sayPayees({ payees }: EvidenceTotals): readonly string[] {
  if (payees.length === 0) return ['Nobody is paid: this work was for free.']
  const rows = payees.map(({ payee, owed, promised }) => [
    payee,
    ...[owed, promised].map((wei) => formatGlm(wei)),
  ])
  return alignColumns([['payee', 'owed (GLM)', 'promised (GLM)'], ...rows])
}

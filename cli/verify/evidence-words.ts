import { formatGlm } from '#protocol/payment/amount.ts'
import { sayShare } from '#protocol/payment/author-share.ts'
import type { EvidenceReport, EvidenceTotals } from '#protocol/trust/evidence-report.ts'
import { alignColumns } from '../align-columns.ts'

const count = (number: number | bigint) => number.toLocaleString('en-US')
const many = (number: number, what: 'result' | 'batch' | 'agreement') =>
  `${count(number)} ${number === 1 ? what : what === 'batch' ? 'batches' : `${what}s`}`

/** What was found in a file of evidence, for people: a line for each thing that is wrong, or what it amounts to. */
export function sayEvidence(report: EvidenceReport): string {
  if (report.kind === 'fine') return sayTotals(report.totals)
  const { findings, more } = report
  const lines = findings.map(({ words }) => words)
  if (more > 0) lines.push(`… and ${count(more)} more.`)
  return ['This evidence is not in order.', ...lines].join('\n')
}

function sayTotals(totals: EvidenceTotals): string {
  const { jobId, by, subtasks, confirmed, executions, agreements, batches } = totals
  const missing = executions.claimed - executions.shown
  return [
    'This evidence is in order.',
    `${saySide(totals)} of job ${jobId}, written by ${by}.`,
    ...sayTerms(totals),
    `${count(confirmed)} of ${count(subtasks)} subtasks have a result that was judged right.`,
    `${many(executions.shown, 'result')} in ${many(batches, 'batch')} under ${many(agreements, 'agreement')}.`,
    ...(missing > 0
      ? [`${count(missing)} more were answered, and are not in the file: nothing is said of them.`]
      : []),
    '',
    ...sayProviders(totals),
    ...sayPayees(totals),
  ].join('\n')
}

/** Only a requestor key of the file can say that it is the requestor's. */
function saySide({ role, by, requestors }: EvidenceTotals): string {
  if (role === 'provider') return 'A provider’s part'
  if (requestors.includes(by)) return 'The requestor’s side'
  return 'What a key that signed none of its agreements says is the requestor’s side'
}

/** What only the chain can confirm: whose job it is. */
function sayTerms({ requestors, by, role, terms }: EvidenceTotals): readonly string[] {
  const signed = requestors.map((key) =>
    role === 'requestor' && key !== by ? `${key} (another key than the writer’s)` : key,
  )
  return [
    ...signed.map((key) => `Requestor key: ${key}.`),
    ...(requestors.length > 1
      ? ['Nothing here shows that these keys are one requestor: what each owes is told apart.']
      : []),
    ...(terms?.kind === 'paid'
      ? [
          `Paid by session ${terms.session} of escrow ${terms.escrow} on chain ${terms.chainId}, as they say: only the chain ties a job to its session.`,
          ...(terms.authorShare
            ? [
                `Of all that is earned or promised below ${sayShare(terms.authorShare)} is the app’s author’s, ${terms.authorShare.payee}.`,
              ]
            : []),
        ]
      : []),
  ]
}

function sayProviders({ providers }: EvidenceTotals): readonly string[] {
  if (providers.length === 0) return []
  const rows = providers.map(({ provider, requestor, right, wrong, unjudged, gas }) => [
    provider,
    ...[right, wrong, unjudged, gas].map(count),
    requestor,
  ])
  return [
    ...alignColumns([['provider', 'right', 'wrong', 'not judged', 'units', 'judged by'], ...rows]),
    'Units are what is paid for: gas, which counts the instructions that ran, or light paths on graphics cards. Those of right results are counted.',
    '',
  ]
}

function sayPayees({ payees }: EvidenceTotals): readonly string[] {
  if (payees.length === 0) return ['Nobody is paid: this work was for free.']
  const rows = payees.map(({ payee, requestor, earned, promised }) => [
    payee,
    ...[earned, promised].map((wei) => formatGlm(wei)),
    requestor,
  ])
  return [
    ...alignColumns([['payee', 'earned (GLM)', 'promised in all (GLM)', 'earned from'], ...rows]),
    'Whether it was paid, only the chain tells.',
  ]
}

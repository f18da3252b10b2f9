import { alignColumns } from '#cli/align-columns.ts'
import type { CellResult } from './run-cells.ts'
import { addTallies, NOTHING } from './tally.ts'
import { errorBound } from './upper-bound.ts'

/** A contender's figures in a cell. */
export interface CellFigures {
  /** Share of the subtasks that were settled with a wrong result, and its upper 95 % bound. */
  readonly error: number
  readonly bound: number
  /** For each subtask. */
  readonly executions: number
  /** Of them, the ones that were paid for. */
  readonly paid: number
  /** For each job. */
  readonly bannedHonest: number
  readonly bannedCheats: number
}

export function figuresOf({ jobs }: CellResult): CellFigures {
  const sum = jobs.reduce(addTallies, NOTHING)
  return {
    error: sum.wrong / sum.subtasks,
    bound: errorBound(jobs),
    executions: sum.executions / sum.subtasks,
    paid: sum.paid / sum.subtasks,
    bannedHonest: sum.bannedHonest / jobs.length,
    bannedCheats: sum.bannedCheats / jobs.length,
  }
}

const HEADER = [
  '',
  'wrong',
  'at most (95 %)',
  'executions',
  'paid',
  'honest banned a job',
  'cheats banned a job',
  'wrong ÷ BOINC’s',
  'executions ÷ BOINC’s',
  'paid ÷ BOINC’s',
  'less than asked for',
]
/** Up to this share of cheats Loam keeps to what it was asked for. */
const PROMISED_UP_TO = 0.1

/** A scenario for people: cell by cell, its contenders beside what `reference` did there. */
export function toScenarioTable(results: readonly CellResult[], reference: string): string {
  const rows: string[][] = [HEADER]
  for (const cell of new Set(results.map((result) => result.cell))) {
    const here = results.filter((result) => result.cell === cell)
    const peer = here.find(({ contender }) => contender.name === reference)
    if (peer === undefined) throw new RangeError(`No ${reference} in ${cell.name}`)
    const theirs = figuresOf(peer)
    rows.push([cell.name])
    for (const result of here) {
      const own = figuresOf(result)
      rows.push([
        `  ${result.contender.name}`,
        asShare(own.error),
        asShare(own.bound),
        own.executions.toFixed(3),
        own.paid.toFixed(3),
        own.bannedHonest.toFixed(1),
        own.bannedCheats.toFixed(1),
        ...(result === peer
          ? ['', '', '']
          : [
              asRatio(own.error, theirs.error),
              asRatio(own.executions, theirs.executions),
              asRatio(own.paid, theirs.paid),
            ]),
        verdictOn(result, own),
      ])
    }
  }
  return alignColumns(rows).join('\n')
}

/** Whether the bound is below what the job asked for; nothing where no share was asked for. */
function verdictOn({ contender, cell }: CellResult, { bound }: CellFigures): string {
  if (!('loam' in contender) || contender.loam.kind !== 'adaptive') return ''
  if (bound < contender.loam.error) return 'yes'
  return cell.crowd.cheats > PROMISED_UP_TO ? 'no, nor promised' : 'NO'
}

const asShare = (share: number) => (share === 0 ? '0' : `${Number((100 * share).toPrecision(2))} %`)

const asRatio = (own: number, theirs: number) =>
  theirs === 0 ? '' : `${Number((own / theirs).toPrecision(3))}`

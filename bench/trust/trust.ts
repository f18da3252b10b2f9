import type { Benchmark, Figure } from '../benchmark.ts'
import { boinc } from './contenders.ts'
import { type CellResult, runCells } from './run-cells.ts'
import { type Scenario, scenariosOf, USUAL } from './scenarios.ts'
import { figuresOf, toScenarioTable } from './table.ts'

/**
 * What cheats get past a policy and what it costs, of Loam's own reducer and of models of its peers,
 * with the same crowds. Every cell is a million subtasks; `--runs` takes another number of jobs.
 */
export const trust: Benchmark = {
  name: 'trust',
  title: 'wrong results that are taken, and executions a subtask, beside BOINC and quorums',
  runs: 25,
  async measure({ runs, cleanup, say, show }) {
    const figures: Figure[] = []
    for (const scenario of scenariosOf(runs)) {
      const results = await runCells(scenario.cells, cleanup, say)
      show(`${scenario.title}\n\n${toScenarioTable(results, boinc.name)}\n`)
      figures.push(...toFigures(scenario, results))
    }
    return figures
  },
}

/** Loam as it usually runs, of what BOINC came to in the same cell. */
const toFigures = ({ name, cells }: Scenario, results: readonly CellResult[]): Figure[] =>
  cells.flatMap((cell) => {
    const of = (contender: string) => {
      const result = results.find((one) => one.cell === cell && one.contender.name === contender)
      if (result === undefined) throw new RangeError(`No ${contender} in ${cell.name}`)
      return figuresOf(result)
    }
    const [own, theirs] = [of(USUAL.name), of(boinc.name)]
    // Of few jobs with few cheats BOINC may have taken none: then there is nothing to be a part of.
    if (theirs.error === 0) return []
    return [
      { name: `${name}, ${cell.name}: wrong`, unit: '× BOINC', values: [own.error / theirs.error] },
      {
        name: `${name}, ${cell.name}: executions`,
        unit: '× BOINC',
        values: [own.executions / theirs.executions],
      },
    ]
  })

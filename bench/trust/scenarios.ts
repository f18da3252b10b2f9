import { adaptive, boinc, FIXED, PEERS } from './contenders.ts'
import type { Cell } from './run-cells.ts'

/** What Loam is asked for beside its peers. */
export const USUAL = adaptive(1e-3)
const LAX = adaptive(1e-2)
const STRICT = adaptive(1e-4)

const SHARES = [0.02, 0.1, 0.3]
const RATES = [1, 0.1, 0.02]
const CROWD = { providers: 200, sigma: 0.7, coin: 'shared' } as const
/** 200 for each provider, as peers were simulated. */
const SUBTASKS = 40_000
/** Of ten sites, as a widget has them. */
const VISITS = { sites: 10, least: 10, most: 50 }

export interface Scenario {
  /** In a word or two, for its figures. */
  readonly name: string
  readonly title: string
  readonly cells: readonly Cell[]
}

/** Everything that is measured, over so many jobs a cell. */
export const scenariosOf = (jobs: number): readonly Scenario[] => [
  {
    name: 'short jobs',
    title: `${jobs} jobs of ${SUBTASKS} subtasks with 200 providers each; cheats lie together about the same subtasks`,
    cells: grid(SHARES, RATES, (crowd) => ({
      crowd,
      subtasks: SUBTASKS,
      jobs,
      contenders: [...PEERS, LAX, USUAL, STRICT, ...FIXED],
    })),
  },
  {
    name: 'coins of their own',
    title: 'The same where each cheat lies about subtasks of its own choice',
    cells: grid(SHARES, [0.1, 0.02], (crowd) => ({
      crowd: { ...crowd, coin: 'own' },
      subtasks: SUBTASKS,
      jobs,
      contenders: [boinc, LAX, USUAL],
    })),
  },
  {
    name: 'long job',
    title: `One job of ${jobs * SUBTASKS} subtasks with 200 providers`,
    cells: grid(SHARES, RATES, (crowd) => ({
      crowd,
      subtasks: jobs * SUBTASKS,
      jobs: 1,
      contenders: [boinc, LAX, USUAL],
    })),
  },
  {
    name: 'visitors of sites',
    title: 'Visitors of ten sites, who stay for 10 to 50 subtasks; a site is one payee',
    cells: grid(SHARES, [1, 0.1], (crowd) => ({
      crowd: { ...crowd, visits: VISITS },
      subtasks: SUBTASKS,
      jobs,
      contenders: [boinc, LAX, USUAL],
    })),
  },
  {
    name: 'visitors of known sites',
    title: 'Such visitors, where the requestor had two jobs before with others of the same sites',
    cells: grid(SHARES, [1, 0.1], (crowd) => ({
      crowd: { ...crowd, visits: VISITS },
      subtasks: SUBTASKS,
      jobs,
      jobsBefore: 2,
      contenders: [boinc, LAX, USUAL],
    })),
  },
  {
    name: 'visitors',
    title: 'Visitors who stay as long, and each of whom works for a payee of its own',
    cells: grid(SHARES, [1], (crowd) => ({
      crowd: { ...crowd, visits: { ...VISITS, sites: undefined } },
      subtasks: SUBTASKS,
      jobs,
      contenders: [boinc, USUAL],
    })),
  },
]

const grid = (
  shares: readonly number[],
  rates: readonly number[],
  toCell: (crowd: Cell['crowd']) => Omit<Cell, 'name'>,
): readonly Cell[] =>
  shares.flatMap((cheats) =>
    rates.map((cheatRate) => ({
      name: `${100 * cheats} % cheat, in ${100 * cheatRate} % of subtasks`,
      ...toCell({ ...CROWD, cheats, cheatRate }),
    })),
  )

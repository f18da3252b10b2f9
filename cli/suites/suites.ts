/** One program to run, and how its passes and failures are counted. */
export interface Suite {
  readonly title: string
  /** A script run by the pinned Node, relative to the repository's root, and its arguments. */
  readonly command: readonly [script: string, ...args: string[]]
  /** `exit`: one check. `vitest`: its JSON report. `forge`: the last line it prints. */
  readonly counted: 'exit' | 'vitest' | 'forge'
}

const VITEST = 'node_modules/vitest/vitest.mjs'

const vitest = (project: string, ...args: string[]): Suite => ({
  title: `${project} tests`,
  command: [VITEST, 'run', '--project', project, ...args],
  counted: 'vitest',
})

export const houseChecks: readonly Suite[] = [
  {
    title: 'format, lint and import rules',
    command: ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings'],
    counted: 'exit',
  },
  {
    title: 'types',
    command: ['node_modules/typescript/bin/tsc', '-p', '.'],
    counted: 'exit',
  },
  { title: 'unused code', command: ['node_modules/knip/bin/knip.js'], counted: 'exit' },
  {
    title: 'chain gas of the escrow, as in contracts/snapshots (npm run generate:gas)',
    command: [
      'contracts/forge.ts',
      'test',
      '--match-path=contracts/test/Gas.t.sol',
      '--isolate',
      '--gas-snapshot-check=true',
    ],
    counted: 'exit',
  },
]

export const unitTests: readonly Suite[] = [vitest('unit'), vitest('house')]
export const portTests: readonly Suite[] = [vitest('ports')]
export const contractTests: readonly Suite[] = [
  { title: 'contract tests', command: ['contracts/forge.ts', 'test'], counted: 'forge' },
  {
    title: 'what the contract tests reach of the contracts (npm run cover:contracts)',
    command: ['test/coverage/run.ts'],
    counted: 'exit',
  },
  {
    title: 'mutants of the escrow, one in twelve (npm run mutate:contracts tries all)',
    command: ['test/mutation/run.ts', '--every=12'],
    counted: 'exit',
  },
]
export const adversaryTests: readonly Suite[] = [vitest('adversaries', '--no-file-parallelism')]
/** One file after another: each brings up a network and several browsers of its own. */
export const endToEndTests: readonly Suite[] = [vitest('e2e', '--no-file-parallelism')]

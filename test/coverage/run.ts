/**
 * Has forge count what the contracts' unit tests run of the contracts. A branch, line or function that
 * they do not must stand in `unreached.json` with the reason, and none that they do may.
 *
 *     npm run cover:contracts
 *
 * Chance covers nothing: fuzz and invariant runs are left out. Forge counts an `if` without an `else`
 * as one branch, which is its body; that the rest runs too is seen by the lines below it.
 */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { countReached, type Place } from './count-reached.ts'

const root = resolve(import.meta.dirname, '../..')
const sources = 'contracts/src'
const report = 'contracts/cache/coverage.lcov'

const forge = [
  ...['contracts/forge.ts', 'coverage', '--report=lcov', `--report-file=${report}`],
  '--no-match-path=contracts/test/{Invariant,Properties,Gas}.t.sol',
  '--no-match-test=testFuzz_',
]
const unreached: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(join(import.meta.dirname, 'unreached.json'), 'utf8'),
)

rmSync(join(root, report), { force: true })
const { status, stdout, stderr } = spawnSync(process.execPath, forge, {
  cwd: root,
  encoding: 'utf8',
  // Forge can count nothing of what is compiled by itself, as the escrow otherwise is.
  env: { ...process.env, FOUNDRY_COMPILATION_RESTRICTIONS: '[]' },
})
if (status !== 0) throw new Error(`${stdout}\n${stderr}`)

const texts = new Map(
  readdirSync(join(root, sources)).map((file) => [
    `${sources}/${file}`,
    readFileSync(join(root, sources, file), 'utf8'),
  ]),
)
const places = countReached(readFileSync(join(root, report), 'utf8'), texts)
const wrong = [...listMissing(places), ...listWrong(places)]
console.table(tally(places))
for (const line of wrong) console.error(line)
process.exitCode = wrong.length === 0 ? 0 : 1

/** Contracts and libraries that forge did not look at. Interfaces hold nothing to run. */
function listMissing(found: readonly Place[]): readonly string[] {
  return [...texts]
    .filter(([, text]) => /^(abstract )?(contract|library) /m.test(text))
    .filter(([file]) => !found.some((place) => place.file === file))
    .map(([file]) => `not looked at: ${file}`)
}

function listWrong(found: readonly Place[]): readonly string[] {
  const names = new Set(found.map(({ name }) => name))
  return [
    ...found
      .filter(({ isReached, name }) => !isReached && !(name in unreached))
      .map(({ name }) => `not reached: ${name}`),
    ...found
      .filter(({ isReached, name }) => isReached && name in unreached)
      .map(({ name }) => `listed as not reached, but reached: ${name}`),
    ...Object.keys(unreached)
      .filter((name) => !names.has(name))
      .map((name) => `listed, but no such place: ${name}`),
  ]
}

function tally(found: readonly Place[]) {
  const counts: Record<string, Record<string, string>> = {}
  for (const [file, kinds] of Map.groupBy(found, (place) => place.file))
    counts[file] = Object.fromEntries(
      [...Map.groupBy(kinds, ({ kind }) => kind)].map(([kind, all]) => [
        kind,
        `${all.filter(({ isReached }) => isReached).length} of ${all.length}`,
      ]),
    )
  return counts
}

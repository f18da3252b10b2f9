/**
 * Plants one fault after another into the escrow and runs the contracts' unit tests on each: a
 * mutant that no test notices must stand in `survivors.json` with the reason, and none that one
 * notices may.
 *
 *     npm run mutate:contracts                    all of them
 *     npm run mutate:contracts -- --every=12      one in twelve; SEED=7 draws others
 */
import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { compileMutants } from './compile.ts'
import { allMutants, type Mutant, unchanged } from './mutants.ts'

const root = resolve(import.meta.dirname, '../..')
const sources = join(root, 'contracts/src')
/** Below forge's output: the one folder that tests may read. */
const artifacts = 'contracts/out/mutants'
const AT_ONCE = 24
const TEST_SECONDS = 120

const { values } = parseArgs({ options: { every: { type: 'string', default: '1' } } })
const every = Number(values.every)
const survivors: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(join(import.meta.dirname, 'survivors.json'), 'utf8'),
)

const all = allMutants(sources)
const drawn = all.filter((_, index) => index % every === Number(process.env.SEED ?? 0) % every)
mkdirSync(join(root, artifacts), { recursive: true })
try {
  process.exitCode = await run()
} finally {
  rmSync(join(root, artifacts), { recursive: true })
}

async function run(): Promise<number> {
  // The escrow as it is goes the same way first: tests that fail on it would kill every mutant.
  const [sound] = compileMutants(sources, [unchanged(sources)]).values()
  if (sound === undefined || (await isKilled(writeArtifact('sound', sound)))) {
    throw new Error('The unit tests fail without a mutant: npm run test:contracts says more')
  }
  const counts = new Map<string, { killed: number; survived: number; refused: number }>()
  const wrong = Object.keys(survivors)
    .filter((name) => !all.some((mutant) => mutant.name === name))
    .map((name) => `listed, but no such mutant: ${name}`)
  for (let from = 0; from < drawn.length; from += AT_ONCE) {
    const batch = drawn.slice(from, from + AT_ONCE)
    const codes = compileMutants(sources, batch)
    await inParallel(batch, async (mutant) => {
      const count = counts.get(mutant.operator) ?? { killed: 0, survived: 0, refused: 0 }
      counts.set(mutant.operator, count)
      const code = codes.get(mutant)
      if (code === undefined) {
        count.refused += 1
        return
      }
      const killed = await isKilled(writeArtifact(`${all.indexOf(mutant)}`, code))
      count[killed ? 'killed' : 'survived'] += 1
      const listed = mutant.name in survivors
      if (killed && listed) wrong.push(`listed as a survivor, but killed: ${mutant.name}`)
      if (!killed && !listed) wrong.push(`survived: ${mutant.name}`)
    })
  }
  console.table(Object.fromEntries([...counts].sort()))
  for (const line of wrong) console.error(line)
  const total = [...counts.values()]
  const sum = (key: 'killed' | 'survived' | 'refused') =>
    total.reduce((all, count) => all + count[key], 0)
  console.log(
    `${drawn.length} of ${all.length} mutants: ${sum('killed')} killed, ${sum('survived')} survived, ${sum('refused')} refused by the compiler; ${wrong.length} wrong`,
  )
  return wrong.length === 0 ? 0 : 1
}

function writeArtifact(name: string, code: string): string {
  const path = join(artifacts, `${name}.json`)
  writeFileSync(join(root, path), JSON.stringify({ abi: [], bytecode: { object: `0x${code}` } }))
  return path
}

/** Whether a unit test fails on the escrow of this artifact. */
function isKilled(artifact: string): Promise<boolean> {
  const forge = [
    'contracts/forge.ts',
    'test',
    '--no-match-path=contracts/test/{Invariant,Properties,Gas}.t.sol',
    '--no-match-test=testFuzz_',
    '--fail-fast',
    '--threads=1',
  ]
  const env = { ...process.env, LOAM_MUTANT: artifact }
  const timeout = TEST_SECONDS * 1_000
  return new Promise((resolve, reject) => {
    execFile(process.execPath, forge, { cwd: root, env, timeout }, (error, stdout) => {
      // Only a test that fails is a kill, or one that never ends.
      if (error && !error.killed && !stdout.includes('[FAIL')) reject(error)
      else resolve(error !== null)
    })
  })
}

async function inParallel(mutants: readonly Mutant[], task: (mutant: Mutant) => Promise<void>) {
  const queue = [...mutants]
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) await task(next)
  }
  await Promise.all(Array.from({ length: availableParallelism() }, worker))
}

import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { CommandError } from '#cli/command-error.ts'
import type { Benchmark, Figure } from './benchmark.ts'
import { fastest, loadProgram, type Timed, TURNS, warmUp } from './support/program-loop.ts'

const PROGRAMS = ['path', 'n-body'] as const
const execute = promisify(execFile)
const sourceOf = (name: string) => fileURLToPath(new URL(`./programs/${name}.c`, import.meta.url))

/** @throws {CommandError} where there is no gcc, or not on a processor with SSE2. */
async function compileNative(name: string, folder: string): Promise<string> {
  const program = join(folder, name)
  const flags = [
    '-O3',
    '-msse2',
    '-std=c11',
    '-o',
    program,
    sourceOf('main'),
    sourceOf(name),
    '-lm',
  ]
  try {
    await execute('gcc', flags)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new CommandError(`The native twin needs gcc on x86-64: ${why}`, { cause: error })
  }
  return program
}

/** The fastest turn in a process of its own. */
async function runNative(program: string, rounds: number): Promise<Timed> {
  const { stdout } = await execute(program, [`${rounds}`, `${TURNS}`])
  const turns = stdout
    .trim()
    .split('\n')
    .map((line) => line.split(' ').map(Number))
  return turns
    .map(([ms = Number.NaN, result = Number.NaN]) => ({ ms, result }))
    .reduce((best, turn) => (turn.ms < best.ms ? turn : best))
}

/**
 * Kernels against native code of the same algorithm: AssemblyScript in V8, plain and metered, and
 * its twin in C by `gcc -O3 -msse2`, in turns, the fastest of twelve. All three must give the same
 * result to the last bit.
 */
export const native: Benchmark = {
  name: 'native',
  title: 'kernels against gcc -O3 -msse2, warm, the fastest of twelve turns',
  runs: 15,
  async measure({ runs, cleanup, say }) {
    const folder = await mkdtemp(join(tmpdir(), 'loam-native-'))
    cleanup.add(() => rm(folder, { recursive: true }))
    const figures: Figure[] = []
    for (const name of PROGRAMS) {
      say(name)
      const program = await compileNative(name, folder)
      const { plain, metered } = await loadProgram(name)
      const rounds = warmUp([plain, metered])
      const times = { native: [] as number[], plain: [] as number[], metered: [] as number[] }
      for (let run = 0; run < runs; run++) {
        const twin = await runNative(program, rounds)
        const ours = fastest({ plain, metered, native: () => twin }, rounds)
        times.native.push(twin.ms)
        times.plain.push(ours.plain.ms)
        times.metered.push(ours.metered.ms)
      }
      for (const [way, values] of Object.entries(times)) {
        const against = way === 'native' ? {} : { against: `${name}, native` }
        figures.push({ name: `${name}, ${way}`, unit: 'ms', values, ...against })
      }
    }
    return figures
  },
}

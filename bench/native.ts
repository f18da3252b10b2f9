import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { CommandError } from '#cli/command-error.ts'
import type { Benchmark, Figure } from './benchmark.ts'
import { loadProgram, type Timed, warmUp } from './support/program-loop.ts'

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
    throw new CommandError(`The native twin needs gcc on x86-64: ${why}`)
  }
  return program
}

/** One run in a process of its own, after one that warms its caches. */
async function runNative(program: string, rounds: number): Promise<Timed> {
  const { stdout } = await execute(program, [`${rounds}`, '2'])
  const [ms = Number.NaN, result = Number.NaN] = (stdout.trim().split('\n').at(-1) ?? '')
    .split(' ')
    .map(Number)
  return { ms, result }
}

/**
 * Kernels against native code of the same algorithm: AssemblyScript in V8, plain and metered, and
 * its twin in C by `gcc -O3 -msse2`, in turns, in CPU time. All three must give the same result to
 * the last bit.
 */
export const native: Benchmark = {
  name: 'native',
  title: 'kernels against gcc -O3 -msse2, CPU time when warm',
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
      const ways: Record<string, () => Timed | Promise<Timed>> = {
        native: () => runNative(program, rounds),
        plain: () => plain(rounds),
        metered: () => metered(rounds),
      }
      const times = new Map<string, number[]>(Object.keys(ways).map((way) => [way, []]))
      for (let run = 0; run < runs; run++) {
        const results = new Set<number>()
        for (const [way, once] of Object.entries(ways)) {
          const { ms, result } = await once()
          times.get(way)?.push(ms)
          results.add(result)
        }
        if (results.size > 1) throw new Error(`${name} computes otherwise: ${[...results]}`)
      }
      for (const [way, values] of times) {
        const against = way === 'native' ? {} : { against: `${name}, native` }
        figures.push({ name: `${name}, ${way}`, unit: 'ms', values, ...against })
      }
    }
    return figures
  },
}

import type { Benchmark, Figure } from './benchmark.ts'
import { loadProgram, type ProgramName, warmUp } from './support/program-loop.ts'

const PROGRAMS: ReadonlyArray<readonly [name: ProgramName, kind: string]> = [
  ['path', 'numeric'],
  ['n-body', 'numeric'],
  ['matmul', 'numeric'],
  ['sha256', 'numeric'],
  ['block-sort', 'branchy'],
  ['sort', 'branchy'],
  ['interpreter', 'branchy'],
  ['tight-loop', 'the worst of loops'],
  ['recursion', 'the worst of calls'],
]

/**
 * What metering costs: the same kernels plain and metered, in turns, warm, in the CPU time of the
 * thread, so that a busy machine does not decide it. One run is one fresh instance.
 */
export const metering: Benchmark = {
  name: 'metering',
  title: 'kernels metered against plain, CPU time when warm',
  runs: 15,
  async measure({ runs, say }) {
    const figures: Figure[] = []
    for (const [name, kind] of PROGRAMS) {
      say(name)
      const { plain, metered } = await loadProgram(name)
      const rounds = warmUp([plain, metered])
      const times = { plain: [] as number[], metered: [] as number[] }
      for (let run = 0; run < runs; run++) {
        const without = plain(rounds)
        const counted = metered(rounds)
        if (without.result !== counted.result) throw new Error(`${name} computes otherwise metered`)
        times.plain.push(without.ms)
        times.metered.push(counted.ms)
      }
      const against = `${name}, plain`
      figures.push(
        { name: `${name} (${kind}), metered`, unit: 'ms', values: times.metered, against },
        { name: against, unit: 'ms', values: times.plain },
      )
    }
    return figures
  },
}

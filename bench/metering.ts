import type { Benchmark, Figure } from './benchmark.ts'
import { fastest, loadProgram, type ProgramName, warmUp } from './support/program-loop.ts'

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
 * What metering costs: the same kernels plain and metered, warm, each turn in a fresh instance. A
 * run is the fastest of twelve turns, so that a busy machine does not decide it.
 */
export const metering: Benchmark = {
  name: 'metering',
  title: 'kernels metered against plain, warm, the fastest of twelve turns',
  runs: 15,
  async measure({ runs, say }) {
    const figures: Figure[] = []
    for (const [name, kind] of PROGRAMS) {
      say(name)
      const { plain, metered } = await loadProgram(name)
      const rounds = warmUp([plain, metered])
      const times = { plain: [] as number[], metered: [] as number[] }
      for (let run = 0; run < runs; run++) {
        const timed = fastest({ plain, metered }, rounds)
        times.plain.push(timed.plain.ms)
        times.metered.push(timed.metered.ms)
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

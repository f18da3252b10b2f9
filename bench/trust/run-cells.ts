import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { Tinypool } from 'tinypool'
import type { Cleanup } from '#cli/process/cleanup.ts'
import type { Contender } from './contenders.ts'
import type { CrowdModel } from './crowd.ts'
import type { JobTask } from './job-task.ts'
import type { Tally } from './tally.ts'

/** One crowd's kind, and those who settle jobs with such crowds. */
export interface Cell {
  readonly name: string
  readonly crowd: Omit<CrowdModel, 'seed'>
  /** Of each job, and of how many: every one has a crowd of its own, the same for all contenders. */
  readonly subtasks: number
  readonly jobs: number
  /** What each job's requestor had done before; nothing unless said. */
  readonly jobsBefore?: number
  readonly contenders: readonly Contender[]
}

/** What came of a contender's jobs in a cell. */
export interface CellResult {
  readonly cell: Cell
  readonly contender: Contender
  readonly jobs: readonly Tally[]
}

const TASK = fileURLToPath(new URL('./job-task.ts', import.meta.url))

/** Runs every contender of every cell, on all cores; a job is the same on whatever core it runs. */
export async function runCells(
  cells: readonly Cell[],
  cleanup: Cleanup,
  say: (text: string) => void,
): Promise<readonly CellResult[]> {
  const threads = availableParallelism()
  const pool = new Tinypool({ filename: TASK, minThreads: threads, maxThreads: threads })
  cleanup.add(() => pool.destroy())
  const runJob = (task: JobTask): Promise<Tally> => pool.run(task)
  const results = cells.flatMap((cell) =>
    cell.contenders.map(async (contender) => {
      const { crowd, subtasks, jobsBefore = 0 } = cell
      const jobs = await Promise.all(
        Array.from({ length: cell.jobs }, (_, at) =>
          runJob({ model: { ...crowd, seed: at + 1 }, subtasks, contender, jobsBefore }),
        ),
      )
      say(`${cell.name}: ${contender.name}`)
      return { cell, contender, jobs }
    }),
  )
  return Promise.all(results)
}

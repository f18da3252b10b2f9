import { fileURLToPath } from 'node:url'
import { Tinypool } from 'tinypool'
import type { Load } from './loads.ts'
import type { Rate } from './rate.ts'

const THREADS = 2
/** Tasks asked for beyond those at work. */
const QUEUED = 1_024
const TASK = fileURLToPath(new URL('./pool-task.ts', import.meta.url))

/** The same load in a pool of two threads of one process: no network, nobody to distrust. */
export async function measurePool(load: Load, forMs: number): Promise<Rate> {
  const { kernel, waitMs, cores, warm } = load
  const pool = new Tinypool({
    filename: TASK,
    minThreads: THREADS,
    maxThreads: THREADS,
    concurrentTasksPerWorker: cores,
    workerData: { kernel, waitMs },
  })
  let done = 0
  let isOver = false
  const line = async () => {
    while (!isOver) {
      await pool.run(done)
      done += 1
    }
  }
  try {
    const lines = Array.from({ length: cores * THREADS + (waitMs ? 0 : QUEUED) }, line)
    const until = async (isReached: () => boolean) => {
      while (!isReached()) await new Promise((resolve) => setTimeout(resolve, 5))
      return { done, atMs: performance.now() }
    }
    const first = await until(() => done >= warm)
    const last = await until(() => performance.now() - first.atMs >= forMs)
    isOver = true
    await Promise.all(lines)
    const seconds = (last.atMs - first.atMs) / 1_000
    return { perSecond: (last.done - first.done) / seconds }
  } finally {
    await pool.destroy()
  }
}

/** Run by the threads of `pool-loop.ts`: one subtask. */
import { setTimeout } from 'node:timers/promises'
import { workerData } from 'node:worker_threads'
import type { Load } from './loads.ts'
import { createPlainRun } from './run-plain.ts'

// Tinypool puts words of its own before ours.
const { kernel, waitMs } = (workerData as [unknown, Pick<Load, 'kernel' | 'waitMs'>])[1]
const run = createPlainRun(kernel)

export default async function runTask(index: number): Promise<Uint8Array> {
  if (waitMs === undefined) return run(index)
  await setTimeout(waitMs)
  return new Uint8Array(0)
}

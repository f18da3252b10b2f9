import type { RunResult } from '#peer/ports/compute.ts'
import type { Limits } from '#protocol/task/limits.ts'

/** One subtask on its way to a core in the other thread. */
export interface AskedRun {
  readonly id: number
  readonly input: Uint8Array
  readonly limits: Limits
}

/** What came of one. */
export interface DoneRun {
  readonly id: number
  readonly result: RunResult
}

/** Handing over a smaller buffer costs more than copying it. */
const MIN_TRANSFER_BYTES = 4_096

/** Buffers that may be handed over with these results, for nobody here looks at them again. */
export const transferOf = (done: readonly DoneRun[]): ArrayBuffer[] =>
  done.flatMap(({ result }) => {
    const bytes = result.kind === 'done' ? result.output : undefined
    const isWhole = bytes !== undefined && bytes.byteLength === bytes.buffer.byteLength
    return isWhole && bytes.byteLength >= MIN_TRANSFER_BYTES ? [bytes.buffer as ArrayBuffer] : []
  })

import type { RunResult } from '#peer/ports/compute.ts'
import type { JoinedBytes } from '#protocol/task/joined-bytes.ts'
import type { Limits } from '#protocol/task/limits.ts'
import { isPlain, type PlainResults, packResults } from '#protocol/task/plain-results.ts'

/** Subtasks on their way to a core in the other thread. */
export interface AskedRuns {
  readonly ids: readonly number[]
  readonly inputs: JoinedBytes
  readonly limits: Limits
}

/** What came of one. */
export type DoneRun = RunResult & { readonly id: number }

/** What came of several: in no order between the two. */
export interface DoneRuns {
  readonly plain: PlainResults
  readonly others: readonly DoneRun[]
}

export const packRuns = (done: readonly DoneRun[]): DoneRuns => ({
  plain: packResults(done.filter(isPlain)),
  others: done.filter((run) => !isPlain(run)),
})

/** Handing over a smaller buffer costs more than copying it. */
const MIN_TRANSFER_BYTES = 4_096

/** Buffers that may be handed over with these results, for nobody here looks at them again. */
export const transferOf = ({ others }: DoneRuns): ArrayBuffer[] =>
  others.flatMap((result) => {
    const bytes = result.kind === 'done' ? result.output : undefined
    const isWhole = bytes !== undefined && bytes.byteLength === bytes.buffer.byteLength
    return isWhole && bytes.byteLength >= MIN_TRANSFER_BYTES ? [bytes.buffer as ArrayBuffer] : []
  })

import { batchRoot, type Leaf } from '#protocol/trust/batch-root.ts'
import { sha256 } from '#protocol/trust/sha256.ts'
import type { FinishedSubtask } from './lease-runner.ts'

/** The lines of a whole batch, and the root that is signed before anybody can say what is looked at. */
export function hashBatch(finished: readonly FinishedSubtask[]): {
  readonly leaves: Leaf[]
  readonly root: Uint8Array
} {
  const leaves = finished.map(
    ({ work, result }): Leaf => ({
      index: work.index,
      inputHash: sha256(work.input),
      outcome: result.outcome,
      resultHash: sha256(result.output),
      gas: result.gas,
    }),
  )
  return { leaves, root: batchRoot(leaves) }
}

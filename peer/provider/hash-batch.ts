import { batchRoot } from '#protocol/trust/batch-root.ts'
import { type Leaf, Leaves } from '#protocol/trust/leaves.ts'
import { digestAt, sha256All } from '#protocol/trust/sha256.ts'
import type { FinishedSubtask } from './lease-runner.ts'

/**
 * The lines of a whole batch, the root that is signed before anybody can say what is looked at, and
 * the hashes of all outputs, one after another.
 */
export function hashBatch(finished: readonly FinishedSubtask[]): {
  readonly leaves: Leaves
  readonly root: Uint8Array
  readonly resultHashes: Uint8Array
} {
  const inputHashes = sha256All(finished.map(({ work }) => work.input))
  const resultHashes = sha256All(finished.map(({ result }) => result.output))
  const leaves = Leaves.of(
    finished.map(
      ({ work, result }, at): Leaf => ({
        index: work.index,
        inputHash: digestAt(inputHashes, at),
        outcome: result.outcome,
        resultHash: digestAt(resultHashes, at),
        gas: result.gas,
      }),
    ),
  )
  return { leaves, root: batchRoot(leaves), resultHashes }
}

import { sha256 } from '@noble/hashes/sha2.js'
import type { JobId, PeerId } from '#protocol/ids.ts'
import { batchSchema, hashLeaf, type Leaf, merkleRoot } from '#protocol/trust/batch-root.ts'
import { type Sealed, seal } from '#protocol/trust/seal.ts'
import type { FinishedSubtask } from './lease-runner.ts'

/** Who commits itself, to which lease. */
export interface BatchClaim {
  readonly jobId: JobId
  readonly provider: PeerId
  readonly leaseId: number
}

/** Signs the whole batch once, before anybody can say what of it will be looked at. */
export function signBatch(
  claim: BatchClaim,
  finished: readonly FinishedSubtask[],
  seed: Uint8Array,
): { readonly batch: Sealed; readonly leaves: readonly Leaf[]; readonly root: Uint8Array } {
  const leaves = finished.map(
    ({ work, result }): Leaf => ({
      index: work.index,
      inputHash: sha256(work.input),
      outcome: result.outcome,
      resultHash: sha256(result.output),
      gas: result.gas,
    }),
  )
  const root = merkleRoot(leaves.map(hashLeaf))
  return {
    batch: seal('batch', batchSchema, { ...claim, count: leaves.length, root }, seed),
    leaves,
    root,
  }
}

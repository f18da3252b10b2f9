import type { Leaf } from '#protocol/trust/leaves.ts'

/** A result of the first subtask, for tests that care about no more than a part of it. */
export const PLAIN_LEAF: Leaf = {
  index: 0,
  inputHash: new Uint8Array(32),
  outcome: { kind: 'success' },
  resultHash: new Uint8Array(32),
  gas: 10n,
}

import { z } from 'zod'
import type { StoreKey } from '#peer/ports/store.ts'
import type { SavedRecords } from '#peer/saved-records.ts'
import type { EvidenceBatch } from '#protocol/trust/evidence-file.ts'
import { type Leaves, leavesSchema } from '#protocol/trust/leaves.ts'
import { type Sealed, sealedSchema } from '#protocol/trust/seal.ts'
import { encode } from '#protocol/wire/codec.ts'
import { MAX_BATCH } from '#protocol/wire/messages.ts'

const MAX_SAVED_BYTES = 256 * 1024
/** As it is said to people. */
const WHAT = 'evidence of past work'

const batchSchema = z.object({ batch: sealedSchema, leaves: leavesSchema(MAX_BATCH) })

/** A batch as its provider signed it. */
export interface SavedBatch {
  readonly batch: Sealed
  readonly leaves: Leaves
}

/** What is written of a batch once. The verdict over it is written anew as more of it is judged. */
export const writeBatch = ({ batch, leaves }: SavedBatch): Uint8Array =>
  encode(batchSchema, { batch, leaves })

export const writeVerdict = (attestation: Sealed): Uint8Array => encode(sealedSchema, attestation)

const readBatch = (saved: SavedRecords, bytes: Uint8Array): SavedBatch | undefined =>
  saved.readKept(batchSchema, bytes, WHAT, MAX_SAVED_BYTES)

const readVerdict = (saved: SavedRecords, bytes: Uint8Array): Sealed | undefined =>
  saved.readKept(sealedSchema, bytes, WHAT, MAX_SAVED_BYTES)

/**
 * Batches from what is saved of them in the order of their keys, which end with `batch` or `verdict`.
 * One of which either cannot be read is left out.
 */
export function joinBatches(
  saved: SavedRecords,
  parts: ReadonlyArray<readonly [StoreKey, Uint8Array]>,
): readonly EvidenceBatch[] {
  const batches: EvidenceBatch[] = []
  let last: { readonly name: string; readonly batch: SavedBatch | undefined } | undefined
  for (const [key, bytes] of parts) {
    const name = key.slice(0, -1).join('/')
    if (key.at(-1) === 'batch') {
      last = { name, batch: readBatch(saved, bytes) }
      continue
    }
    const attestation = readVerdict(saved, bytes)
    if (last?.name === name && last.batch !== undefined && attestation !== undefined)
      batches.push({ ...last.batch, attestation })
  }
  return batches
}

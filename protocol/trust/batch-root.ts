import { concatBytes } from '@noble/hashes/utils.js'
import { z } from 'zod'
import { bytesOf, countSchema, jobIdSchema, peerIdSchema } from '../wire/codec.ts'
import type { Leaves } from './leaves.ts'
import { sha256Each } from './sha256.ts'

const HASH_BYTES = 32

/** What a provider signs once per batch, before it can know what will be checked. */
export const batchSchema = z.object({
  jobId: jobIdSchema,
  provider: peerIdSchema,
  leaseId: countSchema,
  count: countSchema,
  root: bytesOf(32),
})

/** Leaves and inner nodes are hashed under different prefixes (RFC 6962, second pre-images). */
const LEAF = 0
const NODE = 1

/** The hashes of leaves, one after another, whatever their bytes say. */
export const hashLeaves = ({ bytes, length }: Leaves): Uint8Array => sha256Each(bytes, length, LEAF)

/** The Merkle root over a batch of at least one leaf. */
export const batchRoot = (leaves: Leaves): Uint8Array => merkleRoot(hashLeaves(leaves))

/**
 * The Merkle root over leaf hashes, one after another (RFC 6962 shape: an odd node moves up
 * unchanged). At least one is needed.
 */
export function merkleRoot(hashes: Uint8Array): Uint8Array {
  if (hashes.byteLength === 0) throw new RangeError('A batch has at least one leaf')
  let level = hashes
  for (let nodes = level.byteLength / HASH_BYTES; nodes > 1; nodes = Math.ceil(nodes / 2)) {
    const pairs = Math.floor(nodes / 2)
    const odd = level.subarray(pairs * 2 * HASH_BYTES)
    const parents = sha256Each(level.subarray(0, pairs * 2 * HASH_BYTES), pairs, NODE)
    level = odd.byteLength === 0 ? parents : concatBytes(parents, odd)
  }
  return level.slice()
}

import { concatBytes } from '@noble/hashes/utils.js'
import { z } from 'zod'
import { bytesOf, countSchema, jobIdSchema, peerIdSchema } from '../wire/codec.ts'
import { countsUpTo } from '../wire/counts.ts'
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

/** The hash of a leaf by its `LEAF_BYTES`, whatever they say. */
export const hashLeafBytes = (bytes: Uint8Array): Uint8Array => sha256Each(bytes, 1, LEAF)

/** The Merkle root over a batch of at least one leaf. */
export const batchRoot = (leaves: Leaves): Uint8Array =>
  merkleRoot(sha256Each(leaves.bytes, leaves.length, LEAF))

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

/** A requestor's signed verdict over a batch: portable evidence of reputation. */
export const attestationSchema = z.object({
  jobId: jobIdSchema,
  requestor: peerIdSchema,
  provider: peerIdSchema,
  root: bytesOf(32),
  accepted: countsUpTo(4096),
  rejected: countsUpTo(4096),
})

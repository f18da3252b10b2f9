import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, concatBytes } from '@noble/hashes/utils.js'
import { z } from 'zod'
import type { Outcome } from '../task/outcome.ts'
import {
  bytesOf,
  countSchema,
  encode,
  gasSchema,
  jobIdSchema,
  peerIdSchema,
} from '../wire/codec.ts'

export const outcomeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('success') }),
  z.object({ kind: z.literal('exit'), code: countSchema }),
  z.object({ kind: z.literal('trap') }),
  z.object({ kind: z.literal('outOfGas') }),
]) satisfies z.ZodType<Outcome>

/** One subtask's line in a batch: everything that is agreed on, verified and paid. */
export const leafSchema = z.object({
  index: countSchema,
  /** SHA-256 of the subtask's input bytes. */
  inputHash: bytesOf(32),
  outcome: outcomeSchema,
  /** SHA-256 of the output bytes. */
  resultHash: bytesOf(32),
  gas: gasSchema,
})
export type Leaf = z.output<typeof leafSchema>

/** What a provider signs once per batch, before it can know what will be checked. */
export const batchSchema = z.object({
  jobId: jobIdSchema,
  provider: peerIdSchema,
  leaseId: countSchema,
  count: countSchema,
  root: bytesOf(32),
})

/** Leaves and inner nodes are hashed under different prefixes (RFC 6962, second pre-images). */
const LEAF = Uint8Array.of(0)
const NODE = Uint8Array.of(1)

export const hashLeaf = (leaf: Leaf): Uint8Array =>
  sha256(concatBytes(LEAF, encode(leafSchema, leaf)))
const hashNode = (left: Uint8Array, right: Uint8Array) => sha256(concatBytes(NODE, left, right))

/**
 * What replicas are compared by under the `exact` rule: outcome, bytes and gas of one subtask.
 * Equal keys mean equal results.
 */
export function resultKey(leaf: Leaf): string {
  const { index, inputHash, resultHash } = leaf
  return `${index} ${claimKey(leaf)} ${bytesToHex(inputHash)} ${bytesToHex(resultHash)}`
}

/**
 * What replicas have in common where hardware rounds: outcome and units. Equal keys say nothing of
 * the bytes.
 */
export function claimKey({ outcome, gas }: Leaf): string {
  return `${outcome.kind} ${outcome.kind === 'exit' ? outcome.code : 0} ${gas}`
}

/**
 * The Merkle root over leaf hashes (RFC 6962 shape: an odd node moves up unchanged).
 * At least one leaf is needed.
 */
export function merkleRoot(leaves: readonly Uint8Array[]): Uint8Array {
  let level = leaves
  while (level.length > 1) level = nextLevel(level)
  const root = level[0]
  if (root === undefined) throw new RangeError('A batch has at least one leaf')
  return root
}

function nextLevel(level: readonly Uint8Array[]): Uint8Array[] {
  const next: Uint8Array[] = []
  for (let at = 0; at < level.length; at += 2) {
    const left = level[at] as Uint8Array
    const right = level[at + 1]
    next.push(right === undefined ? left : hashNode(left, right))
  }
  return next
}

/** A requestor's signed verdict over a batch: portable evidence of reputation. */
export const attestationSchema = z.object({
  jobId: jobIdSchema,
  requestor: peerIdSchema,
  provider: peerIdSchema,
  root: bytesOf(32),
  accepted: z.array(countSchema).max(4096),
  rejected: z.array(countSchema).max(4096),
})

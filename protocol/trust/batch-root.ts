import { bytesToHex } from '@noble/hashes/utils.js'
import { z } from 'zod'
import type { Outcome } from '../task/outcome.ts'
import { bytesOf, countSchema, jobIdSchema, peerIdSchema } from '../wire/codec.ts'
import { countsUpTo } from '../wire/counts.ts'
import { packedList, type RecordFormat, type RecordReader, RecordWriter } from '../wire/packed.ts'
import { sha256 } from './sha256.ts'

/** One subtask's line in a batch: everything that is agreed on, verified and paid. */
export interface Leaf {
  readonly index: number
  /** SHA-256 of the subtask's input bytes. */
  readonly inputHash: Uint8Array
  readonly outcome: Outcome
  /** SHA-256 of the output bytes. */
  readonly resultHash: Uint8Array
  /** At most 63 bits. */
  readonly gas: bigint
}

const HASH_BYTES = 32
/** A leaf as it is hashed and kept. */
export const LEAF_BYTES = 4 + HASH_BYTES + 5 + HASH_BYTES + 8
export const MAX_GAS = 2n ** 63n - 1n
/** In the order of their bytes. */
export const OUTCOMES = ['success', 'exit', 'trap', 'outOfGas'] as const

/** @throws {RangeError} for what is none. */
function readOutcome(reader: RecordReader): Outcome {
  const kind = OUTCOMES[reader.u8()]
  const code = reader.u32()
  if (kind === 'exit') return { kind, code }
  if (kind === undefined || code !== 0) throw new RangeError('no outcome')
  return { kind }
}

/** Five bytes, whatever it is. */
function writeOutcome(writer: RecordWriter, outcome: Outcome): void {
  writer.u8(OUTCOMES.indexOf(outcome.kind))
  writer.u32(outcome.kind === 'exit' ? outcome.code : 0)
}

/** How a leaf is kept, which is how it is hashed. */
export const leafFormat = {
  roomFor: () => LEAF_BYTES,
  write: (writer, { index, inputHash, outcome, resultHash, gas }) => {
    writer.u32(index)
    writer.raw(inputHash)
    writeOutcome(writer, outcome)
    writer.raw(resultHash)
    writer.u64(gas)
  },
  read: (reader) => {
    const index = reader.u32()
    const inputHash = reader.raw(HASH_BYTES)
    const outcome = readOutcome(reader)
    const resultHash = reader.raw(HASH_BYTES)
    const gas = reader.u64()
    if (gas > MAX_GAS) throw new RangeError('more gas than there is')
    return { index, inputHash, outcome, resultHash, gas }
  },
} satisfies RecordFormat<Leaf>

/** Leaves packed, at most `max`. */
export const leavesSchema = (max: number) => packedList(leafFormat, max, max * LEAF_BYTES)

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

/** Filled anew for each hash: there are several for every subtask. */
const leafRecord = new RecordWriter(1 + LEAF_BYTES)
const nodeRecord = new RecordWriter(1 + 2 * HASH_BYTES)

function hashLeaf(leaf: Leaf): Uint8Array {
  leafRecord.restart()
  leafRecord.u8(LEAF)
  leafFormat.write(leafRecord, leaf)
  return sha256(leafRecord.bytes)
}

/** The hash of a leaf by its `LEAF_BYTES`, whatever they say. */
export function hashLeafBytes(bytes: Uint8Array): Uint8Array {
  leafRecord.restart()
  leafRecord.u8(LEAF)
  leafRecord.raw(bytes)
  return sha256(leafRecord.bytes)
}

function hashNode(children: Uint8Array): Uint8Array {
  nodeRecord.restart()
  nodeRecord.u8(NODE)
  nodeRecord.raw(children)
  return sha256(nodeRecord.bytes)
}

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

/** The Merkle root over a batch of at least one leaf. */
export function batchRoot(leaves: readonly Leaf[]): Uint8Array {
  const hashes = new Uint8Array(leaves.length * HASH_BYTES)
  leaves.forEach((leaf, at) => {
    hashes.set(hashLeaf(leaf), at * HASH_BYTES)
  })
  return merkleRoot(hashes)
}

/**
 * The Merkle root over leaf hashes, one after another (RFC 6962 shape: an odd node moves up
 * unchanged). At least one is needed.
 */
export function merkleRoot(hashes: Uint8Array): Uint8Array {
  if (hashes.byteLength === 0) throw new RangeError('A batch has at least one leaf')
  const level = hashes.slice()
  const part = (from: number, to: number) => level.subarray(from * HASH_BYTES, to * HASH_BYTES)
  let nodes = hashes.byteLength / HASH_BYTES
  while (nodes > 1) {
    const pairs = Math.floor(nodes / 2)
    for (let at = 0; at < pairs; at += 1)
      level.set(hashNode(part(2 * at, 2 * at + 2)), at * HASH_BYTES)
    if (nodes % 2 === 1)
      level.copyWithin(pairs * HASH_BYTES, (nodes - 1) * HASH_BYTES, nodes * HASH_BYTES)
    nodes = Math.ceil(nodes / 2)
  }
  return level.slice(0, HASH_BYTES)
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
